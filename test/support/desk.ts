import { inject } from 'vitest';
import { type Actor, over, signInOperator } from '../../local/actor.ts';
import { operatorPasswordOf } from '../../local/seed.ts';
import type { Role } from '../../shared/domain/identity/role.ts';

/** An operator at a desk of the bank under test. */
export const operator = (role: Role): Promise<Actor> =>
  signInOperator(over(inject('baseUrl')), role, operatorPasswordOf(role));
