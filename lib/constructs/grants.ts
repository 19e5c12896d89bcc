import { Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Grant } from '../../shared/contract/grants.ts';
import { partnerNamed } from '../../shared/domain/partners/partner-named.ts';
import { queueVariable } from '../../shared/domain/queue-variable.ts';
import type { Ground, QueuePair } from '../cloud.ts';

/** What one word of a contract becomes: statements for the role and variables for the code. */
export interface Granted {
  readonly statements: readonly PolicyStatement[];
  readonly variables: Readonly<Record<string, string>>;
}

const allow = (actions: readonly string[], ...resources: string[]) =>
  new PolicyStatement({ actions: [...actions], resources });

/** TransactGetItems needs GetItem, TransactWriteItems the action of each of its parts: nothing of their own. */
const reading = ['dynamodb:GetItem', 'dynamodb:BatchGetItem', 'dynamodb:Query'];
const writing = ['dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem', 'dynamodb:ConditionCheckItem'];
const tableActions = { read: reading, change: writing, write: [...reading, ...writing] } as const;

/** Turns one grant of a contract into the least statement on named resources. */
export function granted(grant: Grant, ground: Ground): Granted {
  const [word, name = ''] = grant.split(':') as [string, string?];
  if (word === 'table') return tableGrant(name as keyof typeof tableActions, ground);
  if (word === 'keyring') {
    const { keyArn } = ground.keyring;
    return {
      statements: [allow(['kms:Decrypt', 'kms:GenerateDataKey'], keyArn)],
      variables: { BANK_KEYRING_KEY: keyArn },
    };
  }
  if (word === 'token') {
    const { keyArn } = ground.tokenKey;
    const action = name === 'sign' ? 'kms:Sign' : 'kms:GetPublicKey';
    return { statements: [allow([action], keyArn)], variables: { BANK_TOKEN_KEY: keyArn } };
  }
  if (word === 'workflow') return workflowGrant(name, ground);
  if (word === 'queue') return sendGrant(name, queueNamed(name, ground));
  if (word === 'letters') return lettersGrant(name, queueNamed(name, ground));
  if (word === 'redrive') return redriveGrant(name, queueNamed(name, ground));
  if (word === 'partner') return partnerGrant(name, ground);
  if (word === 'sms') return { statements: [], variables: { BANK_SMS_URL: ground.environment.smsUrl } };
  throw new Error(`the environment ${ground.environment.name} has nothing to grant for ${grant}`);
}

/** Leave to use the table's key, but only by way of DynamoDB: the function itself can open nothing with it. */
function byWayOfTheTable(ground: Ground, actions: string[]): PolicyStatement {
  const { region, urlSuffix } = Stack.of(ground.table);
  const statement = allow(actions, ground.dataKey.keyArn);
  statement.addCondition('StringEquals', { 'kms:ViaService': `dynamodb.${region}.${urlSuffix}` });
  return statement;
}

function tableGrant(name: keyof typeof tableActions, ground: Ground): Granted {
  const keyActions =
    name === 'read'
      ? ['kms:Decrypt', 'kms:DescribeKey']
      : ['kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:GenerateDataKey'];
  return {
    statements: [allow(tableActions[name], ground.table.tableArn), byWayOfTheTable(ground, keyActions)],
    variables: {},
  };
}

function workflowGrant(name: string, { transferWorkflowArn, environment }: Ground): Granted {
  if (name === 'transfer') {
    const variables = { BANK_TRANSFER_WORKFLOW: transferWorkflowArn };
    return { statements: [allow(['states:StartExecution'], transferWorkflowArn)], variables };
  }
  // The emulator asks for the grant on everything, since it does not look up whose token it is.
  return {
    statements: [allow(['states:SendTaskSuccess'], environment.emulator ? '*' : transferWorkflowArn)],
    variables: {},
  };
}

const sendGrant = (name: string, { queue }: QueuePair): Granted => ({
  statements: [allow(['sqs:SendMessage'], queue.queueArn)],
  variables: { [`BANK_QUEUE_${queueVariable(name)}`]: queue.queueUrl },
});

/** Only the address: its secret is a sealed row of the table. A sandbox environment calls the partner's simulator. */
function partnerGrant(name: string, { environment }: Ground): Granted {
  const { address } = partnerNamed(name);
  const url = environment.sandbox ? `${environment.baseUrl}/sandbox/partners/${name}` : address;
  return { statements: [], variables: { [`BANK_PARTNER_${name.toUpperCase()}_URL`]: url } };
}

/** A look hides what it shows, and deletes nothing. */
const lettersGrant = (name: string, { deadLetters }: QueuePair): Granted => ({
  statements: [allow(['sqs:ReceiveMessage'], deadLetters.queueArn)],
  variables: { [`BANK_DEAD_LETTERS_${queueVariable(name)}`]: deadLetters.queueUrl },
});

function redriveGrant(name: string, { queue, deadLetters }: QueuePair): Granted {
  const take = ['sqs:ReceiveMessage', 'sqs:DeleteMessage'];
  return {
    statements: [allow(take, deadLetters.queueArn), allow(['sqs:SendMessage'], queue.queueArn)],
    variables: {
      [`BANK_DEAD_LETTERS_${queueVariable(name)}`]: deadLetters.queueUrl,
      [`BANK_QUEUE_${queueVariable(name)}`]: queue.queueUrl,
    },
  };
}

function queueNamed(name: string, { queues }: Ground): QueuePair {
  const pair = queues.get(name);
  if (!pair) throw new Error(`no consumer reads the queue ${name}`);
  return pair;
}
