import { afterCall, freshLine, type Line, mayCall, payRetry } from '../domain/partners/breaker.ts';
import type { Partner } from '../domain/partners/partner.ts';

/** Largest answer in bytes that is read; a day's file may have a million (10,000 lines). */
const answerBytesMax = 64 * 1024;
export const fileBytesMax = 1_000_000;

/** One call in the partner's own form, always a POST to its one address. */
export interface PartnerRequest {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Changes nothing at the partner, so it may be tried twice. */
  readonly question: boolean;
  readonly bytesMax?: number;
}

/** What the partner said: its text, or undefined when nobody can tell (time-out, 5xx, redirect, too long, breaker open). */
export type PartnerReply = string | undefined;

/** The bank's line to one partner, as adapters use it. */
export interface PartnerLink {
  readonly secret: string;
  readonly call: (request: PartnerRequest) => Promise<PartnerReply>;
}

const lines = new Map<string, Line>();
const lineOf = ({ name }: Partner): Line => lines.get(name) ?? freshLine;

/**
 * Calls a partner within its rules. It never throws for what the partner does: whatever is not a readable 2xx is unknown, since the
 * partner may have done its part all the same.
 */
export async function callPartner(partner: Partner, request: PartnerRequest): Promise<PartnerReply> {
  if (!mayCall(lineOf(partner), Date.now())) return undefined;
  const reply = await tryOnce(partner, request);
  if (reply !== undefined || !request.question) return reply;
  const paid = payRetry(lineOf(partner));
  if (!paid || !mayCall(paid, Date.now())) return undefined;
  lines.set(partner.name, paid);
  return tryOnce(partner, request);
}

async function tryOnce(
  partner: Partner,
  { headers, body, bytesMax = answerBytesMax }: PartnerRequest,
): Promise<PartnerReply> {
  const reply = await send(addressOf(partner), headers, body, partner.calls.timeoutMs, bytesMax);
  lines.set(partner.name, afterCall(lineOf(partner), reply !== undefined, partner.calls, Date.now()));
  return reply;
}

/** A redirect is an error: the address is configured, never told by an answer (abuse case 15). */
async function send(
  url: URL,
  headers: Readonly<Record<string, string>>,
  body: string,
  timeoutMs: number,
  bytesMax: number,
) {
  try {
    const signal = AbortSignal.timeout(timeoutMs);
    const reply = await fetch(url, { method: 'POST', headers, body, redirect: 'error', signal });
    if (!reply.ok) {
      await reply.body?.cancel();
      return undefined;
    }
    return await textOf(reply, bytesMax);
  } catch (error) {
    if (error instanceof TypeError || ['TimeoutError', 'AbortError'].includes((error as Error).name)) return undefined;
    throw error;
  }
}

/** Reads no more than it may, whatever `content-length` says; text that is not UTF-8 is no answer. */
async function textOf(reply: Response, bytesMax: number): Promise<string | undefined> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of reply.body ?? []) {
    bytes += chunk.length;
    if (bytes > bytesMax) return undefined;
    chunks.push(chunk);
  }
  return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks));
}

function addressOf({ name }: Partner): URL {
  const url = new URL(process.env[`BANK_PARTNER_${name.toUpperCase()}_URL`] ?? 'unset:');
  if (url.protocol !== 'https:') throw new Error(`the address of ${name} is not set, or is not https`);
  return url;
}
