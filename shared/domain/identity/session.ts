import * as z from 'zod/mini';
import type { Role } from './role.ts';
import { defineError } from '../errors.ts';
import { idBody } from '../ids.ts';
import { identityRules } from '../parameters/identity.ts';

/**
 * A signed-in device or desk (会话). It exists or it does not: whoever ends it removes it, and the table's stream keeps the trace.
 * Left alone it is over when idle too long, or at its last day.
 */
export interface Session {
  readonly sessionId: string;
  /** `cus_...` or `opr_...`: whose it is. */
  readonly subjectId: string;
  readonly holder: SessionHolder;
  /** RFC 7638 thumbprint of the key that every token of this session is bound to. */
  readonly thumbprint: string;
  readonly startedAt: number;
  readonly refreshedAt: number;
  /** Milliseconds since 1970 after which it is over unless refreshed. */
  readonly idleUntil: number;
}

export type SessionHolder =
  | { readonly kind: 'customer'; readonly deviceId: string }
  | { readonly kind: 'operator'; readonly role: Role };

/** `subject.session.secret`; opaque to clients. The parts in front only say where to look. */
export const refreshTokenForm = z
  .string()
  .check(z.regex(new RegExp(`^(?:cus|opr)_${idBody}\\.ses_${idBody}\\.[A-Za-z0-9_-]{43}$`)));

/** Unknown, expired, revoked or used before: the app signs in again with its device key, which costs no text message. */
export const RefreshRefused = defineError({
  code: 'REFRESH_REFUSED',
  kind: 'unauthenticated',
  title: { zh: '登录已失效', en: 'The session cannot be refreshed' },
  action: { zh: '请重新登录', en: 'Sign in again' },
  details: z.strictObject({}),
});

/** No such session of this customer. */
export const SessionNotFound = defineError({
  code: 'SESSION_NOT_FOUND',
  kind: 'missing',
  title: { zh: '没有该登录会话', en: 'There is no such session' },
  action: { zh: '请刷新列表', en: 'Read the list again' },
  details: z.strictObject({}),
});

const rulesOf = (holder: SessionHolder) =>
  holder.kind === 'customer' ? identityRules.customerSession : identityRules.operatorSession;

/** When a session that is started or refreshed now would end by idleness, never past its absolute end. */
export function idleUntil(holder: SessionHolder, startedAt: number, now: number): number {
  const { idleSeconds, absoluteSeconds } = rulesOf(holder);
  return Math.min(now + idleSeconds * 1000, startedAt + absoluteSeconds * 1000);
}

/** When an access token made now ends: never after the session that it stands for. */
export const accessUntil = (session: Pick<Session, 'holder' | 'idleUntil'>, now: number): number =>
  Math.min(now + rulesOf(session.holder).accessSeconds * 1000, session.idleUntil);

/** Whether tokens of this session are believed at `now`. */
export const isLive = (session: Pick<Session, 'idleUntil'>, now: number): boolean => now < session.idleUntil;
