import type { Deployable } from '../../lib/operations.ts';
import { queueVariable } from '../../shared/domain/queue-variable.ts';
import { deadLettersOf } from './queues.ts';

/** The addresses of this process, in the place of the cloud's. */
export interface Addresses {
  readonly dynamodb: string;
  readonly kms: string;
  readonly states: string;
  readonly queues: string;
  readonly baseUrl: string;
}

/** The variables that the template gives to functions, all at once since they share this process. */
export const environmentOf = (at: Addresses, table: string, all: readonly Deployable[]): Record<string, string> => ({
  AWS_ACCESS_KEY_ID: 'local',
  AWS_SECRET_ACCESS_KEY: 'local',
  AWS_REGION: 'cn-north-1',
  AWS_ENDPOINT_URL_DYNAMODB: at.dynamodb,
  AWS_ENDPOINT_URL_KMS: at.kms,
  AWS_ENDPOINT_URL_SFN: at.states,
  AWS_ENDPOINT_URL_SQS: at.queues,
  BANK_TABLE: table,
  BANK_ENVIRONMENT: 'test',
  BANK_BASE_URL: at.baseUrl,
  BANK_KEYRING_KEY: 'keyring',
  BANK_TOKEN_KEY: 'token',
  BANK_SMS_URL: `${at.baseUrl}/sandbox/sms-messages`,
  BANK_TRANSFER_WORKFLOW: 'arn:aws-cn:states:cn-north-1:000000000000:stateMachine:transfer',
  ...Object.assign({}, ...all.flatMap(({ contract }) => contract.grants.map((grant) => grantedBy(grant, at)))),
});

/** What lib/constructs/grants.ts adds for a queue or a partner. */
function grantedBy(grant: string, { queues, baseUrl }: Addresses): Record<string, string> {
  const [word, name = ''] = grant.split(':');
  const variable = queueVariable(name);
  const urlOf = (queue: string) => `${queues}/000000000000/${queue}`;
  if (word === 'partner') return { [`BANK_PARTNER_${variable}_URL`]: `${baseUrl}/sandbox/partners/${name}` };
  if (word === 'queue') return { [`BANK_QUEUE_${variable}`]: urlOf(name) };
  if (word !== 'redrive' && word !== 'letters') return {};
  return { [`BANK_QUEUE_${variable}`]: urlOf(name), [`BANK_DEAD_LETTERS_${variable}`]: urlOf(deadLettersOf(name)) };
}
