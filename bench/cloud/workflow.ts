import { randomUUID } from 'node:crypto';
import type { Functions } from './invoke.ts';
import { Fault, type Listener, listenAs } from './json-service.ts';
import { type Resource, theOnlyOf } from './resources.ts';

/** The part of Amazon States Language that the bank's workflow is written in. */
interface TaskState {
  readonly Type: 'Task';
  readonly Resource: string;
  readonly Parameters: { readonly FunctionName: string; readonly Payload: Readonly<Record<string, string>> };
  readonly Next?: string;
  readonly End?: boolean;
}
interface Definition {
  readonly StartAt: string;
  readonly States: Readonly<Record<string, TaskState>>;
}

/** One execution; each state entered is one billed transition. */
export interface Execution {
  readonly name: string;
  readonly transitions: string[];
  ended: boolean;
}

/** Walks the synthesized state machine with the bank's own tasks, and counts. Nothing in it is written for this workflow but its form. */
export class Workflow {
  readonly executions = new Map<string, Execution>();
  private readonly waiting = new Map<string, { execution: Execution; state: string; input: Record<string, string> }>();
  private readonly work: (() => Promise<void>)[] = [];
  private readonly definition: Definition;
  private readonly functions: Functions;

  constructor(resources: readonly Resource[], functions: Functions) {
    this.definition = definitionIn(resources);
    this.functions = functions;
  }

  /** Listens as Step Functions does; what is asked for is done at the next `pump`. */
  listen(): Promise<Listener> {
    return listenAs({
      StartExecution: (request) => this.start(String(request['name']), JSON.parse(String(request['input']))),
      SendTaskSuccess: (request) => this.proceed(String(request['taskToken'])),
    });
  }

  /** Does what was asked for since the last time; says how much that was. */
  async pump(): Promise<number> {
    const due = this.work.splice(0);
    for (const step of due) await step();
    return due.length;
  }

  private start(name: string, input: Record<string, string>): object {
    if (this.executions.has(name)) throw new Fault('ExecutionAlreadyExists', name);
    const execution: Execution = { name, transitions: [], ended: false };
    this.executions.set(name, execution);
    this.work.push(() => this.enter(execution, this.definition.StartAt, input));
    return {
      executionArn: `arn:aws-cn:states:cn-north-1:000000000000:execution:transfer:${name}`,
      startDate: Date.now() / 1000,
    };
  }

  private proceed(token: string): object {
    const waiting = this.waiting.get(token);
    if (!waiting) throw new Fault('TaskDoesNotExist', token);
    this.waiting.delete(token);
    this.work.push(() => this.leave(waiting.execution, waiting.state, waiting.input));
    return {};
  }

  private async enter(execution: Execution, name: string, input: Record<string, string>): Promise<void> {
    const state = this.definition.States[name]!;
    execution.transitions.push(name);
    const token = randomUUID();
    const waits = state.Resource.endsWith('.waitForTaskToken');
    if (waits) this.waiting.set(token, { execution, state: name, input });
    await this.functions.invoke(state.Parameters.FunctionName, payloadOf(state, input, token));
    if (!waits) await this.leave(execution, name, input);
  }

  private async leave(execution: Execution, name: string, input: Record<string, string>): Promise<void> {
    const { Next, End } = this.definition.States[name]!;
    if (Next) return this.enter(execution, Next, input);
    if (!End) throw new Error(`state ${name} leads nowhere`);
    execution.ended = true;
  }
}

const payloadOf = ({ Parameters }: TaskState, input: Record<string, string>, token: string): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(Parameters.Payload).map(([field, path]) => {
      if (path === '$$.Task.Token') return [field.slice(0, -2), token];
      if (field.endsWith('.$') && path.startsWith('$.')) return [field.slice(0, -2), input[path.slice(2)]];
      throw new Error(`the walker does not know the payload field ${field}: ${path}`);
    }),
  );

/** The definition as deployed, with the name of each task's contract in place of its function's ARN. */
function definitionIn(resources: readonly Resource[]): Definition {
  const { Properties } = theOnlyOf(resources, 'AWS::StepFunctions::StateMachine');
  const parts = (Properties['DefinitionString'] as { 'Fn::Join': [string, unknown[]] })['Fn::Join'][1];
  const text = parts.map((part) => (typeof part === 'string' ? part : nameOf(part, resources))).join('');
  const definition = JSON.parse(text) as Definition;
  const strange = Object.entries(definition.States).find(([, { Type }]) => Type !== 'Task');
  if (strange) throw new Error(`the walker does not know the state ${strange[0]} of type ${strange[1].Type}`);
  return definition;
}

function nameOf(part: unknown, resources: readonly Resource[]): string {
  const [id] = (part as { 'Fn::GetAtt'?: string[] })['Fn::GetAtt'] ?? [];
  const found = resources.find((resource) => resource.id === id && resource.Type === 'AWS::Lambda::Function');
  if (!found) return 'aws-cn';
  const words = String(found.Properties['FunctionName']).replace('songhua-', '');
  return words.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}
