import * as z from 'zod/mini';
import { defineContract } from '../../shared/contract/contract.ts';
import { zonedTime } from '../../shared/contract/time-view.ts';
import { listEnrolments } from '../../shared/data/enrolment.store.ts';
import { enrolmentStates } from '../../shared/domain/factors/enrolment.ts';
import { factorKinds } from '../../shared/domain/factors/factor.ts';
import { isoTime } from '../../shared/domain/time.ts';
import { serve } from '../../shared/lambda/serve.ts';

const factorView = z.strictObject({
  kind: z.enum(factorKinds),
  state: z.enum(enrolmentStates),
  enrolledAt: zonedTime,
  /** Until then its limits are reduced. */
  coolingUntil: zonedTime,
});

export const contract = defineContract({
  name: 'listFactors',
  summary: 'The authentication tools that the customer has enrolled',
  method: 'GET',
  path: '/factors',
  auth: 'customer',
  business: 'identity',
  idempotent: false,
  grants: ['table:read'],
  input: z.strictObject({}),
  /** One of each kind at most: never more than one page. */
  output: z.strictObject({ data: z.array(factorView) }),
  errors: [],
});

export const handler = serve(contract, async (_nothing, { caller: { customerId } }) => {
  const enrolled = await listEnrolments(customerId);
  const data = enrolled.map(({ kind, state, enrolledAt, coolingUntil }) => ({
    kind,
    state,
    enrolledAt: isoTime(enrolledAt),
    coolingUntil: isoTime(coolingUntil),
  }));
  return { data };
});
