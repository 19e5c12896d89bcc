import { argon2, type Argon2Parameters, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

const derive = promisify(argon2) as (algorithm: 'argon2id', parameters: Argon2Parameters) => Promise<Buffer>;

/** OWASP's argon2id parameters: 19 MiB, two passes, one lane; about 25 ms on a Lambda of 1 GB or more. */
const memoryKiB = 19_456;
const passes = 2;
const saltBytes = 16;
const tagBytes = 32;

const form = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=1\$([A-Za-z0-9+/]{22,})\$([A-Za-z0-9+/]{43})$/;

/** Of no password: what is compared with when nobody has the name, so that it takes as long as when somebody has. */
export const decoyHash = `$argon2id$v=19$m=${memoryKiB},t=${passes},p=1$${'A'.repeat(22)}$${'A'.repeat(43)}`;

/** The hash of a password as a PHC string, which carries its own parameters: raising them later locks nobody out. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(saltBytes);
  const tag = await tagOf(password, salt, memoryKiB, passes);
  return `$argon2id$v=19$m=${memoryKiB},t=${passes},p=1$${plain(salt)}$${plain(tag)}`;
}

/** Whether a password is the one that was hashed. Throws when the hash is not one of ours. */
export async function isPassword(password: string, hash: string): Promise<boolean> {
  const [, memory, rounds, salt, tag] = form.exec(hash) ?? [];
  if (!salt || !tag) throw new Error('not a password hash of the bank');
  const made = await tagOf(password, Buffer.from(salt, 'base64'), Number(memory), Number(rounds));
  return timingSafeEqual(made, Buffer.from(tag, 'base64'));
}

/** In NFC, since one keyboard writes an accent as two characters and the next as one. */
const tagOf = (password: string, nonce: Buffer, memory: number, rounds: number): Promise<Buffer> =>
  derive('argon2id', {
    message: password.normalize('NFC'),
    nonce,
    parallelism: 1,
    tagLength: tagBytes,
    memory,
    passes: rounds,
  });

/** Base64 without padding, as PHC strings have it. */
const plain = (bytes: Buffer): string => bytes.toString('base64').replaceAll('=', '');
