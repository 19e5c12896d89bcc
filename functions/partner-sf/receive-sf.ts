import { receiveOf } from '../../shared/contract/partner-contracts.ts';
import { sf } from '../../shared/domain/partners/sf.ts';
import { sfAdapter } from '../../shared/gateway/partners/sf.ts';
import { receive } from '../../shared/lambda/partners/receive.ts';

export const contract = receiveOf(sf);

export const handler = receive(contract, sfAdapter);
