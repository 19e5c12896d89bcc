import { createHmac, timingSafeEqual } from 'node:crypto';
import { signedContentOf, type SmsMessage } from '../domain/identity/sms-message.ts';

/** HMAC-SHA-256 over a message, base64url: how the bank and its SMS provider know each other. */
export const signSms = (message: SmsMessage, key: Buffer): string => hmac(message, key).toString('base64url');

/** Whether the bank signed exactly this message. */
export function isSignedSms(message: SmsMessage, signature: string, key: Buffer): boolean {
  const given = Buffer.from(signature, 'base64url');
  const right = hmac(message, key);
  return given.length === right.length && timingSafeEqual(given, right);
}

const hmac = (message: SmsMessage, key: Buffer): Buffer =>
  createHmac('sha256', key).update(signedContentOf(message)).digest();
