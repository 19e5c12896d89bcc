import * as z from 'zod/mini';
import { AccountNotFound } from '../accounts/account-errors.ts';
import { defineError } from '../errors.ts';
import { AccountNotUsable, BalanceCapExceeded, InsufficientFunds } from '../ledger/position.ts';
import { signedAmount } from '../money.ts';

const none = z.object({});

export const TransferNotFound = defineError({
  code: 'TRANSFER_NOT_FOUND',
  kind: 'missing',
  title: { zh: '转账不存在', en: 'There is no such transfer' },
  action: { zh: '请核对转账编号', en: 'Check the transfer' },
  details: none,
});

/** No account of that number whose holder has that name; which of the two is wrong is not told. */
export const PayeeNotFound = defineError({
  code: 'PAYEE_NOT_FOUND',
  kind: 'refused',
  title: { zh: '收款账号与户名不符', en: 'No account has this number and holder' },
  action: { zh: '请核对收款人账号和姓名', en: "Check the payee's account number and name" },
  details: none,
});

export const SameAccount = defineError({
  code: 'SAME_ACCOUNT',
  kind: 'refused',
  title: { zh: '付款与收款账户相同', en: 'Payer and payee are the same account' },
  action: { zh: '请更换收款账户', en: 'Choose another payee' },
  details: none,
});

/** The class of the payee's account does not take money from this payer (银发〔2015〕392号, 302号; 〔2018〕16号). */
export const PayeeCannotReceive = defineError({
  code: 'PAYEE_CANNOT_RECEIVE',
  kind: 'refused',
  title: { zh: '收款账户不支持该笔入账', en: "The payee's account cannot take this payment" },
  action: { zh: '请使用收款人的其他账户', en: 'Use another account of the payee' },
  details: none,
});

/** Which rule binds: the class of the account for a day or a year, the strongest tool at hand, or a device that is still new. */
export const limitRules = ['CLASS_DAY', 'CLASS_YEAR', 'TOOL_DAY', 'DEVICE_DAY'] as const;
export type LimitRule = (typeof limitRules)[number];

export const LimitExceeded = defineError({
  code: 'LIMIT_EXCEEDED',
  kind: 'refused',
  title: { zh: '超出转账限额', en: 'The transfer exceeds a limit' },
  action: { zh: '请减少金额或改日再试', en: 'Lower the amount or try another day' },
  details: z.object({ rule: z.enum(limitRules), remaining: signedAmount }),
});

/** The transfer is past the point at which this can be done. */
export const TransferNotOpen = defineError({
  code: 'TRANSFER_NOT_OPEN',
  kind: 'conflict',
  title: { zh: '该转账当前状态不支持此操作', en: 'The transfer is no longer waiting for this' },
  action: { zh: '请查询转账结果', en: 'Read the transfer to see what became of it' },
  details: none,
});

export const WrongCode = defineError({
  code: 'WRONG_CODE',
  kind: 'refused',
  title: { zh: '验证码错误', en: 'The code is wrong' },
  action: { zh: '请核对短信中的验证码', en: 'Check the code in the message' },
  details: z.object({ attemptsLeft: z.int() }),
});

/** The code was not sent yet, or is older than its validity: ask for a new one. */
export const CodeNotValid = defineError({
  code: 'CODE_NOT_VALID',
  kind: 'refused',
  title: { zh: '验证码未发送或已失效', en: 'There is no valid code' },
  action: { zh: '请稍候或重新获取验证码', en: 'Wait for the message or ask for a new code' },
  details: none,
});

/** Too many codes, or too soon after the last one. */
export const CodeTooSoon = defineError({
  code: 'CODE_TOO_SOON',
  kind: 'throttled',
  title: { zh: '验证码获取过于频繁', en: 'A new code cannot be sent yet' },
  action: { zh: '请稍后再试', en: 'Wait, then ask again' },
  details: z.object({ retryAfterSeconds: z.int() }),
});

/** Only money that has moved has a receipt. */
export const ReceiptNotReady = defineError({
  code: 'RECEIPT_NOT_READY',
  kind: 'conflict',
  title: { zh: '转账尚未入账,暂无回单', en: 'The transfer is not booked, so it has no receipt' },
  action: { zh: '请在转账入账后再查询', en: 'Ask again once the transfer is booked' },
  details: none,
});

/** Why a transfer may be refused when it is asked for: alike in preview and in earnest. */
export const orderRefusals = [
  AccountNotFound,
  PayeeNotFound,
  SameAccount,
  PayeeCannotReceive,
  InsufficientFunds,
  AccountNotUsable,
  BalanceCapExceeded,
  LimitExceeded,
] as const;
