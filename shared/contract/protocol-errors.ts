import * as z from 'zod/mini';
import { defineError, noDetails } from '../domain/errors.ts';
import { IdempotencyKeyReused, IdempotencyKeyStale } from '../domain/idempotency.ts';
import { OutcomeUnknown } from '../domain/outcome.ts';
import { Forbidden, refusals } from './access-errors.ts';

const askAgain = {
  zh: '请使用相同的幂等键再次提交，不会重复办理',
  en: 'Send the same request with the same key: nothing is done twice',
};
const update = { zh: '请将应用更新到最新版本', en: 'Update the app to its newest version' };

export const InvalidInput = defineError({
  code: 'INVALID_INPUT',
  kind: 'invalid',
  details: noDetails,
  title: { zh: '填写的内容有误', en: 'Some fields are not right' },
  action: { zh: '请按提示修改后重试', en: 'Correct the fields named in issues' },
});
export const MalformedJson = defineError({
  code: 'MALFORMED_JSON',
  kind: 'invalid',
  details: z.strictObject({
    fault: z.enum(['syntax', 'duplicate-key', 'forbidden-key', 'too-deep', 'number', 'text']),
  }),
  title: { zh: '请求内容不是规范的 JSON', en: 'The body is not well-formed JSON' },
  action: update,
});
export const UnsupportedMediaType = defineError({
  code: 'UNSUPPORTED_MEDIA_TYPE',
  kind: 'unreadable',
  details: noDetails,
  title: { zh: '请求内容的格式不受支持', en: 'The body must be application/json in UTF-8' },
  action: update,
});
export const BodyTooLarge = defineError({
  code: 'BODY_TOO_LARGE',
  kind: 'oversized',
  details: z.strictObject({ maxBytes: z.int() }),
  title: { zh: '请求内容过大', en: 'The body is too large' },
  action: { zh: '请缩短内容后重试', en: 'Send less' },
});
export const NotFound = defineError({
  code: 'NOT_FOUND',
  kind: 'missing',
  details: noDetails,
  title: { zh: '没有这个地址', en: 'There is nothing at this address' },
  action: update,
});
export const MethodNotAllowed = defineError({
  code: 'METHOD_NOT_ALLOWED',
  kind: 'disallowed',
  details: noDetails,
  title: { zh: '这个地址不支持此操作', en: 'This address does not know that method' },
  action: update,
});

export const IdempotencyKeyMissing = defineError({
  code: 'IDEMPOTENCY_KEY_MISSING',
  kind: 'invalid',
  details: noDetails,
  title: { zh: '缺少幂等键', en: 'The Idempotency-Key header is missing' },
  action: update,
});
export const IdempotencyKeyInvalid = defineError({
  code: 'IDEMPOTENCY_KEY_INVALID',
  kind: 'invalid',
  details: noDetails,
  title: { zh: '幂等键格式不正确', en: 'The Idempotency-Key must be a lower-case UUID version 7' },
  action: update,
});

export const BusinessClosed = defineError({
  code: 'BUSINESS_CLOSED',
  kind: 'unavailable',
  details: noDetails,
  title: { zh: '该业务暂停办理', en: 'This service is closed for now' },
  action: { zh: '请留意公告，稍后再试', en: 'Watch the announcements and try later' },
});
export const Internal = defineError({
  code: 'INTERNAL',
  kind: 'broken',
  details: noDetails,
  title: { zh: '系统出现异常', en: 'Something went wrong at the bank' },
  action: askAgain,
});

/** Every failure that needs no declaration in a contract, because any operation may answer with it. */
export const protocolErrors = [
  InvalidInput,
  MalformedJson,
  UnsupportedMediaType,
  BodyTooLarge,
  NotFound,
  MethodNotAllowed,
  ...refusals,
  Forbidden,
  IdempotencyKeyMissing,
  IdempotencyKeyInvalid,
  IdempotencyKeyStale,
  IdempotencyKeyReused,
  BusinessClosed,
  OutcomeUnknown,
  Internal,
] as const;
