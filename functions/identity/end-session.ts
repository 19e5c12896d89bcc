import * as z from 'zod/mini';
import { defineContract } from '../../shared/contract/contract.ts';
import { endSession } from '../../shared/data/session.store.ts';
import { SessionNotFound } from '../../shared/domain/identity/session.ts';
import { idOf } from '../../shared/domain/ids.ts';
import { serve } from '../../shared/lambda/serve.ts';

export const contract = defineContract({
  name: 'endSession',
  summary: 'Sign out one of the customer’s own devices from another',
  method: 'DELETE',
  path: '/sessions/{sessionId}',
  auth: 'customer',
  business: 'identity',
  idempotent: false,
  grants: ['table:change'],
  input: z.strictObject({ sessionId: idOf('ses') }),
  output: z.strictObject({ sessionId: idOf('ses') }),
  errors: [SessionNotFound],
});

export const handler = serve(contract, async ({ sessionId }, { caller: { customerId } }) => {
  await endSession(customerId, sessionId);
  return { sessionId };
});
