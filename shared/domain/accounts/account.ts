import * as z from 'zod/mini';

/** Account class (账户类别) of 银发〔2015〕392号: what the account may do follows from it. */
export const accountClasses = ['I', 'II', 'III'] as const;
export type AccountClass = (typeof accountClasses)[number];
export const accountClass = z.enum(accountClasses);

/** OPEN (正常), FROZEN (冻结: debits stop, credits continue, domain rule "one-key lock"), CLOSED (销户). */
export const accountStatuses = ['OPEN', 'FROZEN', 'CLOSED'] as const;
export type AccountStatus = (typeof accountStatuses)[number];

/** Highest balance of a class III account at any moment, in fen: 2,000 CNY (银发〔2018〕16号). */
export const classThreeBalanceFenMax = 200_000n;

/** How many accounts of a class one person may hold here: I one (银发〔2016〕261号 §1), II and III five (银发〔2018〕16号 §1(6)). */
export const accountsPerPersonMax: Record<AccountClass, number> = { I: 1, II: 5, III: 5 };
