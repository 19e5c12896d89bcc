import { join } from 'node:path';
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { routesOf } from '../../build/routes.ts';
import { loadOperations } from '../../lib/operations.ts';
import { startDynoxide } from '../../local/dynoxide.ts';
import type { Reach } from '../../local/actor.ts';
import { root } from '../../local/settings.ts';
import { documents } from '../../shared/data/table.ts';
import { letPass } from './clock.ts';
import { type Deployed, deployedIn } from './deployed.ts';
import { environmentOf } from './environment.ts';
import { openGateway } from './gateway.ts';
import { Functions } from './invoke.ts';
import type { Listener } from './json-service.ts';
import { listenAsKms } from './kms.ts';
import { attachMeter, meterLogs } from './meter.ts';
import { Queues } from './queues.ts';
import { Stream } from './stream.ts';
import { type Resource, type TableShape, tableShapeOf } from './resources.ts';
import { Workflow } from './workflow.ts';

const table = 'bank';

/** The whole bank in this process: real handlers and real protocols, each call metered. */
export interface MeteredBank {
  readonly baseUrl: string;
  readonly reach?: Reach;
  readonly functions: Functions;
  readonly workflow: Workflow;
  readonly queues: Queues;
  /** The services beside the table, that count what they are asked. */
  readonly services: readonly Listener[];
  readonly deployed: Deployed;
  readonly endpoint: string;
  /** The table's name, and how it was made. */
  readonly table: string;
  readonly shape: TableShape;
  /** Lets stream, queues, consumers and workflow run until nothing is left to do. */
  quiet(): Promise<void>;
  /** Time passes for client and bank alike. */
  letPass(milliseconds: number): void;
  close(): void;
}

/** What somebody may want of the bank otherwise: each is made new without it. */
interface Wishes {
  /** Where the table is kept; in memory without it. */
  readonly file?: string | undefined;
  /** The gateway's. */
  readonly port?: number;
  /** The template, as it was synthesized before. */
  readonly made?: readonly Resource[];
  /** How each function is loaded for itself. */
  readonly apart?: (name: string) => string;
}

/**
 * Opens the bank on a meter: Dynoxide for the table of the synthesized template, local listeners for KMS, SQS and Step Functions,
 * the functions imported from source. One per process, since the functions read the environment once.
 */
export async function openMeteredBank({ file, port, made, apart }: Wishes = {}): Promise<MeteredBank> {
  const all = await loadOperations(join(root, 'functions'));
  // Loading the CDK and synthesizing takes longer than all else.
  const resources = made ?? (await import('./template.ts')).synthesize(all);
  const functions = new Functions(all, apart);
  const workflow = new Workflow(resources, functions);
  const queues = new Queues(functions);
  const [engine, kms, states, messages, gateway] = await Promise.all([
    startDynoxide(file),
    listenAsKms(),
    workflow.listen(),
    queues.listen(),
    openGateway(functions, port),
  ]);
  const { baseUrl } = gateway;
  const at = { dynamodb: engine.endpoint, kms: kms.url, states: states.url, queues: messages.url, baseUrl };
  Object.assign(process.env, environmentOf(at, table, all));
  const shape = tableShapeOf(resources);
  await prepare(shape);
  const stream = new Stream(engine.endpoint, table, functions);
  const quiet = async (): Promise<void> => {
    while ((await stream.pump()) + (await queues.pump()) + (await workflow.pump()) > 0);
  };
  const services = [kms, states, messages];
  const close = (): void => {
    for (const listener of [...services, gateway]) listener.close();
    engine.stop();
  };
  const own = { baseUrl, functions, workflow, queues, services, endpoint: engine.endpoint, table, shape };
  return { ...own, deployed: deployedIn(resources), quiet, letPass, close };
}

/** Makes the table, and puts the meter where the functions will find it. */
async function prepare(shape: TableShape): Promise<void> {
  // What the build writes into the bundle of the refusal of unknown paths.
  Object.assign(globalThis, { BANK_ROUTES: await routesOf() });
  const client = new DynamoDBClient({});
  await client.send(new CreateTableCommand({ TableName: table, ...shape }));
  client.destroy();
  attachMeter(documents());
  meterLogs();
}
