import { applyOf } from '../../shared/contract/partner-contracts.ts';
import { sf } from '../../shared/domain/partners/sf.ts';
import { apply } from '../../shared/lambda/partners/apply.ts';

export const contract = applyOf(sf);

export const handler = apply(contract, sf);
