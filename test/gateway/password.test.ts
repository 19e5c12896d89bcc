import { expect, it } from 'vitest';
import { decoyHash, hashPassword, isPassword } from '../../shared/gateway/password.ts';

it('knows a password again, and no other', async () => {
  const hash = await hashPassword('correct horse battery staple');
  expect(hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(await isPassword('correct horse battery staple', hash)).toBe(true);
  expect(await isPassword('correct horse battery stapl', hash)).toBe(false);
});

it('salts: one password has many hashes', async () => {
  expect(await hashPassword('the same password')).not.toBe(await hashPassword('the same password'));
});

it('reads an accent written in two ways as one', async () => {
  expect(await isPassword('caf\u0065\u0301 society 1900', await hashPassword('caf\u00e9 society 1900'))).toBe(true);
});

it('takes nobody for somebody: the decoy matches nothing, at the same cost', async () => {
  expect(await isPassword('', decoyHash)).toBe(false);
  expect(decoyHash.split('$').slice(0, 4)).toEqual((await hashPassword('any password at all')).split('$').slice(0, 4));
});

it('throws on a hash of another kind rather than say no', async () => {
  await expect(isPassword('x', '$2b$10$abcdefghijklmnopqrstuv')).rejects.toThrow('not a password hash of the bank');
});
