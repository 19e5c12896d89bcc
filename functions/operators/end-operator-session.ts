import * as z from 'zod/mini';
import { defineContract } from '../../shared/contract/contract.ts';
import { dropSession } from '../../shared/data/session.store.ts';
import { roles } from '../../shared/domain/identity/role.ts';
import { idOf } from '../../shared/domain/ids.ts';
import { serve } from '../../shared/lambda/serve.ts';

export const contract = defineContract({
  name: 'endOperatorSession',
  summary: 'Sign the operator out: no token of this session is believed from the next call on',
  method: 'DELETE',
  path: '/operator-sessions/current',
  auth: roles,
  business: 'operation',
  idempotent: false,
  grants: ['table:change'],
  input: z.strictObject({}),
  output: z.strictObject({ sessionId: idOf('ses') }),
  errors: [],
});

export const handler = serve(contract, async (_nothing, { caller: { operatorId, sessionId } }) => {
  await dropSession(operatorId, sessionId);
  return { sessionId };
});
