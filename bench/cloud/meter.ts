import { AsyncLocalStorage } from 'node:async_hooks';
import type { ConsumedCapacity } from '@aws-sdk/client-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { type Logged, captureLogs } from './log-meter.ts';

/** One command as a handler sent it, and what the table charged for it. */
export interface Command {
  /** Without the word Command: `Get`, `TransactWrite`. */
  readonly name: string;
  readonly input: Record<string, unknown>;
  /** Indexes of the commands that had been answered when this one was sent: it may have waited for any of them. */
  readonly after: readonly number[];
  read: number;
  write: number;
}

/** What one call of one function cost. Units are those of the bill: half a read unit is an eventual read of 4 KB. */
export interface Spent {
  readonly operation: string;
  readonly commands: readonly Command[];
  readonly read: number;
  readonly write: number;
  /** Milliseconds from the event to the answer. */
  readonly ms: number;
  readonly logged: Logged;
}

interface Open {
  readonly operation: string;
  readonly commands: Command[];
  readonly answered: Set<number>;
  readonly logged: Logged;
}

const current = new AsyncLocalStorage<Open>();
const reads = /^(?:Get|BatchGet|Query|TransactGet|Scan)/;

/** Makes a client count: every command is made to ask for its capacity, and is booked on the call that sent it. */
export function attachMeter(client: DynamoDBDocumentClient): void {
  client.middlewareStack.add(
    (next, context) => async (args) => {
      const open = current.getStore();
      const name = String(context.commandName).replace(/(?:Item|Items)?Command$/, '');
      const input = { ...args.input, ReturnConsumedCapacity: 'TOTAL' } as typeof args.input;
      if (!open) return next({ ...args, input });
      const command: Command = { name, input: args.input as never, after: [...open.answered], read: 0, write: 0 };
      const index = open.commands.push(command) - 1;
      try {
        const result = await next({ ...args, input });
        charge(
          command,
          (result.output as { ConsumedCapacity?: ConsumedCapacity | ConsumedCapacity[] }).ConsumedCapacity,
        );
        return result;
      } finally {
        open.answered.add(index);
      }
    },
    { step: 'initialize', name: 'meter', priority: 'low' },
  );
}

function charge(command: Command, consumed: ConsumedCapacity | ConsumedCapacity[] | undefined): void {
  const units = [consumed ?? []].flat().reduce((sum, { CapacityUnits = 0 }) => sum + CapacityUnits, 0);
  if (reads.test(command.name)) command.read += units;
  else command.write += units;
}

/** Runs one call of one function and says what it cost; calls that run at once are told apart. */
export async function metered<T>(operation: string, work: () => Promise<T>): Promise<{ answer: T; spent: Spent }> {
  const open: Open = { operation, commands: [], answered: new Set(), logged: { always: 0, sampled: 0 } };
  const begun = performance.now();
  const answer = await current.run(open, work);
  const ms = performance.now() - begun;
  return { answer, spent: { operation, ms, logged: open.logged, ...sumOf(open.commands) } };
}

/** The function that runs here and now; undefined outside of all. */
export const runningNow = (): string | undefined => current.getStore()?.operation;

/** The units of these commands together. */
export function sumOf(commands: readonly Command[]): Pick<Spent, 'commands' | 'read' | 'write'> {
  const sum = (field: 'read' | 'write') => commands.reduce((total, command) => total + command[field], 0);
  return { commands, read: sum('read'), write: sum('write') };
}

/** From here on the lines that functions log are counted and not shown. */
export const meterLogs = (): void => captureLogs(() => current.getStore()?.logged);
