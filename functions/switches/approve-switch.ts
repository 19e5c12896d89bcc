import * as z from 'zod/mini';
import { defineContract } from '../../shared/contract/contract.ts';
import { switchView, viewSwitch } from '../../shared/contract/switch-view.ts';
import { approveSwitch } from '../../shared/data/switch.store.ts';
import { SameOperator, SwitchPlanMissing } from '../../shared/domain/parameters/switch.ts';
import { switchable } from '../../shared/domain/parameters/switchable.ts';
import { serve } from '../../shared/lambda/serve.ts';

export const contract = defineContract({
  name: 'approveSwitch',
  summary: 'Approve what another operator has proposed: in force everywhere within 15 seconds',
  method: 'POST',
  path: '/operations/switches/{business}/approve',
  auth: ['checker'],
  business: 'operation',
  // Not idempotent by key: a proposal is approved once.
  idempotent: false,
  grants: ['table:write'],
  /** `open` says again what is approved: a proposal that was replaced meanwhile is refused. */
  input: z.strictObject({ business: z.enum(switchable), open: z.boolean() }),
  output: switchView,
  errors: [SwitchPlanMissing, SameOperator],
});

export const handler = serve(contract, async ({ business, open }, { caller, now }) =>
  viewSwitch(await approveSwitch(business, open, caller.operatorId, now)),
);
