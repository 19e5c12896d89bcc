import { Entity } from './entity.ts';

/** A text that the SMS simulator took. `sealed` holds phone and text. */
export interface SandboxSmsRow {
  readonly phoneHash: string;
  readonly messageId: string;
  readonly sealed: Uint8Array;
  readonly sentAt: bigint;
  /** TTL, seconds. */
  readonly expiresAt: bigint;
}
export const sandboxSms = new Entity<SandboxSmsRow, Pick<SandboxSmsRow, 'phoneHash' | 'messageId'>>(
  'sandbox-sms',
  ({ phoneHash, messageId }) => ({ pk: `SMS#${phoneHash}`, sk: messageId }),
);
