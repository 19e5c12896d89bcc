import { receiveOf } from '../../shared/contract/partner-contracts.ts';
import { coffee } from '../../shared/domain/partners/coffee.ts';
import { coffeeAdapter } from '../../shared/gateway/partners/coffee.ts';
import { receive } from '../../shared/lambda/partners/receive.ts';

export const contract = receiveOf(coffee);

export const handler = receive(contract, coffeeAdapter);
