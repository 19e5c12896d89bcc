import { DomainError } from '../domain/errors.ts';
import { SmsUnavailable } from '../domain/identity/challenge.ts';
import type { SmsMessage } from '../domain/identity/sms-message.ts';
import { signSms } from './sms-signature.ts';

/** Two tries of this long end well before the function's own 10 s. */
const timeoutMs = 3000;
const triesMax = 2;

/**
 * Hands a text to the SMS provider. A second try carries the same message id, so the customer gets one text.
 * @throws SmsUnavailable when the provider did not take it; the text may still arrive
 */
export async function sendSms(message: SmsMessage, signingKey: Buffer): Promise<void> {
  const body = JSON.stringify({ ...message, signature: signSms(message, signingKey) });
  for (let tries = 0; tries < triesMax; tries++) if (await isTaken(body)) return;
  throw new DomainError(SmsUnavailable);
}

/** A redirect is refused: the provider's address is configured, never told by an answer. */
async function isTaken(body: string): Promise<boolean> {
  try {
    const reply = await fetch(providerUrl(), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    });
    // The answer is not read: its size is not ours to trust.
    await reply.body?.cancel();
    return reply.ok;
  } catch (error) {
    if (error instanceof TypeError || (error as Error).name === 'TimeoutError') return false;
    throw error;
  }
}

function providerUrl(): URL {
  const url = process.env['BANK_SMS_URL'];
  if (!url) throw new Error('BANK_SMS_URL is not set');
  return new URL(url);
}
