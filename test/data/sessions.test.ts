import { describe, expect, it } from 'vitest';
import { commit } from '../../shared/data/commit.ts';
import { newId } from '../../shared/data/new-id.ts';
import { countAttempt } from '../../shared/data/operator.store.ts';
import { phoneChallenges } from '../../shared/data/phone-challenge.entity.ts';
import { countGuess } from '../../shared/data/phone-challenge.store.ts';
import { useProof } from '../../shared/data/proof.store.ts';
import { newSession, readSession, rotate, sessionWrite } from '../../shared/data/session.store.ts';
import { useTable } from '../support/dynoxide.ts';
import { unitsOf } from '../support/units.ts';

useTable();

const now = 1_800_000_000_000;
const thumbprint = 'A'.repeat(43);
const by = { requestId: 'request-1', now, memorySeconds: 65 };
const proofOf = (jti: string) => ({ thumbprint, jti });

async function started() {
  const customerId = newId('cus');
  const session = newSession(customerId, { kind: 'customer', deviceId: newId('dev') }, thumbprint, now);
  await commit(sessionWrite(session));
  return session;
}

/** How many of these calls were let through. */
const through = async (calls: readonly Promise<unknown>[]) =>
  (await Promise.allSettled(calls)).filter(({ status }) => status === 'fulfilled').length;

describe('what the authorizer costs', () => {
  it('is one write unit for a changing call, and one read unit for the session', async () => {
    const { session } = await started();
    const longest = proofOf('j'.repeat(64));
    expect(await unitsOf(() => useProof(longest, by))).toMatchObject({ read: 0, write: 1 });
    expect(await unitsOf(() => readSession(session.subjectId, session.sessionId))).toMatchObject({
      read: 1,
      write: 0,
    });
  });
});

describe('a proof', () => {
  it('is used once, however many try at once', async () => {
    const tries = Array.from({ length: 50 }, (_, index) =>
      useProof(proofOf('once-and-never-again'), { ...by, requestId: `r${index}` }),
    );
    expect(await through(tries)).toBe(1);
  });

  it('is no replay of itself when the same request writes it again', async () => {
    await useProof(proofOf('the-same-request-again'), by);
    await expect(useProof(proofOf('the-same-request-again'), by)).resolves.toBeUndefined();
  });

  it('of another key may have the same number', async () => {
    await useProof(proofOf('a-number-of-two-keys'), by);
    await expect(
      useProof({ thumbprint: 'B'.repeat(43), jti: 'a-number-of-two-keys' }, { ...by, requestId: 'r2' }),
    ).resolves.toBeUndefined();
  });
});

describe('a refresh token', () => {
  it('gives at most one next token, however many use it at once; the session is then over or has one holder', async () => {
    const { session, refreshToken } = await started();
    const tries = Array.from({ length: 20 }, () => rotate(refreshToken, 'cus', thumbprint, now + 1000));
    expect(await through(tries)).toBeLessThanOrEqual(1);
    expect(await readSession(session.subjectId, session.sessionId)).toBeUndefined();
  });

  it('is refused at the millisecond when its session is over', async () => {
    const { session, refreshToken } = await started();
    await expect(rotate(refreshToken, 'cus', thumbprint, session.idleUntil)).rejects.toThrow('REFRESH_REFUSED');
    await expect(rotate(refreshToken, 'cus', thumbprint, session.idleUntil - 1)).resolves.toBeDefined();
  });

  it('costs one write unit', async () => {
    const { refreshToken } = await started();
    expect(await unitsOf(() => rotate(refreshToken, 'cus', thumbprint, now))).toMatchObject({ read: 1, write: 1 });
  });
});

/** Longer than a unit test has: a thousand writes of one item queue up on a machine of two cores. */
const patience = { timeout: 30_000 };

describe('many guesses at once', patience, () => {
  const guesses = (count: number, guess: () => Promise<void>) => through(Array.from({ length: count }, guess));

  it('a thousand at a code: five are compared (abuse case 3)', async () => {
    const challengeId = newId('chl');
    const row = {
      purpose: 'register',
      thumbprint,
      sealed: new Uint8Array(),
      codeHash: '',
      digest: '',
      state: 'PENDING',
      attempts: 0n,
    } as const;
    await commit(phoneChallenges.put({ ...row, challengeId, validUntil: BigInt(now + 1), expiresAt: 0n }));
    expect(await guesses(1000, () => countGuess(challengeId, now))).toBe(5);
  });

  it('two hundred at an operator’s password: five are hashed', async () => {
    expect(await guesses(200, () => countAttempt('teller', now))).toBeLessThanOrEqual(5);
    await expect(countAttempt('teller', now)).rejects.toThrow('CREDENTIALS_REFUSED');
  });
});
