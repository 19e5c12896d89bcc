import { defineForeign } from '../../shared/contract/contract.ts';
import { answerBank } from '../../shared/lambda/sandbox/answer.ts';

export const contract = defineForeign({
  name: 'answerBank',
  summary: 'Simulator of every partner: takes what the bank asks, in the form of that partner',
  path: '/sandbox/partners/{partner}',
  business: 'sandbox',
  bytesMax: 64 * 1024,
  contentType: 'application/json',
  failed: '{"error":"internal error"}',
  // Write, since the first call of a fresh bank may be the one that makes the keys.
  grants: ['table:write', 'keyring'],
});

export const handler = answerBank(contract);
