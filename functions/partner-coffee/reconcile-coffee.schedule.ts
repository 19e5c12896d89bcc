import { reconcileOf } from '../../shared/contract/partner-contracts.ts';
import { coffee } from '../../shared/domain/partners/coffee.ts';
import { coffeeAdapter } from '../../shared/gateway/partners/coffee.ts';
import { reconcile } from '../../shared/lambda/partners/reconcile.ts';

export const contract = reconcileOf(coffee);

export const handler = reconcile(contract, coffee, coffeeAdapter);
