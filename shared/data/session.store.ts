import { hash, randomBytes } from 'node:crypto';
import { DomainError } from '../domain/errors.ts';
import {
  idleUntil,
  isLive,
  RefreshRefused,
  type Session,
  type SessionHolder,
  SessionNotFound,
} from '../domain/identity/session.ts';
import { secondsOf } from '../domain/time.ts';
import { commit, decide, type Write } from './commit.ts';
import { newId } from './new-id.ts';
import { AlreadyDone } from './once.ts';
import { readPage } from './page.ts';
import { type SessionRow, sessions } from './session.entity.ts';

/** A session and the only sight of its refresh token: the table keeps the hash. */
export interface Started {
  readonly session: Session;
  readonly refreshToken: string;
}

/** Plans a session that begins now; `sessionWrite` makes it part of a transaction. */
export function newSession(subjectId: string, holder: SessionHolder, thumbprint: string, now: number): Started {
  const sessionId = newId('ses', now);
  const session = { sessionId, subjectId, holder, thumbprint, startedAt: now, refreshedAt: now };
  return {
    session: { ...session, idleUntil: idleUntil(holder, now, now) },
    refreshToken: newRefreshToken(subjectId, sessionId),
  };
}

/** First in its transaction: see `commitOnce`. */
export const sessionWrite = ({ session, refreshToken }: Started): Write =>
  sessions.insert(rowOf(session, refreshToken), () => new AlreadyDone());

/** A session as it is now: a removed one is gone for the very next call. One read unit. */
export async function readSession(subjectId: string, sessionId: string): Promise<Session | undefined> {
  const row = await sessions.read({ subjectId, sessionId }, 'consistent');
  return row && sessionOf(row);
}

/** The live sessions of a customer, newest first. Every device has at most one, so one page holds them all. */
export async function listSessions(subjectId: string, now: number): Promise<Session[]> {
  const { pk } = sessions.key({ subjectId, sessionId: '' });
  const page = await readPage(sessions, {
    pk,
    from: 'SES#',
    to: 'SES#~',
    order: 'newest',
    limit: 100,
    consistency: 'consistent',
  });
  return page.data.map(sessionOf).filter((session) => isLive(session, now));
}

/** Ends a session for the next call on, whether or not it is there. */
export const dropSession = (subjectId: string, sessionId: string): Promise<void> =>
  decide(() => commit(sessions.remove({ subjectId, sessionId }, [])));

/** Ends a session that its owner found in the list. @throws SessionNotFound when there is none */
export async function endSession(subjectId: string, sessionId: string): Promise<void> {
  const absent = () => new DomainError(SessionNotFound);
  await decide(() => commit(sessions.remove({ subjectId, sessionId }, [sessions.guard.present('sessionId')], absent)));
}

/**
 * Replaces the refresh token by a new one. The token must be the newest of its session and come with the session's own key.
 * An older one with the right key means that two hold the session (a thief, or a copy of the app): it ends for both, without a
 * grace for a lost answer, since an honest app signs in again with its device key and no text message. A wrong key changes
 * nothing: knowing a session's id is not enough to end it.
 * @throws RefreshRefused
 */
export async function rotate(
  presented: string,
  subjectKind: 'cus' | 'opr',
  thumbprint: string,
  now: number,
): Promise<Started> {
  const [subjectId, sessionId] = presented.split('.') as [string, string];
  const next = newRefreshToken(subjectId, sessionId);
  return decide(async () => {
    const row = await sessions.read({ subjectId, sessionId }, 'consistent');
    const believed =
      row && subjectId.startsWith(subjectKind) && row.thumbprint === thumbprint && isLive(sessionOf(row), now);
    if (!believed) throw new DomainError(RefreshRefused);
    const rotated: Started = { session: renewed(sessionOf(row), now), refreshToken: next };
    // An earlier round of this very call stood, though the table did not say so.
    if (row.refreshHash === hashOf(next)) return rotated;
    if (row.refreshHash !== hashOf(presented)) return endReused(row);
    await commit(rotationWrite(rotated, row.refreshHash));
    return rotated;
  });
}

/** Pins the token that was read: of two uses at once, the later finds the other's token and is a reuse. */
function rotationWrite({ session, refreshToken }: Started, pinned: string): Write {
  const { refreshHash, refreshedAt, idleUntil: until, expiresAt } = rowOf(session, refreshToken);
  return sessions.update(session, { set: { refreshHash, refreshedAt, idleUntil: until, expiresAt } }, [
    sessions.guard.is('refreshHash', pinned),
  ]);
}

async function endReused(row: SessionRow): Promise<never> {
  await commit(sessions.remove(row, []));
  throw new DomainError(RefreshRefused);
}

const renewed = (session: Session, now: number): Session => ({
  ...session,
  refreshedAt: now,
  idleUntil: idleUntil(session.holder, session.startedAt, now),
});

const newRefreshToken = (subjectId: string, sessionId: string): string =>
  `${subjectId}.${sessionId}.${randomBytes(32).toString('base64url')}`;

const hashOf = (token: string): string => hash('sha256', token, 'base64url');

function rowOf(session: Session, refreshToken: string): SessionRow {
  const { sessionId, subjectId, holder, thumbprint } = session;
  return {
    sessionId,
    subjectId,
    thumbprint,
    ...(holder.kind === 'customer' ? { deviceId: holder.deviceId } : { role: holder.role }),
    refreshHash: hashOf(refreshToken),
    startedAt: BigInt(session.startedAt),
    refreshedAt: BigInt(session.refreshedAt),
    idleUntil: BigInt(session.idleUntil),
    expiresAt: BigInt(secondsOf(session.idleUntil)),
  };
}

function sessionOf(row: SessionRow): Session {
  const holder: SessionHolder = row.role
    ? { kind: 'operator', role: row.role }
    : { kind: 'customer', deviceId: row.deviceId! };
  const { sessionId, subjectId, thumbprint } = row;
  const [startedAt, refreshedAt, until] = [Number(row.startedAt), Number(row.refreshedAt), Number(row.idleUntil)];
  return { sessionId, subjectId, holder, thumbprint, startedAt, refreshedAt, idleUntil: until };
}
