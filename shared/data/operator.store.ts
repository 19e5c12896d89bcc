import { type Attempts, type Operator, planAttempt } from '../domain/identity/operator.ts';
import { secondsOf } from '../domain/time.ts';
import { commit, decide } from './commit.ts';
import { loginAttempts, type OperatorRow, operators } from './operator.entity.ts';
import { commitOnce } from './once.ts';
import { newSession, type Started, sessionWrite } from './session.store.ts';

/** Seconds for which a failed attempt is remembered. */
const memorySeconds = 24 * 60 * 60;

/** The operator who signs in under a name, or undefined. */
export const readOperator = (username: string): Promise<Operator | undefined> =>
  operators.read({ username }, 'consistent');

/** Makes or replaces an operator: used by the local seed; the operation for it comes with maker and checker. */
export const saveOperator = (operator: OperatorRow): Promise<void> => decide(() => commit(operators.put(operator)));

/** Counts one attempt to sign in under a name. @throws CredentialsRefused while it is locked */
export async function countAttempt(username: string, now: number): Promise<void> {
  await decide(async () => {
    const row = await loginAttempts.read({ username }, 'consistent');
    const known: Attempts = { failures: Number(row?.failures ?? 0), lockedUntil: Number(row?.lockedUntil ?? 0) };
    const next = planAttempt(known, now);
    const { is, absent } = loginAttempts.guard;
    const pinned = row ? [is('failures', row.failures), is('lockedUntil', row.lockedUntil)] : [absent('failures')];
    const [failures, lockedUntil] = [BigInt(next.failures), BigInt(next.lockedUntil)];
    await commit(
      loginAttempts.put({ username, failures, lockedUntil, expiresAt: BigInt(secondsOf(now) + memorySeconds) }, pinned),
    );
  });
}

/** Starts a session of an operator whose password was right, and forgets the failures. */
export async function startOperatorSession(operator: Operator, thumbprint: string, now: number): Promise<Started> {
  const started = newSession(operator.operatorId, { kind: 'operator', role: operator.role }, thumbprint, now);
  await commitOnce(sessionWrite(started), loginAttempts.remove({ username: operator.username }, []));
  return started;
}
