import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { ConsumedCapacity } from '@aws-sdk/client-dynamodb';

/** What a stretch of work cost, in the units of the bill. */
export interface Units {
  readonly read: number;
  readonly write: number;
  readonly calls: readonly string[];
}

type Capacity = ConsumedCapacity & { ReadCapacityUnits?: number; WriteCapacityUnits?: number };

/** Counts the request units of every command of one client, as the engine reports them. */
export class Meter {
  private calls: string[] = [];
  private read = 0;
  private write = 0;

  /** The engine reports capacity only when asked, so every command is made to ask. */
  constructor(client: DynamoDBDocumentClient) {
    client.middlewareStack.add(
      (next, context) => async (args) => {
        const input = { ...args.input, ReturnConsumedCapacity: 'TOTAL' };
        const result = await next({ ...args, input: input as typeof args.input });
        this.count(
          context.commandName ?? '',
          (result.output as { ConsumedCapacity?: Capacity | Capacity[] }).ConsumedCapacity,
        );
        return result;
      },
      { step: 'initialize', name: 'meter', priority: 'low' },
    );
  }

  /** The cost of `work` alone, with nothing else running on this client. */
  async of(work: () => Promise<unknown>): Promise<Units> {
    this.calls = [];
    this.read = 0;
    this.write = 0;
    await work();
    return { read: this.read, write: this.write, calls: this.calls };
  }

  private count(command: string, consumed: Capacity | Capacity[] | undefined): void {
    this.calls.push(command);
    const reads = /^(Get|BatchGet|Query|TransactGet|Scan)/.test(command);
    for (const { CapacityUnits } of [consumed ?? []].flat()) {
      if (reads) this.read += CapacityUnits ?? 0;
      else this.write += CapacityUnits ?? 0;
    }
  }
}
