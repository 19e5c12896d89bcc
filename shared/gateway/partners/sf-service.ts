import { randomUUID } from 'node:crypto';
import * as z from 'zod/mini';
import type { PartnerLink } from '../partner-http.ts';
import { readJson } from './adapter.ts';
import { sfDigest } from './sf-digest.ts';

/** The bank's customer code at SF (顾客编码). */
const partnerID = 'SONGHUA';

/** SF's codes of a refusal. Those that are not named here say no without saying more. */
export const sfCode = { repeated: '8016', noSuchOrder: '8018', cancelled: '8037', tooLate: '8252' } as const;

const envelope = z.object({ apiResultCode: z.string(), apiResultData: z.string() });
/** What lies in the envelope. */
const result = z.object({ success: z.boolean(), errorCode: z.string(), msgData: z.optional(z.unknown()) });
export type SfReply = z.output<typeof result>;

/** Asks SF one thing; undefined when it did not answer in its own form. A question may be tried twice. */
export async function ask(
  { secret, call }: PartnerLink,
  serviceCode: string,
  data: unknown,
  question: boolean,
  bytesMax?: number,
) {
  const [msgData, timestamp] = [JSON.stringify(data), String(Date.now())];
  const msgDigest = sfDigest(msgData, timestamp, secret);
  const body = new URLSearchParams({
    partnerID,
    requestID: randomUUID(),
    serviceCode,
    timestamp,
    msgData,
    msgDigest,
  }).toString();
  const headers = { 'content-type': 'application/x-www-form-urlencoded;charset=UTF-8' };
  const outer = readJson(
    await call({ headers, body, question, ...(bytesMax !== undefined && { bytesMax }) }),
    envelope,
  );
  // A1000: the platform passed the call on; anything else says nothing of the order.
  return outer?.apiResultCode === 'A1000' ? readJson(outer.apiResultData, result) : undefined;
}
