import type { Text } from '../errors.ts';
import type { Counters } from './counters.ts';

/** Above this outflow of a day the customer is reminded and confirms, in fen: 300,000 CNY (银发〔2016〕261号 §9), ">" as in the text. */
const largeDayFen = 30_000_000n;

const antiFraud = {
  zh: '请确认收款人身份，谨防电信网络诈骗；银行不会要求您向“安全账户”转账。',
  en: 'Make sure that you know the payee. No bank, court or police asks you to move money to a "safe account".',
};

/** What every transfer screen says before the customer confirms (银发〔2019〕85号 §18). */
export const noticeOf = ({ dayOutFen }: Counters): Text =>
  dayOutFen > largeDayFen
    ? { zh: `今日累计转账已超过30万元。${antiFraud.zh}`, en: `You move more than 300,000 CNY today. ${antiFraud.en}` }
    : antiFraud;
