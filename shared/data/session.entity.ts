import type { Role } from '../domain/identity/role.ts';
import { Entity } from './entity.ts';

/** A session of a customer (with its device) or of an operator (with the role it was started with). */
export interface SessionRow {
  readonly sessionId: string;
  readonly subjectId: string;
  readonly deviceId?: string;
  readonly role?: Role;
  readonly thumbprint: string;
  /** SHA-256 of the one refresh token that is good now. */
  readonly refreshHash: string;
  readonly startedAt: bigint;
  readonly refreshedAt: bigint;
  readonly idleUntil: bigint;
  /** TTL, seconds: the table forgets it after `idleUntil`. */
  readonly expiresAt: bigint;
}

/** Beside its subject, so that "where am I signed in" is one query. */
export const sessions = new Entity<SessionRow, Pick<SessionRow, 'subjectId' | 'sessionId'>>(
  'session',
  ({ subjectId, sessionId }) => ({ pk: `${subjectId.slice(0, 3).toUpperCase()}#${subjectId}`, sk: `SES#${sessionId}` }),
);
