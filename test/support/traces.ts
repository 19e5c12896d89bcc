import {
  type ExecutionListItem,
  type HistoryEvent,
  GetExecutionHistoryCommand,
  ListExecutionsCommand,
  ListStateMachinesCommand,
} from '@aws-sdk/client-sfn';
import { GetQueueAttributesCommand, ListQueuesCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import type { Cloud } from './cloud-at.ts';

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
export async function logLines(cloud: Cloud): Promise<Trace[]> {
  const traces: Trace[] = [];
  for (const logGroupName of await logGroupNames(cloud)) {
    let nextToken: string | undefined;
    do {
      const page: LogEvents = await cloud.ask('logs', 'Logs_20140328.FilterLogEvents', {
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
export async function logGroupNames(cloud: Cloud): Promise<string[]> {
  const names: string[] = [];
  let nextToken: string | undefined;
  do {
    const page: LogGroups = await cloud.ask('logs', 'Logs_20140328.DescribeLogGroups', nextToken ? { nextToken } : {});
    names.push(...page.logGroups.map(({ logGroupName }) => logGroupName));
    nextToken = page.nextToken;
  } while (nextToken);
  return names;
}

/** Every execution of every workflow. */
export async function executions({ workflows }: Cloud): Promise<ExecutionListItem[]> {
  const { stateMachines = [] } = await workflows.send(new ListStateMachinesCommand({}));
  const found: ExecutionListItem[] = [];
  for (const { stateMachineArn } of stateMachines) {
    let nextToken: string | undefined;
    do {
      const page = await workflows.send(
        new ListExecutionsCommand({ stateMachineArn, ...(nextToken && { nextToken }) }),
      );
      found.push(...(page.executions ?? []));
      nextToken = page.nextToken;
    } while (nextToken);
  }
  return found;
}

/** What happened in one execution. */
async function historyOf({ workflows }: Cloud, executionArn: string): Promise<HistoryEvent[]> {
  const { events = [] } = await workflows.send(new GetExecutionHistoryCommand({ executionArn, maxResults: 1000 }));
  return events;
}

/** The states that an execution entered, in their order: each is a transition that is billed. */
export const statesEntered = async (cloud: Cloud, executionArn: string): Promise<string[]> =>
  (await historyOf(cloud, executionArn)).flatMap(
    ({ stateEnteredEventDetails }) => stateEnteredEventDetails?.name ?? [],
  );

/** Every event of every execution: inputs, outputs, failures. */
export async function executionEvents(cloud: Cloud): Promise<Trace[]> {
  const traces: Trace[] = [];
  for (const { executionArn = '' } of await executions(cloud)) {
    const events = await historyOf(cloud, executionArn);
    traces.push(...events.map((event) => ({ where: executionArn, text: JSON.stringify(event) })));
  }
  return traces;
}

/** What lies in every queue, dead letters included. */
export async function queueMessages({ queues: client }: Cloud): Promise<Trace[]> {
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
