import { mkdirSync, readFileSync, writeFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { type DeviceKey, exportDeviceKey, importDeviceKey, newDeviceKey } from '../shared/contract/proof.ts';
import { localFolder } from './settings.ts';

/** What the command-line client keeps of one named person: a device key, and the session it has with this bank. */
export interface Purse {
  readonly key: DeviceKey;
  readonly phone?: string;
  readonly tokens?: Tokens;
}

/** The part of a sign-in's answer that is worth keeping. */
export interface Tokens {
  readonly accessToken: string;
  readonly accessExpiresAt: string;
  readonly refreshToken: string;
  /** Operators refresh by their own path. */
  readonly operatorId?: string;
}

interface Kept {
  readonly bank: string;
  readonly deviceKey: string;
  readonly phone?: string;
  readonly tokens?: Tokens;
}

const folder = join(localFolder, 'wallet');
const fileOf = (name: string): string => join(folder, `${name}.json`);

/** The purse of a person at one bank; a bank that was opened anew does not know the old sessions. */
export async function openPurse(name: string, bank: string): Promise<Purse> {
  if (!/^[a-z][a-z0-9-]{0,30}$/.test(name))
    throw new Error('a name of a person is lower-case letters, digits and hyphens');
  const kept = existsSync(fileOf(name)) ? (JSON.parse(readFileSync(fileOf(name), 'utf8')) as Kept) : undefined;
  if (kept?.bank !== bank) return { key: await newDeviceKey() };
  const { deviceKey, phone, tokens } = kept;
  return { key: await importDeviceKey(deviceKey), ...(phone && { phone }), ...(tokens && { tokens }) };
}

/** Keeps a purse for the next command; only this user may read it. */
export async function keepPurse(name: string, bank: string, { key, phone, tokens }: Purse): Promise<void> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const kept: Kept = {
    bank,
    deviceKey: await exportDeviceKey(key),
    ...(phone && { phone }),
    ...(tokens && { tokens }),
  };
  writeFileSync(fileOf(name), JSON.stringify(kept, null, 2), { mode: 0o600 });
}
