import type { AttributeValue, DynamoDBBatchResponse, DynamoDBRecord } from 'aws-lambda';
import type { ConsumerContract } from '../../../shared/contract/contract.ts';
import type { Change } from '../memory/memory-table.ts';
import type { Item } from '../memory/value.ts';
import type { BankFunction } from './functions.ts';
import type { World } from './world.ts';

type Stream = Extract<ConsumerContract['source'], { stream: object }>['stream'];

interface Lane {
  readonly name: string;
  readonly stream: Stream;
  readonly waiting: DynamoDBRecord[];
  running: boolean;
}

/** The table's stream: hands every change to each consumer that asks for it, in order, again after a failure, sometimes twice. */
export class StreamPump {
  private readonly lanes: Lane[];
  private readonly world: World;
  private count = 0;

  constructor(functions: ReadonlyMap<string, BankFunction>, world: World) {
    this.world = world;
    this.lanes = streamsOf(functions).map((one) => ({ ...one, waiting: [], running: false }));
  }

  take(change: Change): void {
    const record = recordOf(change, String(++this.count).padStart(21, '0'));
    for (const lane of this.lanes) {
      if (!isFor(lane.stream, change)) continue;
      lane.waiting.push(record);
      if (!lane.running) this.world.start(() => this.run(lane));
    }
  }

  private async run(lane: Lane): Promise<void> {
    lane.running = true;
    while (lane.waiting.length > 0) {
      await this.world.seam.pause(`stream to ${lane.name}`);
      const batch = lane.waiting.slice(0, 1 + this.world.seam.choose(4));
      const deliver = () => this.world.invoke<DynamoDBBatchResponse>(lane.name, { Records: batch });
      // One batch in eight is handed to two at once, as when the first seems to have died.
      const [ending] = await Promise.all([deliver(), ...(this.world.seam.choose(8) === 0 ? [deliver()] : [])]);
      if (ending.how !== 'returned') continue;
      const failed = ending.value.batchItemFailures[0]?.itemIdentifier;
      const taken =
        failed === undefined ? batch.length : batch.findIndex(({ dynamodb }) => dynamodb?.SequenceNumber === failed);
      // One batch in eight is delivered again as if its answer had been lost.
      if (this.world.seam.choose(8) > 0) lane.waiting.splice(0, taken);
    }
    lane.running = false;
  }
}

type Listener = Pick<Lane, 'name' | 'stream'>;

/** Every run begins with the same functions. */
const listeners = new WeakMap<ReadonlyMap<string, BankFunction>, readonly Listener[]>();

function streamsOf(functions: ReadonlyMap<string, BankFunction>): readonly Listener[] {
  const known = listeners.get(functions);
  if (known) return known;
  const found = [...functions.values()].flatMap(({ contract }) =>
    contract.kind === 'consumer' && 'stream' in contract.source
      ? { name: contract.name, stream: contract.source.stream }
      : [],
  );
  listeners.set(functions, found);
  return found;
}

function isFor({ entities, events, where = {} }: Stream, { eventName, after }: Change): boolean {
  if (!(events as readonly string[]).includes(eventName) || !after) return false;
  if (!entities.includes(after['entity']?.S ?? '')) return false;
  return Object.entries(where).every(([field, values]) =>
    (values as readonly string[]).includes(after[field]?.S ?? ''),
  );
}

const recordOf = ({ eventName, key, before, after }: Change, sequence: string): DynamoDBRecord => ({
  eventID: sequence,
  eventName,
  dynamodb: {
    SequenceNumber: sequence,
    Keys: image(key),
    ...(after && { NewImage: image(after) }),
    ...(before && { OldImage: image(before) }),
  },
});

const image = (item: Item) => item as Record<string, AttributeValue>;
