import { createHash } from 'node:crypto';

/**
 * SF's message digest (domain.md 7): base64 of the raw MD5 over java.net.URLEncoder's form of data, timestamp and check word.
 * MD5 is SF's choice; TLS and the secret word carry the weight.
 */
export const sfDigest = (msgData: string, timestamp: string, checkWord: string): string =>
  createHash('md5')
    .update(javaUrlEncode(msgData + timestamp + checkWord))
    .digest('base64');

/** As Java encodes: space is `+`, and of the marks that JavaScript leaves alone only `*`, `-`, `_` and `.` stay. */
const javaUrlEncode = (text: string): string =>
  encodeURIComponent(text)
    .replaceAll('%20', '+')
    .replace(/[!'()~]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);
