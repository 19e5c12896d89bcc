import * as z from 'zod/mini';
import { DomainError, defineError } from '../errors.ts';
import { identityRules } from '../parameters/identity.ts';
import type { Role } from './role.ts';

/** An employee of the mobile-finance department (操作员); the password is kept only as an argon2id hash. */
export interface Operator {
  readonly operatorId: string;
  readonly username: string;
  readonly role: Role;
  readonly passwordHash: string;
}

/** How often a name was tried in vain since its last success or lock. */
export interface Attempts {
  readonly failures: number;
  /** Milliseconds since 1970; 0 when it never was locked. */
  readonly lockedUntil: number;
}

export const operatorName = z.string().check(z.regex(/^[a-z][a-z0-9.-]{2,31}$/));
/** Length is what protects a password (NIST SP 800-63B-4: 15 without a second factor); the limit bounds the hashing. */
export const operatorPassword = z.string().check(z.minLength(15), z.maxLength(128));

/** Unknown name, wrong password or locked: one answer, in one time. */
export const CredentialsRefused = defineError({
  code: 'CREDENTIALS_REFUSED',
  kind: 'unauthenticated',
  title: { zh: '用户名或密码不正确，或账号已锁定', en: 'The name or password is wrong, or the account is locked' },
  action: {
    zh: '请核对后重试；多次失败将锁定15分钟',
    en: 'Check both; repeated failures lock the account for 15 minutes',
  },
  details: z.strictObject({}),
});

/**
 * Counts an attempt as failed before the password is looked at; a success clears the count afterwards. So of a thousand guesses
 * at once five are hashed, and the fifth failure locks.
 * @throws CredentialsRefused while locked
 */
export function planAttempt({ failures, lockedUntil }: Attempts, now: number): Attempts {
  const { failuresMax, lockedSeconds } = identityRules.operatorLogin;
  if (now < lockedUntil) throw new DomainError(CredentialsRefused);
  if (failures + 1 < failuresMax) return { failures: failures + 1, lockedUntil: 0 };
  return { failures: 0, lockedUntil: now + lockedSeconds * 1000 };
}
