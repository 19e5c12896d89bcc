import { pollOf } from '../../shared/contract/partner-contracts.ts';
import { coffee } from '../../shared/domain/partners/coffee.ts';
import { coffeeAdapter } from '../../shared/gateway/partners/coffee.ts';
import { poll } from '../../shared/lambda/partners/poll.ts';

export const contract = pollOf(coffee);

export const handler = poll(contract, coffee, coffeeAdapter);
