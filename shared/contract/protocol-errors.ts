import * as z from 'zod/mini';
import { defineError, noDetails } from '../domain/errors.ts';
import { IdempotencyKeyReused, IdempotencyKeyStale } from '../domain/idempotency.ts';
import { OutcomeUnknown, TryAgain } from '../domain/outcome.ts';

const askAgain = { zh: '请使用相同的幂等键再次提交，不会重复办理', en: 'Send the same request with the same key: nothing is done twice' };
const signIn = { zh: '请重新登录', en: 'Sign in again' };
const update = { zh: '请将应用更新到最新版本', en: 'Update the app to its newest version' };

// Failures that every operation may answer with: declared once here, never in a contract.

export const InvalidInput = defineError({
  code: 'INVALID_INPUT', kind: 'invalid', details: noDetails,
  title: { zh: '填写的内容有误', en: 'Some fields are not right' },
  action: { zh: '请按提示修改后重试', en: 'Correct the fields named in issues' },
});
export const MalformedJson = defineError({
  code: 'MALFORMED_JSON', kind: 'invalid',
  details: z.strictObject({ fault: z.enum(['syntax', 'duplicate-key', 'forbidden-key', 'too-deep', 'number', 'text']) }),
  title: { zh: '请求内容不是规范的 JSON', en: 'The body is not well-formed JSON' }, action: update,
});
export const UnsupportedMediaType = defineError({
  code: 'UNSUPPORTED_MEDIA_TYPE', kind: 'unreadable', details: noDetails,
  title: { zh: '请求内容的格式不受支持', en: 'The body must be application/json in UTF-8' }, action: update,
});
export const BodyTooLarge = defineError({
  code: 'BODY_TOO_LARGE', kind: 'oversized', details: z.strictObject({ maxBytes: z.int() }),
  title: { zh: '请求内容过大', en: 'The body is too large' }, action: { zh: '请缩短内容后重试', en: 'Send less' },
});
export const NotFound = defineError({
  code: 'NOT_FOUND', kind: 'missing', details: noDetails,
  title: { zh: '没有这个地址', en: 'There is nothing at this address' }, action: update,
});
export const MethodNotAllowed = defineError({
  code: 'METHOD_NOT_ALLOWED', kind: 'disallowed', details: noDetails,
  title: { zh: '这个地址不支持此操作', en: 'This address does not know that method' }, action: update,
});

export const TokenMissing = defineError({
  code: 'TOKEN_MISSING', kind: 'unauthenticated', details: noDetails,
  title: { zh: '请先登录', en: 'Sign in first' }, action: signIn,
});
export const TokenInvalid = defineError({
  code: 'TOKEN_INVALID', kind: 'unauthenticated', details: noDetails,
  title: { zh: '登录信息无效', en: 'The access token is not valid' }, action: signIn,
});
export const TokenExpired = defineError({
  code: 'TOKEN_EXPIRED', kind: 'unauthenticated', details: noDetails,
  title: { zh: '登录已过期', en: 'The access token has expired' },
  action: { zh: '请刷新登录状态', en: 'Refresh the session' },
});
export const ProofInvalid = defineError({
  code: 'PROOF_INVALID', kind: 'unauthenticated', details: noDetails,
  title: { zh: '设备证明无效', en: 'The proof of the device key is not valid' },
  action: { zh: '请校准手机时间后重试', en: 'Check the clock of the device and try again' },
});
export const ProofReplayed = defineError({
  code: 'PROOF_REPLAYED', kind: 'unauthenticated', details: noDetails,
  title: { zh: '请求已使用过', en: 'This proof was used before' },
  action: { zh: '请重新操作', en: 'Make a new proof for every request' },
});
export const SessionRevoked = defineError({
  code: 'SESSION_REVOKED', kind: 'unauthenticated', details: noDetails,
  title: { zh: '您已退出登录', en: 'This session has ended' }, action: signIn,
});
export const Forbidden = defineError({
  code: 'FORBIDDEN', kind: 'forbidden', details: noDetails,
  title: { zh: '您没有办理此业务的权限', en: 'You may not do this' },
  action: { zh: '如有疑问请联系客服', en: 'Ask the bank if you think you should' },
});

export const IdempotencyKeyMissing = defineError({
  code: 'IDEMPOTENCY_KEY_MISSING', kind: 'invalid', details: noDetails,
  title: { zh: '缺少幂等键', en: 'The Idempotency-Key header is missing' }, action: update,
});
export const IdempotencyKeyInvalid = defineError({
  code: 'IDEMPOTENCY_KEY_INVALID', kind: 'invalid', details: noDetails,
  title: { zh: '幂等键格式不正确', en: 'The Idempotency-Key must be a lower-case UUID version 7' }, action: update,
});

export const BusinessClosed = defineError({
  code: 'BUSINESS_CLOSED', kind: 'unavailable', details: noDetails,
  title: { zh: '该业务暂停办理', en: 'This service is closed for now' },
  action: { zh: '请留意公告，稍后再试', en: 'Watch the announcements and try later' },
});
export const Internal = defineError({
  code: 'INTERNAL', kind: 'broken', details: noDetails,
  title: { zh: '系统出现异常', en: 'Something went wrong at the bank' }, action: askAgain,
});

/** What the authorizer may say instead of a caller; its `code` travels in the authorizer's context as `refused`. */
export const refusals = [TokenMissing, TokenInvalid, TokenExpired, ProofInvalid, ProofReplayed, SessionRevoked, TryAgain] as const;

/** Every failure that needs no declaration in a contract. */
export const protocolErrors = [
  InvalidInput, MalformedJson, UnsupportedMediaType, BodyTooLarge, NotFound, MethodNotAllowed,
  ...refusals, Forbidden,
  IdempotencyKeyMissing, IdempotencyKeyInvalid, IdempotencyKeyStale, IdempotencyKeyReused,
  BusinessClosed, OutcomeUnknown, Internal,
] as const;
