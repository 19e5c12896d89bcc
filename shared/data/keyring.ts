import { createSecretKey, type KeyObject } from 'node:crypto';
import { DecryptCommand, GenerateDataKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { Stale, commit, decide } from './commit.ts';
import { keyringRows } from './keyring.entity.ts';

/** A data key serves this long, then a new one is made; old ones stay for what they sealed. */
const periodMs = 30 * 24 * 60 * 60 * 1000;
const lookupName = 'LOOKUP';

let client: KMSClient | undefined;
const kms = () =>
  (client ??= new KMSClient({
    maxAttempts: 3,
    requestHandler: { requestTimeout: 2000, throwOnRequestTimeout: true, connectionTimeout: 1000 },
  }));

/** Replaces the client: the proof harness hands in one with faults in its middleware stack. */
export function useWrappingKeys(replacement: KMSClient): void {
  client = replacement;
}

/**
 * Unwrapped keys of this container: KMS is asked once per key and container, not per field. They are key objects, since Node takes
 * four times as long to begin a cipher with bytes, and since no log can show them.
 */
const unwrapped = new Map<string, Promise<KeyObject>>();

/** The id of the key that seals now. It is its 30-day period, so everybody agrees on it without asking. */
export const currentDataKeyId = (): string => dataKeyIdOf(Math.floor(Date.now() / periodMs));

/** The id of the key of a period, by its number: 690 in 2026, and two bytes last for 5,000 years. */
export const dataKeyIdOf = (period: number): string => String(period).padStart(5, '0');

/** The data key of one period; made on first use. */
export const dataKey = (id: string): Promise<KeyObject> => keyNamed(`DEK#${id}`);

/** The key of all lookup hashes and of what derives from it. It never changes: changing it would lose every hashed value. */
export const lookupKey = (): Promise<KeyObject> => keyNamed(lookupName);

function keyNamed(name: string): Promise<KeyObject> {
  const known = unwrapped.get(name);
  if (known) return known;
  const pending = decide(() => readOrMake(name));
  unwrapped.set(name, pending);
  // A failure is not kept: the next call asks again.
  pending.catch(() => unwrapped.delete(name));
  return pending;
}

/** Two containers may both make a key; one row wins, and the loser reads it. */
async function readOrMake(name: string): Promise<KeyObject> {
  const row = await keyringRows.read({ name }, 'consistent');
  if (row) return unwrap(name, row.wrapped);
  const made = await kms().send(
    new GenerateDataKeyCommand({ KeyId: wrappingKey(), KeySpec: 'AES_256', EncryptionContext: contextOf(name) }),
  );
  await commit(
    keyringRows.insert({ name, wrapped: made.CiphertextBlob! }, () => new Stale('somebody else made this key')),
  );
  return createSecretKey(made.Plaintext!);
}

async function unwrap(name: string, wrapped: Uint8Array): Promise<KeyObject> {
  const reply = await kms().send(
    new DecryptCommand({ KeyId: wrappingKey(), CiphertextBlob: wrapped, EncryptionContext: contextOf(name) }),
  );
  return createSecretKey(reply.Plaintext!);
}

/** Bound to the row's name: a wrapped key that is copied to another row does not open. */
const contextOf = (name: string) => ({ bank: 'songhua', key: name });

function wrappingKey(): string {
  const key = process.env['BANK_KEYRING_KEY'];
  if (!key) throw new Error('BANK_KEYRING_KEY is not set');
  return key;
}
