import * as z from 'zod/mini';
import { commit, decide } from '../commit.ts';
import { Entity } from '../entity.ts';
import { derivedKey } from '../keyed-hash.ts';
import { seal, unseal } from '../sealed.ts';

/** What bank and one partner sign with, as the partner gave it out; sealed. */
interface SecretRow {
  readonly partner: string;
  readonly sealed: Uint8Array;
}
const secretEntity = new Entity<SecretRow, Pick<SecretRow, 'partner'>>('partner-secret', ({ partner }) => ({
  pk: `PARTNER#${partner}`,
  sk: 'SECRET',
}));
const content = z.strictObject({ secret: z.string() });

/** Of this container, for 60 s: a new secret is in use everywhere a minute after it was saved. */
const cache = new Map<string, { readonly secret: string; readonly until: number }>();
const keptMs = 60_000;

/** The secret shared with a partner. One that has given none is a simulator, which knows the one that the bank derives. */
export async function partnerSecret(partner: string): Promise<string> {
  const known = cache.get(partner);
  if (known && Date.now() < known.until) return known.secret;
  const row = await secretEntity.read({ partner });
  const secret = row ? (await unseal(row.sealed, secretEntity.key(row), content)).secret : await sandboxSecret(partner);
  cache.set(partner, { secret, until: Date.now() + keptMs });
  return secret;
}

/** The secret of a partner's simulator. */
export async function sandboxSecret(partner: string): Promise<string> {
  if (process.env['BANK_ENVIRONMENT'] === 'prod') throw new Error(`${partner} has no secret`);
  return (await derivedKey(`partner ${partner}`)).toString('base64url');
}

/** Keeps the secret that a partner gave out, in place of an earlier one. */
export async function savePartnerSecret(partner: string, secret: string): Promise<void> {
  const row = { partner, sealed: await seal({ secret }, secretEntity.key({ partner })) };
  await decide(() => commit(secretEntity.put(row)));
  cache.delete(partner);
}
