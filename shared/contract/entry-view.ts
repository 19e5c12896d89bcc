import * as z from 'zod/mini';
import { idBody } from '../domain/ids.ts';
import { type Entry, entryKinds } from '../domain/ledger/entry.ts';
import { signedAmount } from '../domain/money.ts';
import { isoTime } from '../domain/time.ts';
import { zonedTime } from './time-view.ts';

const entryId = z.string().check(z.regex(new RegExp(`^[a-z]{3}_${idBody}$`)));

const lineFields = {
  /** Of a transfer that the account paid, this is the transfer's own id. */
  entryId,
  kind: z.enum(entryKinds),
  /** The other side as it was shown; absent when that is the bank itself. */
  counterparty: z.optional(z.strictObject({ name: z.string(), accountNumber: z.string() })),
  remark: z.optional(z.string()),
};

/** A booked line of the statement (交易明细). A positive amount came in. */
export const entryView = z.strictObject({
  ...lineFields,
  amount: signedAmount,
  balanceAfter: signedAmount,
  bookedAt: zonedTime,
});

/** Money that is reserved but not booked (冻结明细). */
export const holdView = z.strictObject({
  ...lineFields,
  held: signedAmount,
  /** When it lapses unless it is booked before. */
  holdUntil: zonedTime,
});

/** A line of an account as the ledger keeps it. */
interface Line extends Entry {
  readonly balanceAfter?: bigint;
  readonly bookedAt?: bigint;
  readonly holdUntil?: bigint;
}

interface OtherSide {
  readonly name: string;
  readonly number: string;
  readonly remark?: string | undefined;
}

/** A booked line as the account's owner sees it. */
export const viewEntry = (line: Line, other: OtherSide | undefined): z.output<typeof entryView> => ({
  ...viewLine(line, other),
  amount: line.amountFen,
  balanceAfter: line.balanceAfter!,
  bookedAt: isoTime(Number(line.bookedAt)),
});

/** An open hold as the account's owner sees it. */
export const viewHold = (line: Line, other: OtherSide | undefined): z.output<typeof holdView> => ({
  ...viewLine(line, other),
  held: -line.amountFen,
  holdUntil: isoTime(Number(line.holdUntil)),
});

const viewLine = ({ entryId: id, kind }: Line, other: OtherSide | undefined) => ({
  entryId: id,
  kind,
  ...(other && { counterparty: { name: other.name, accountNumber: other.number } }),
  ...(other?.remark !== undefined && { remark: other.remark }),
});
