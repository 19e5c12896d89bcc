import { applyOf } from '../../shared/contract/partner-contracts.ts';
import { coffee } from '../../shared/domain/partners/coffee.ts';
import { apply } from '../../shared/lambda/partners/apply.ts';

export const contract = applyOf(coffee);

export const handler = apply(contract, coffee);
