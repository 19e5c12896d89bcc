import { GetExecutionHistoryCommand, ListExecutionsCommand, ListStateMachinesCommand } from '@aws-sdk/client-sfn';
import { GetQueueAttributesCommand, ListQueuesCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { askCloud, queues, workflows } from './cloud.ts';

/** Something that the bank left behind, and where. */
export interface Trace {
  readonly where: string;
  readonly text: string;
}

interface LogGroups {
  readonly logGroups: readonly { readonly logGroupName: string }[];
  readonly nextToken?: string;
}
interface LogEvents {
  readonly events: readonly { readonly message: string }[];
  readonly nextToken?: string;
}

/** Every line of every log group. */
export async function logLines(): Promise<Trace[]> {
  const traces: Trace[] = [];
  for (const logGroupName of await logGroupNames()) {
    let nextToken: string | undefined;
    do {
      const page: LogEvents = await askCloud('logs', 'Logs_20140328.FilterLogEvents', {
        logGroupName,
        ...(nextToken && { nextToken }),
      });
      traces.push(...page.events.map(({ message }) => ({ where: logGroupName, text: message })));
      nextToken = page.nextToken;
    } while (nextToken);
  }
  return traces;
}

/** The log groups of all functions. */
export async function logGroupNames(): Promise<string[]> {
  const names: string[] = [];
  let nextToken: string | undefined;
  do {
    const page: LogGroups = await askCloud('logs', 'Logs_20140328.DescribeLogGroups', nextToken ? { nextToken } : {});
    names.push(...page.logGroups.map(({ logGroupName }) => logGroupName));
    nextToken = page.nextToken;
  } while (nextToken);
  return names;
}

/** Every event of every execution: inputs, outputs, failures. */
export async function executionEvents(): Promise<Trace[]> {
  const client = workflows();
  const { stateMachines = [] } = await client.send(new ListStateMachinesCommand({}));
  const traces: Trace[] = [];
  for (const { stateMachineArn } of stateMachines) {
    let nextToken: string | undefined;
    do {
      const page = await client.send(new ListExecutionsCommand({ stateMachineArn, ...(nextToken && { nextToken }) }));
      for (const { executionArn } of page.executions ?? []) {
        const { events = [] } = await client.send(new GetExecutionHistoryCommand({ executionArn, maxResults: 1000 }));
        traces.push(...events.map((event) => ({ where: executionArn!, text: JSON.stringify(event) })));
      }
      nextToken = page.nextToken;
    } while (nextToken);
  }
  return traces;
}

/** What lies in every queue, dead letters included. */
export async function queueMessages(): Promise<Trace[]> {
  const client = queues();
  const { QueueUrls = [] } = await client.send(new ListQueuesCommand({}));
  const traces: Trace[] = [];
  for (const QueueUrl of QueueUrls) {
    const { Attributes } = await client.send(
      new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['ApproximateNumberOfMessages'] }),
    );
    if (Attributes?.['ApproximateNumberOfMessages'] === '0') continue;
    const { Messages = [] } = await client.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
    traces.push(...Messages.map((message) => ({ where: QueueUrl, text: JSON.stringify(message) })));
  }
  return traces;
}
