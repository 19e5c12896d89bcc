import * as z from 'zod/mini';

/** The only currency of the retail ledger; a second one would add an account per currency, never a conversion. */
const currency = 'CNY' as const;

/** Highest amount of one instruction in fen: 10 billion CNY, so that no sum of balances nears DynamoDB's 38 digits. */
export const amountFenMax = 1_000_000_000_000n;

const decimalPattern = /^(?:0|[1-9]\d{0,9})\.\d{2}$/;

/** Fen (分) as the wire writes it: 1234n is "12.34", -5n is "-0.05". */
export function decimalOf(fen: bigint): string {
  const digits = (fen < 0n ? -fen : fen).toString().padStart(3, '0');
  return `${fen < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** The fen of a decimal string with exactly two digits after the point; throws on any other form. */
export function fenOf(decimal: string): bigint {
  if (!decimalPattern.test(decimal)) throw new RangeError('not a decimal amount with two digits after the point');
  return BigInt(decimal.replace('.', ''));
}

/** An amount of money on the wire, positive: `{ currency: 'CNY', value: '12.34' }`; inside, fen as bigint. */
export const amount = z.codec(
  z.strictObject({
    currency: z.literal(currency),
    value: z.string().check(z.regex(/^(?:0\.(?!00)\d{2}|[1-9]\d{0,9}\.\d{2})$/)),
  }),
  z.bigint().check(z.minimum(1n), z.maximum(amountFenMax)),
  { decode: (wire) => fenOf(wire.value), encode: (fen) => ({ currency, value: decimalOf(fen) }) } as const,
);

/** A balance or a signed movement on the wire; may be zero or negative. */
export const signedAmount = z.codec(
  z.strictObject({ currency: z.literal(currency), value: z.string().check(z.regex(/^-?(?:0|[1-9]\d{0,35})\.\d{2}$/)) }),
  z.bigint(),
  {
    decode: (wire) => BigInt(wire.value.replace('.', '')),
    encode: (fen) => ({ currency, value: decimalOf(fen) }),
  } as const,
);
