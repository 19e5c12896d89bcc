import * as z from 'zod/mini';
import { caseView, viewCase } from '../../shared/contract/case-view.ts';
import { defineContract } from '../../shared/contract/contract.ts';
import { partnerName } from '../../shared/contract/order-view.ts';
import { closeCase, decisions } from '../../shared/data/partners/case-closing.store.ts';
import { idOf } from '../../shared/domain/ids.ts';
import { AccountNotUsable, BalanceCapExceeded } from '../../shared/domain/ledger/position.ts';
import { CaseNotFound, CaseNotOpen, PartnerNotFound } from '../../shared/domain/partners/partner-errors.ts';
import { partnerNamed } from '../../shared/domain/partners/partner-named.ts';
import { serve } from '../../shared/lambda/serve.ts';

export const contract = defineContract({
  name: 'closeCase',
  summary: 'Close a difference with a partner: settle what the bank holds, pay the customer back, or move no money',
  method: 'POST',
  path: '/operations/partners/{partner}/cases/{caseId}/close',
  auth: ['checker'],
  business: 'operation',
  // Not idempotent by key: a case is closed once, and the same decision again answers the same.
  idempotent: false,
  grants: ['table:write', 'keyring'],
  input: z.strictObject({ partner: partnerName, caseId: idOf('cas'), decision: z.enum(decisions) }),
  output: caseView,
  errors: [PartnerNotFound, CaseNotFound, CaseNotOpen, AccountNotUsable, BalanceCapExceeded],
});

export const handler = serve(contract, async ({ partner, caseId, decision }, { caller, now }) =>
  viewCase(await closeCase(partnerNamed(partner), caseId, decision, caller.operatorId, now)),
);
