import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSignedSms, signSms } from '../../shared/gateway/sms-signature.ts';

const key = randomBytes(32);
const message = {
  messageId: 'sms_01jd0000000000000000000000',
  phone: '13800000001',
  text: '验证码123456',
  sentAt: 1_800_000_000_000,
};
const signature = signSms(message, key);

describe('the signature of a text', () => {
  it('is the bank’s', () => expect(isSignedSms(message, signature, key)).toBe(true));

  it.each([
    ['another phone', { ...message, phone: '13800000002' }],
    ['another text', { ...message, text: '验证码123457' }],
    ['another time', { ...message, sentAt: message.sentAt + 1 }],
    ['another id', { ...message, messageId: 'sms_01jd0000000000000000000001' }],
  ])('does not cover %s', (_what, changed) => expect(isSignedSms(changed, signature, key)).toBe(false));

  it('is of one key', () => expect(isSignedSms(message, signature, randomBytes(32))).toBe(false));

  it('has no field that could be shifted into its neighbour', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (first, second) => {
        fc.pre(first !== '');
        const shifted = { ...message, phone: `${message.phone}${first}`, text: second };
        const original = { ...message, text: `${first}${second}` };
        expect(isSignedSms(shifted, signSms(original, key), key)).toBe(false);
      }),
    );
  });

  it.each(['', 'x', signature.slice(0, -1)])('is not %j', (given) =>
    expect(isSignedSms(message, given, key)).toBe(false),
  );
});
