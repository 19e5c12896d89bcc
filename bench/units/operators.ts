import { contract as createOperatorSession } from '../../functions/operators/create-operator-session.ts';
import { contract as endOperatorSession } from '../../functions/operators/end-operator-session.ts';
import { contract as refreshOperatorSession } from '../../functions/operators/refresh-operator-session.ts';
import { newDeviceKey } from '../../shared/contract/proof.ts';
import { newId } from '../../shared/data/new-id.ts';
import { saveOperator } from '../../shared/data/operator.store.ts';
import { roles } from '../../shared/domain/identity/role.ts';
import { hashPassword } from '../../shared/gateway/password.ts';
import type { MeteredBank } from '../cloud/metered-bank.ts';
import { clientAt } from './person.ts';
import type { Scenario } from './scenario.ts';

const password = 'songhua-metered-operator';
let desks = 0;

/** An operator who has signed in at a desk. */
export async function atDesk(bank: MeteredBank, role: (typeof roles)[number] = roles[0]) {
  const username = `operator${(desks += 1)}`;
  await saveOperator({ username, operatorId: newId('opr'), role, passwordHash: await hashPassword(password) });
  const key = await newDeviceKey();
  const anonymous = clientAt(bank, { key });
  const { accessToken, refreshToken } = await anonymous.call(createOperatorSession, { username, password });
  return { anonymous, refreshToken, client: clientAt(bank, { key, accessToken }) };
}

/** Operators at their desks. */
export const operators: readonly Scenario[] = [
  { operation: 'createOperatorSession', when: 'the right password', read: 2, write: 5, run: atDesk },
  {
    operation: 'refreshOperatorSession',
    when: 'with the newest token',
    read: 1,
    write: 1,
    run: async (bank) => {
      const { anonymous, refreshToken } = await atDesk(bank);
      await anonymous.call(refreshOperatorSession, { refreshToken });
    },
  },
  {
    operation: 'endOperatorSession',
    when: 'signing out',
    read: 0,
    write: 1,
    run: async (bank) => (await atDesk(bank)).client.call(endOperatorSession, {}),
  },
];
