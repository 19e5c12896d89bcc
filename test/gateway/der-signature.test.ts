import { generateKeyPairSync, sign, verify } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { joseSignature } from '../../shared/gateway/der-signature.ts';

const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });

describe('joseSignature', () => {
  it('keeps every signature valid, short and long numbers alike', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (message) => {
        const jose = joseSignature(sign('sha256', message, privateKey));
        expect(jose).toHaveLength(64);
        expect(verify('sha256', message, { key: publicKey, dsaEncoding: 'ieee-p1363' }, jose)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ['nothing', ''],
    ['another type', '0201'],
    ['a wrong length', '3007020101020101'],
    ['an integer that ends early', '3003020501'],
    ['bytes after it', '3009020101020101040100'],
    ['a number too long for the curve', `3026022200${'ff'.repeat(33)}020101`.replace('3026', '3027')],
  ])('throws on %s', (_what, hex) => {
    expect(() => joseSignature(Buffer.from(hex, 'hex'))).toThrow(/DER|signature|P-256/);
  });
});
