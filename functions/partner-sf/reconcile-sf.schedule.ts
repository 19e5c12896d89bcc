import { reconcileOf } from '../../shared/contract/partner-contracts.ts';
import { sf } from '../../shared/domain/partners/sf.ts';
import { sfAdapter } from '../../shared/gateway/partners/sf.ts';
import { reconcile } from '../../shared/lambda/partners/reconcile.ts';

export const contract = reconcileOf(sf);

export const handler = reconcile(contract, sf, sfAdapter);
