import * as z from 'zod/mini';
import { defineContract } from '../../shared/contract/contract.ts';
import { switchView, viewSwitch } from '../../shared/contract/switch-view.ts';
import { readSwitches } from '../../shared/data/switch.store.ts';
import { serve } from '../../shared/lambda/serve.ts';

export const contract = defineContract({
  name: 'listSwitches',
  summary: 'List every line of business that can be closed, as it stands and as it is proposed to be',
  method: 'GET',
  path: '/operations/switches',
  auth: ['maker', 'checker', 'auditor'],
  business: 'operation',
  idempotent: false,
  grants: ['table:read'],
  input: z.strictObject({}),
  output: z.strictObject({ data: z.array(switchView) }),
  errors: [],
});

export const handler = serve(contract, async () => ({ data: (await readSwitches()).map(viewSwitch) }));
