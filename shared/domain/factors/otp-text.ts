import { identityRules } from '../parameters/identity.ts';
import { decimalOf } from '../money.ts';

/** What a code is for: the text names it, so that a customer who is asked for the code by a fraudster can see the lie. */
export type OtpPurpose =
  | { readonly kind: 'register' }
  | { readonly kind: 'sign-in' }
  | {
      readonly kind: 'transfer';
      readonly payeeName: string;
      readonly payeeAccount: string;
      readonly amountFen: bigint;
    };

/**
 * The text of a code, Chinese first. Nothing in it is free text of a customer: payee name and account come masked, so the bank's
 * own number never carries somebody's message.
 */
export function otpText(purpose: OtpPurpose, code: string): string {
  const minutes = identityRules.otp.validSeconds / 60;
  const { zh, en } = wording(purpose);
  return (
    `【松花银行】验证码${code}，用于${zh}，${minutes}分钟内有效。银行不会向您索要验证码，切勿告诉他人。` +
    ` Songhua Bank: ${code} is your code to ${en}, valid ${minutes} min. Never share it.`
  );
}

function wording(purpose: OtpPurpose): { zh: string; en: string } {
  switch (purpose.kind) {
    case 'register':
      return { zh: '注册手机银行', en: 'register' };
    case 'sign-in':
      return { zh: '在新设备上登录手机银行，登录后该设备可以办理业务', en: 'sign in on a new device' };
    case 'transfer': {
      const { payeeName, payeeAccount } = purpose;
      const yuan = decimalOf(purpose.amountFen);
      return {
        zh: `向${payeeName}（账号${payeeAccount}）转账${yuan}元`,
        en: `transfer CNY ${yuan} to ${payeeName}, account ${payeeAccount}`,
      };
    }
  }
}
