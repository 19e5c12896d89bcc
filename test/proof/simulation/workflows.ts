import { ExecutionAlreadyExists, SFNClient, TaskDoesNotExist, TaskTimedOut } from '@aws-sdk/client-sfn';
import { withFaults } from '../faults.ts';
import { inRun } from '../run-context.ts';

/** One execution of the authorization workflow, as lib/constructs/transfer-definition.ts defines it: wait, then settle. */
export interface Execution {
  readonly accountId: string;
  readonly transferId: string;
  readonly taskToken: string;
  /** Milliseconds since 1970. */
  readonly timesOutAt: number;
  state: 'WAITING' | 'SETTLING' | 'DONE';
  answered: () => void;
}

/** What a run does with an execution once it has started. */
export type Conduct = (execution: Execution, answered: Promise<void>) => void;

/** The two calls of Step Functions that the bank makes. */
export class Workflows {
  readonly executions = new Map<string, Execution>();
  private readonly now: () => number;
  private readonly pause: (label: string) => Promise<void>;
  private readonly conduct: Conduct;

  constructor(now: () => number, pause: (label: string) => Promise<void>, conduct: Conduct) {
    this.now = now;
    this.pause = pause;
    this.conduct = conduct;
  }

  async handle(operation: string, input: Asked): Promise<object> {
    await this.pause(operation);
    if (operation === 'StartExecution') return this.start(input.name!, JSON.parse(input.input!) as StartInput);
    if (operation === 'SendTaskSuccess') return this.answer(input.taskToken!);
    throw new Error(`no ${operation} in memory`);
  }

  private start(name: string, { accountId, transferId, timeoutSeconds }: StartInput): object {
    if (this.executions.has(name))
      throw new ExecutionAlreadyExists({ message: 'exists', $metadata: { httpStatusCode: 400 } });
    let answered!: () => void;
    const answer = new Promise<void>((resolve) => (answered = resolve));
    const timesOutAt = this.now() + timeoutSeconds * 1000;
    const execution: Execution = {
      accountId,
      transferId,
      taskToken: `token of ${name}`,
      timesOutAt,
      state: 'WAITING',
      answered,
    };
    this.executions.set(name, execution);
    this.conduct(execution, answer);
    return { executionArn: name, startDate: new Date(this.now()) };
  }

  private answer(taskToken: string): object {
    const execution = [...this.executions.values()].find((one) => one.taskToken === taskToken);
    if (!execution) throw new TaskDoesNotExist({ message: 'no such token', $metadata: { httpStatusCode: 400 } });
    if (execution.state !== 'WAITING')
      throw new TaskTimedOut({ message: 'timed out', $metadata: { httpStatusCode: 400 } });
    execution.answered();
    return {};
  }
}

interface Asked {
  readonly name?: string;
  readonly input?: string;
  readonly taskToken?: string;
}

interface StartInput {
  readonly accountId: string;
  readonly transferId: string;
  readonly timeoutSeconds: number;
}

/** Speaks to the workflows without the SDK, like the light client of the table. */
export function lightWorkflowClient(current: () => Workflows): SFNClient {
  let calls = 0;
  const send = ({ constructor: { name }, input }: { constructor: { name: string }; input: Asked }): Promise<object> => {
    const operation = name.replace(/Command$/, '');
    const ask = () => current().handle(operation, input);
    return inRun()?.invocation?.attempt(`workflow call ${++calls}`, operation, ask) ?? ask();
  };
  return { send } as unknown as SFNClient;
}

/** A client of the real SDK that `current()` answers. */
export function workflowClient(current: () => Workflows): SFNClient {
  const client = new SFNClient({
    region: 'cn-north-1',
    endpoint: 'http://memory.invalid',
    credentials: { accessKeyId: 'memory', secretAccessKey: 'memory' },
  });
  client.middlewareStack.remove('httpSigningMiddleware');
  withFaults(client);
  client.middlewareStack.add(
    () => async (args) => {
      const { headers } = args.request as { headers: Record<string, string> };
      const output = await current().handle(headers['x-amz-target']!.split('.')[1]!, args.input as Asked);
      return { response: {}, output: { ...output, $metadata: { httpStatusCode: 200 } } as never };
    },
    { step: 'deserialize', priority: 'high', name: 'memory-workflows' },
  );
  return client;
}
