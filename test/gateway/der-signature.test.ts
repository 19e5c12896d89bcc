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
    ['nothing', '', 'not a DER sequence'],
    ['another type', '3106020101020101', 'not a DER sequence'],
    ['a wrong length', '3007020101020101', 'not a DER sequence'],
    ['something that is no integer', '3006030101020101', 'not a DER integer'],
    ['an integer without a length', '300102', 'a DER integer without its bytes'],
    ['an integer of no bytes', '30050200020101', 'a DER integer without its bytes'],
    ['an integer that ends early', '3003020501', 'a DER integer without its bytes'],
    ['bytes after it', '3009020101020101040100', 'bytes after the signature'],
    ['a number too long for the curve', `3027022200${'ff'.repeat(33)}020101`, 'longer than a number of P-256'],
  ])('throws on %s', (_what, hex, why) => {
    expect(() => joseSignature(Buffer.from(hex, 'hex'))).toThrow(why);
  });
});
