import { DomainError } from '../domain/errors.ts';
import { otpText } from '../domain/factors/otp-text.ts';
import { smsOtp } from '../domain/factors/sms-otp.ts';
import type { SmsMessage } from '../domain/identity/sms-message.ts';
import { transferRulesOf } from '../domain/parameters/transfer.ts';
import { mayBecome } from '../domain/states.ts';
import { dayOf } from '../domain/time.ts';
import { CodeNotValid, CodeTooSoon, TransferNotOpen } from '../domain/transfers/transfer-errors.ts';
import { transferTransitions } from '../domain/transfers/transfer.ts';
import { accountEntity } from './account.entity.ts';
import { commit, decide } from './commit.ts';
import { requireCustomer } from './customer.store.ts';
import type { EntryId } from './entry.entity.ts';
import { factorTools } from './keyed-hash.ts';
import { newId } from './new-id.ts';
import { abandonTransfer, transferMayBecome } from './settlement.store.ts';
import { transferEntity, type TransferRow, transferSecretsOf } from './transfer.entity.ts';
import { shownPayee } from './transfer.store.ts';

const bindingOf = (row: TransferRow) => ({ challengeId: row.entryId, digest: row.digest ?? '' });

/** What the message shows of the payee. */
export interface Shown {
  readonly name: string;
  readonly number: string;
}

/**
 * Makes a code for a waiting transfer and keeps its hash (1 unit); the workflow's token is kept with the first one.
 * @returns the text to send @throws TransferNotOpen, CodeTooSoon, Stale
 */
export async function saveCode(row: TransferRow, shown: Shown, now: number, taskToken?: string): Promise<string> {
  const rules = transferRulesOf(dayOf(now));
  requireOpen(row, now);
  const retryAt = Number(row.codeSentAt ?? 0n) + rules.codePauseSeconds * 1000;
  const sent = row.codesSent ?? 0n;
  const repeated = taskToken === undefined;
  if (repeated && (now < retryAt || sent >= rules.codesMax)) throw tooSoon(row, retryAt, now, sent >= rules.codesMax);
  const { secret, stored } = smsOtp.challenge(bindingOf(row), now, await factorTools());
  const { is } = transferEntity.guard;
  await commit(
    transferEntity.update(
      row,
      {
        set: {
          codeHash: stored.codeHash,
          codeDigest: stored.digest,
          codeValidUntil: BigInt(stored.validUntil),
          // Never back: a late first code would open the pause that a newer one began.
          codeSentAt: BigInt(Math.max(now, Number(row.codeSentAt ?? 0n))),
          codesSent: sent + 1n,
          ...(taskToken !== undefined && { taskToken }),
        },
      },
      // Overtaken by another code, a cancel or an expiry: what it has become is for the reader to judge anew.
      [transferMayBecome('AUTHORIZED'), is('codesSent', sent)],
    ),
  );
  return otpText(
    { kind: 'transfer', payeeName: shown.name, payeeAccount: shown.number, amountFen: -row.amountFen },
    secret,
  );
}

/**
 * Judges one answer. Each evaluation costs one attempt in the same conditional write that makes it count, so that however many
 * arrive at once, at most `attemptsMax` are evaluated (abuse case 3). The last wrong one ends the transfer.
 * @throws CodeNotValid, TransferNotOpen
 */
async function judge(row: TransferRow, code: string, now: number): Promise<Judgement> {
  const attemptsMax = BigInt(transferRulesOf(dayOf(now)).attemptsMax);
  requireOpen(row, now);
  if (row.codeHash === undefined) throw new DomainError(CodeNotValid);
  // What the code is about was kept with its hash.
  const stored = { codeHash: row.codeHash, digest: row.codeDigest!, validUntil: Number(row.codeValidUntil) };
  const verdict = await smsOtp.verify(stored, code, bindingOf(row), now, await factorTools());
  if (!verdict.verified && verdict.reason !== 'WRONG') throw new DomainError(CodeNotValid);
  const attempts = (row.attempts ?? 0n) + 1n;
  if (!verdict.verified && attempts >= attemptsMax) {
    await abandonTransfer(row, 'REFUSED', now);
    return { row, attemptsLeft: 0 };
  }
  const { is, above, below } = transferEntity.guard;
  const pinned = [
    transferMayBecome('AUTHORIZED'),
    is('attempts', row.attempts ?? 0n),
    below('attempts', attemptsMax),
    above('authorizeUntil', BigInt(now)),
    is('codeHash', row.codeHash),
  ];
  const evidence = { state: 'AUTHORIZED' as const, authorizedBy: smsOtp.kind, authorizedAt: BigInt(now) };
  const set = { attempts, ...(verdict.verified && evidence) };
  await commit(transferEntity.update(row, { set }, pinned));
  // What was written is known: the guards held, so nobody else changed the row.
  return { row: { ...row, ...set }, attemptsLeft: verdict.verified ? undefined : Number(attemptsMax - attempts) };
}

/**
 * Opens the challenge of a transfer: keeps the workflow's token and makes the first code.
 * @returns the message to send, or undefined when the transfer no longer waits
 */
export const openChallenge = (id: EntryId, taskToken: string, now: number): Promise<SmsMessage | undefined> =>
  decide(async () => {
    const [row, account] = await Promise.all([transferEntity.read(id, 'consistent'), accountEntity.read(id)]);
    if (!row || !account?.ownerId) throw new Error(`transfer ${id.entryId} is not there`);
    if (!isOpen(row, now)) return undefined;
    const { payeeName, payeeNumber } = await transferSecretsOf(row);
    const { phone } = await requireCustomer(account.ownerId);
    const text = await saveCode(row, shownPayee({ holderName: payeeName, number: payeeNumber }), now, taskToken);
    return { messageId: newId('sms', now), phone, text, sentAt: now };
  });

/** What became of one answer: the transfer with the judgement, and how many answers are left when this one was wrong. */
export interface Judgement {
  readonly row: TransferRow;
  readonly attemptsLeft?: number | undefined;
}

/** Reads the transfer anew and judges the answer until the judgement stands; a transfer that is authorized stays so. */
export const answerChallenge = (read: () => Promise<TransferRow>, code: string, now: number): Promise<Judgement> =>
  decide(async () => {
    const row = await read();
    const decided = row.state === 'AUTHORIZED' || row.state === 'BOOKED';
    return decided ? { row } : judge(row, code, now);
  });

const isOpen = ({ state, authorizeUntil }: TransferRow, now: number): boolean =>
  mayBecome(transferTransitions, state, 'AUTHORIZED') && now < Number(authorizeUntil);

function requireOpen(row: TransferRow, now: number): void {
  if (!isOpen(row, now)) throw new DomainError(TransferNotOpen);
}

function tooSoon(row: TransferRow, retryAt: number, now: number, spent: boolean): DomainError {
  // No further code comes for this transfer: only its expiry frees the customer to begin another.
  const until = spent ? Number(row.authorizeUntil) : retryAt;
  return new DomainError(CodeTooSoon, { retryAfterSeconds: Math.max(1, Math.ceil((until - now) / 1000)) });
}
