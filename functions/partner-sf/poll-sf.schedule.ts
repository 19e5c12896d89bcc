import { pollOf } from '../../shared/contract/partner-contracts.ts';
import { sf } from '../../shared/domain/partners/sf.ts';
import { sfAdapter } from '../../shared/gateway/partners/sf.ts';
import { poll } from '../../shared/lambda/partners/poll.ts';

export const contract = pollOf(sf);

export const handler = poll(contract, sf, sfAdapter);
