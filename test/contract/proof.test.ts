import { createHash } from 'node:crypto';
import { EmbeddedJWK, calculateJwkThumbprint, decodeProtectedHeader, jwtVerify } from 'jose';
import { describe, expect, it } from 'vitest';
import { exportDeviceKey, importDeviceKey, makeProof, newDeviceKey } from '../../shared/contract/proof.ts';
import { authorization } from '../../shared/contract/send-signed.ts';

const url = 'https://bank.example/v1/accounts?limit=2#top';

describe('a DPoP proof', () => {
  it('says which request is made, when, and by which key', async () => {
    const key = await newDeviceKey();
    const proof = await makeProof(key, 'GET', url, 'token', Date.UTC(2026, 10, 24));
    const { payload } = await jwtVerify(proof, EmbeddedJWK, { typ: 'dpop+jwt', algorithms: ['ES256'] });
    expect(payload).toEqual({
      jti: expect.stringMatching(/^[0-9a-f-]{36}$/),
      htm: 'GET',
      htu: 'https://bank.example/v1/accounts',
      iat: Date.UTC(2026, 10, 24) / 1000,
      ath: createHash('sha256').update('token').digest('base64url'),
    });
    expect(await calculateJwkThumbprint(decodeProtectedHeader(proof).jwk!)).toBe(key.thumbprint);
  });

  it('never carries the private half', async () => {
    const proof = await makeProof(await newDeviceKey(), 'GET', url);
    expect(decodeProtectedHeader(proof).jwk).toEqual({
      kty: 'EC',
      crv: 'P-256',
      x: expect.any(String),
      y: expect.any(String),
    });
  });

  it('is new every time', async () => {
    const key = await newDeviceKey();
    expect(await makeProof(key, 'GET', url)).not.toBe(await makeProof(key, 'GET', url));
  });

  it('can be made by a key that was kept', async () => {
    const key = await newDeviceKey();
    const kept = await importDeviceKey(await exportDeviceKey(key));
    expect(kept.thumbprint).toBe(key.thumbprint);
    await jwtVerify(await makeProof(kept, 'GET', url), EmbeddedJWK);
  });

  it('goes with the token in two headers, or alone before sign-in', async () => {
    const key = await newDeviceKey();
    expect(await authorization({ key, accessToken: 'token' }, 'GET', url)).toEqual({
      authorization: 'DPoP token',
      dpop: expect.any(String),
    });
    expect(Object.keys(await authorization({ key }, 'GET', url))).toEqual(['dpop']);
    expect(await authorization(undefined, 'GET', url)).toEqual({});
  });
});
