import * as z from 'zod/mini';
import { defineContract } from '../../shared/contract/contract.ts';
import { switchView, viewSwitch } from '../../shared/contract/switch-view.ts';
import { proposeSwitch } from '../../shared/data/switch.store.ts';
import { switchable } from '../../shared/domain/parameters/switchable.ts';
import { serve } from '../../shared/lambda/serve.ts';

export const contract = defineContract({
  name: 'proposeSwitch',
  summary: 'Propose that a line of business is opened or closed; nothing changes before a checker approves',
  method: 'POST',
  path: '/operations/switches/{business}/propose',
  auth: ['maker'],
  business: 'operation',
  // Not idempotent by key: the newest proposal is the one that counts.
  idempotent: false,
  grants: ['table:write'],
  input: z.strictObject({ business: z.enum(switchable), open: z.boolean() }),
  output: switchView,
  errors: [],
});

export const handler = serve(contract, async ({ business, open }, { caller }) =>
  viewSwitch(await proposeSwitch(business, open, caller.operatorId)),
);
