const digits = [...'零壹贰叁肆伍陆柒捌玖'];
const places = ['', '拾', '佰', '仟'];
const groups = ['', '万', '亿', '兆'];

/**
 * The amount as Chinese vouchers spell it (人民币大写): 123456n fen is 壹仟贰佰叁拾肆元伍角陆分. Rules of PBOC 支付结算办法 annex 1:
 * one 零 for any run of inner zeros, 整 when no fen follow.
 */
export function amountInWords(fen: bigint): string {
  if (fen <= 0n) throw new RangeError('only positive amounts are spelled');
  const yuan = fen / 100n;
  const jiao = Number((fen / 10n) % 10n);
  const cent = Number(fen % 10n);
  const whole = yuan > 0n ? `${integerInWords(yuan.toString())}元` : '';
  if (!jiao && !cent) return `${whole}整`;
  const tenths = jiao ? `${digits[jiao]}角` : whole && '零';
  return whole + tenths + (cent ? `${digits[cent]}分` : '整');
}

function integerInWords(number: string): string {
  let words = '';
  let zero = false;
  let spoken = false;
  for (let i = 0; i < number.length; i++) {
    const place = number.length - 1 - i;
    const digit = Number(number[i]);
    if (digit) {
      words += (zero ? '零' : '') + digits[digit] + places[place % 4];
      zero = false;
      spoken = true;
    } else zero = true;
    if (place % 4 === 0) {
      if (spoken) words += groups[place / 4];
      spoken = false;
    }
  }
  return words;
}
