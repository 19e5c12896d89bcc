import { generateKeySync } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decrypt, encrypt } from '../../shared/data/envelope.ts';

const newKey = () => generateKeySync('hmac', { length: 256 });
const key = newKey();
const place = '["v1","CUS#cus_1","CUS","00687"]';

describe('an encrypted text', () => {
  it('comes back as it was', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string(), (text, anywhere) => {
        fc.pre(text.isWellFormed() && anywhere.isWellFormed());
        expect(decrypt(encrypt(text, key, anywhere), key, anywhere)).toBe(text);
      }),
    );
  });

  it('is another each time', () => expect(encrypt('王小明', key, place)).not.toEqual(encrypt('王小明', key, place)));

  it('opens nowhere else, and with no other key', () => {
    const sealed = encrypt('13800000001', key, place);
    expect(() => decrypt(sealed, key, place.replace('cus_1', 'cus_2'))).toThrow(/authenticate/);
    expect(() => decrypt(sealed, newKey(), place)).toThrow(/authenticate/);
  });

  it('opens no more once any bit is flipped', () => {
    const sealed = encrypt('13800000001', key, place);
    fc.assert(
      fc.property(fc.nat(sealed.length * 8 - 1), (bit) => {
        const changed = Buffer.from(sealed);
        changed[bit >> 3]! ^= 1 << (bit & 7);
        expect(() => decrypt(changed, key, place)).toThrow(/authenticate/);
      }),
    );
  });

  it('opens no more once it is cut', () => {
    const sealed = encrypt('13800000001', key, place);
    for (let bytes = 0; bytes < sealed.length; bytes++) {
      expect(() => decrypt(sealed.subarray(0, bytes), key, place)).toThrow(/authenticate|too short/);
    }
  });
});
