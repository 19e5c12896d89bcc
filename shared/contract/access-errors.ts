import { defineError, noDetails } from '../domain/errors.ts';
import { TryAgain } from '../domain/outcome.ts';

const signIn = { zh: '请重新登录', en: 'Sign in again' };

export const TokenMissing = defineError({
  code: 'TOKEN_MISSING',
  kind: 'unauthenticated',
  details: noDetails,
  title: { zh: '请先登录', en: 'Sign in first' },
  action: signIn,
});
const TokenInvalid = defineError({
  code: 'TOKEN_INVALID',
  kind: 'unauthenticated',
  details: noDetails,
  title: { zh: '登录信息无效', en: 'The access token is not valid' },
  action: signIn,
});
const TokenExpired = defineError({
  code: 'TOKEN_EXPIRED',
  kind: 'unauthenticated',
  details: noDetails,
  title: { zh: '登录已过期', en: 'The access token has expired' },
  action: { zh: '请刷新登录状态', en: 'Refresh the session' },
});
export const ProofInvalid = defineError({
  code: 'PROOF_INVALID',
  kind: 'unauthenticated',
  details: noDetails,
  title: { zh: '设备证明无效', en: 'The proof of the device key is not valid' },
  action: { zh: '请校准手机时间后重试', en: 'Check the clock of the device and try again' },
});
export const ProofReplayed = defineError({
  code: 'PROOF_REPLAYED',
  kind: 'unauthenticated',
  details: noDetails,
  title: { zh: '请求已使用过', en: 'This proof was used before' },
  action: { zh: '请重新操作', en: 'Make a new proof for every request' },
});
const SessionRevoked = defineError({
  code: 'SESSION_REVOKED',
  kind: 'unauthenticated',
  details: noDetails,
  title: { zh: '您已退出登录', en: 'This session has ended' },
  action: signIn,
});
export const Forbidden = defineError({
  code: 'FORBIDDEN',
  kind: 'forbidden',
  details: noDetails,
  title: { zh: '您没有办理此业务的权限', en: 'You may not do this' },
  action: { zh: '如有疑问请联系客服', en: 'Ask the bank if you think you should' },
});

/** What the authorizer may say instead of a caller; its `code` travels in the authorizer's context as `refused`. */
export const refusals = [
  TokenMissing,
  TokenInvalid,
  TokenExpired,
  ProofInvalid,
  ProofReplayed,
  SessionRevoked,
  TryAgain,
] as const;
