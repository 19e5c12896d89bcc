import * as z from 'zod/mini';
import { defineContract } from '../../shared/contract/contract.ts';
import { tokens } from '../../shared/contract/tokens.ts';
import { countAttempt, readOperator, startOperatorSession } from '../../shared/data/operator.store.ts';
import { DomainError } from '../../shared/domain/errors.ts';
import { CredentialsRefused, operatorName, operatorPassword } from '../../shared/domain/identity/operator.ts';
import { roles } from '../../shared/domain/identity/role.ts';
import { idOf } from '../../shared/domain/ids.ts';
import { decoyHash, isPassword } from '../../shared/gateway/password.ts';
import { issueTokens } from '../../shared/lambda/identity/tokens.ts';
import { serve } from '../../shared/lambda/serve.ts';

export const contract = defineContract({
  name: 'createOperatorSession',
  summary: 'Sign an operator in by name and password, at the desk whose key proves this call',
  method: 'POST',
  path: '/operator-sessions',
  auth: 'key',
  business: 'operation',
  // Not idempotent: a second sign-in is a second session.
  idempotent: false,
  status: 201,
  grants: ['table:write', 'token:sign'],
  input: z.strictObject({ username: operatorName, password: operatorPassword }),
  output: z.extend(tokens, { operatorId: idOf('opr'), role: z.enum(roles) }),
  errors: [CredentialsRefused],
});

export const handler = serve(contract, async ({ username, password }, { caller, now }) => {
  await countAttempt(username, now);
  const operator = await readOperator(username);
  // A name that nobody has costs the same work, so the time of the answer does not tell names apart.
  const right = await isPassword(password, operator?.passwordHash ?? decoyHash);
  if (!right) throw new DomainError(CredentialsRefused);
  if (!operator) throw new Error('somebody knows a password of nobody');
  const started = await startOperatorSession(operator, caller.thumbprint, now);
  const { operatorId, role } = operator;
  return { operatorId, role, ...(await issueTokens(started, now)) };
});
