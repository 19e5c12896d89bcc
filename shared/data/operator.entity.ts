import type { Role } from '../domain/identity/role.ts';
import { Entity } from './entity.ts';

/** An operator, found by the name to sign in with. */
export interface OperatorRow {
  readonly username: string;
  readonly operatorId: string;
  readonly role: Role;
  /** argon2id, as a PHC string. */
  readonly passwordHash: string;
}
export const operators = new Entity<OperatorRow, Pick<OperatorRow, 'username'>>('operator', ({ username }) => ({
  pk: `LOGIN#${username}`,
  sk: 'OPERATOR',
}));

/** Failed sign-ins under a name, whether or not an operator has it: so a name that exists behaves like one that does not. */
export interface LoginAttemptsRow {
  readonly username: string;
  readonly failures: bigint;
  readonly lockedUntil: bigint;
  /** TTL, seconds. */
  readonly expiresAt: bigint;
}
export const loginAttempts = new Entity<LoginAttemptsRow, Pick<LoginAttemptsRow, 'username'>>(
  'login-attempts',
  ({ username }) => ({
    pk: `LOGIN#${username}`,
    sk: 'ATTEMPTS',
  }),
);
