import { generateKeyPairSync, sign } from 'node:crypto';
import { describe, expect, inject, it } from 'vitest';
import { contract as endSession } from '../../../functions/identity/end-session.ts';
import { contract as listSessions } from '../../../functions/identity/list-sessions.ts';
import { bankClient } from '../../../shared/contract/client.ts';
import { makeProof, newDeviceKey } from '../../../shared/contract/proof.ts';
import { sendSigned } from '../../../shared/contract/send-signed.ts';
import { newCustomer, newDevice, refusal } from '../../support/people.ts';

const url = () => `${inject('baseUrl')}/sessions`;

/** A bare request: exactly these headers. */
async function ask(headers: Record<string, string>, method = 'GET', address = url()) {
  const reply = await fetch(address, { method, headers });
  const body = (await reply.json()) as { code?: string };
  return {
    status: reply.status,
    type: reply.headers.get('content-type'),
    challenge: reply.headers.get('www-authenticate'),
    code: body.code,
  };
}

/** A customer, and the headers of a good request with any part replaced. */
async function signedIn() {
  const { device, sessionId } = await newCustomer();
  const { key, accessToken = '' } = device;
  const headers = async (changes: { token?: string; proof?: string; scheme?: string; at?: number } = {}) => ({
    authorization: `${changes.scheme ?? 'DPoP'} ${changes.token ?? accessToken}`,
    dpop: changes.proof ?? (await makeProof(key, 'GET', url(), changes.token ?? accessToken, changes.at)),
  });
  return { device, key, accessToken, sessionId, headers };
}

describe('authorize lets nobody in', () => {
  it('without anything', async () => {
    expect(await ask({})).toEqual({
      status: 401,
      type: 'application/problem+json',
      challenge: 'DPoP algs="ES256"',
      code: 'TOKEN_MISSING',
    });
  });

  it('with a token and no proof, or a proof and no token', async () => {
    const { headers } = await signedIn();
    const { authorization } = await headers();
    expect(await ask({ authorization })).toMatchObject({ status: 401, code: 'PROOF_INVALID' });
    const { key } = await newDevice();
    expect(await ask({ dpop: await makeProof(key, 'GET', url()) })).toMatchObject({
      status: 401,
      code: 'TOKEN_MISSING',
    });
  });

  it('with the token as a bearer token', async () => {
    const { headers } = await signedIn();
    expect(await ask(await headers({ scheme: 'Bearer' }))).toMatchObject({ status: 401, code: 'TOKEN_INVALID' });
  });

  it('with a stolen token and another key (abuse case 7)', async () => {
    const { headers, accessToken } = await signedIn();
    const thief = await newDeviceKey();
    const proof = await makeProof(thief, 'GET', url(), accessToken);
    expect(await ask(await headers({ proof }))).toMatchObject({ status: 401, code: 'PROOF_INVALID' });
  });

  it.each<[string, string, string]>([
    ['another address', 'GET', '/devices'],
    ['another method', 'POST', '/sessions'],
  ])('with a proof for %s', async (_what, method, path) => {
    const { headers, key, accessToken } = await signedIn();
    const proof = await makeProof(key, method, inject('baseUrl') + path, accessToken);
    expect(await ask(await headers({ proof }))).toMatchObject({ status: 401, code: 'PROOF_INVALID' });
  });

  it.each([
    ['old', -90_000],
    ['from the future', 30_000],
  ])('with a proof that is %s', async (_what, shiftMs) => {
    const { headers } = await signedIn();
    expect(await ask(await headers({ at: Date.now() + shiftMs }))).toMatchObject({
      status: 401,
      code: 'PROOF_INVALID',
    });
  });

  it('with a token that somebody else signed (abuse case 24)', async () => {
    const { key, accessToken } = await signedIn();
    const [header, payload] = accessToken.split('.') as [string, string];
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const signature = sign('sha256', Buffer.from(`${header}.${payload}`), {
      key: privateKey,
      dsaEncoding: 'ieee-p1363',
    });
    const token = `${header}.${payload}.${signature.toString('base64url')}`;
    const proof = await makeProof(key, 'GET', url(), token);
    expect(await ask({ authorization: `DPoP ${token}`, dpop: proof })).toMatchObject({
      status: 401,
      code: 'TOKEN_INVALID',
    });
  });
});

describe('a proof', () => {
  it('of a changing call is good once', async () => {
    const { device, accessToken, key, sessionId } = await signedIn();
    const path = `/sessions/${sessionId.replace(/.{4}$/, '0000')}`;
    const address = inject('baseUrl') + path;
    const dpop = await makeProof(key, 'DELETE', address, accessToken);
    const headers = { authorization: `DPoP ${accessToken}`, dpop };
    expect(await ask(headers, 'DELETE', address)).toMatchObject({ status: 404, code: 'SESSION_NOT_FOUND' });
    expect(await ask(headers, 'DELETE', address)).toMatchObject({ status: 401, code: 'PROOF_REPLAYED' });
    expect(await device.call(listSessions, {})).toMatchObject({ data: [{ sessionId }] });
  });

  it('of eight equal changing calls at once is good for one', async () => {
    const { accessToken, key, sessionId } = await signedIn();
    const address = `${inject('baseUrl')}/sessions/${sessionId.replace(/.{4}$/, '0000')}`;
    const dpop = await makeProof(key, 'DELETE', address, accessToken);
    const headers = { authorization: `DPoP ${accessToken}`, dpop };
    const answers = await Promise.all(Array.from({ length: 8 }, () => ask(headers, 'DELETE', address)));
    expect(answers.filter(({ code }) => code === 'SESSION_NOT_FOUND')).toHaveLength(1);
    expect(answers.filter(({ code }) => code === 'PROOF_REPLAYED')).toHaveLength(7);
  });
});

describe('a customer', () => {
  it('is somebody else to the operators’ operations', async () => {
    const { device } = await newCustomer();
    const { contract: endOperatorSession } = await import('../../../functions/operators/end-operator-session.ts');
    expect(await refusal(device.call(endOperatorSession, {}))).toMatchObject({ status: 403, code: 'FORBIDDEN' });
  });

  it('is spoken to in the language asked for', async () => {
    const anyone = bankClient(sendSigned(inject('baseUrl'), () => undefined));
    const said = await refusal(
      anyone.call(endSession, { sessionId: 'ses_01jd0000000000000000000000' }, { language: 'en' }),
    );
    expect(said).toMatchObject({ title: 'Sign in first' });
  });
});
