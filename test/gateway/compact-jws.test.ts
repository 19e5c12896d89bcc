import { expect, it } from 'vitest';
import { requireCanonical } from '../../shared/gateway/compact-jws.ts';

const part = Buffer.from('a part').toString('base64url');

it.each([
  ['two parts', `${part}.${part}`, 'not three parts'],
  ['four parts', `${part}.${part}.${part}.${part}`, 'not three parts'],
  ['a part with padding', `${part}.${part}.YQ==`, 'not canonical base64url'],
  ['more text than any token has', `${part}.${part}.${'A'.repeat(4096)}`, 'longer than any token of the bank'],
])('a compact JWS is none with %s', (_what, text, why) => {
  expect(() => requireCanonical(text, 'TOKEN_INVALID')).toThrow(why);
});

it('a compact JWS has three parts', () => {
  expect(() => requireCanonical(`${part}.${part}.${part}`, 'TOKEN_INVALID')).not.toThrow();
});
