import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { AnyContract, FunctionContract } from '../shared/contract/contract.ts';

/** One function of the bank: where it stands in functions/ and what it says of itself. */
export interface Deployable<C extends FunctionContract = AnyContract> {
  /** The folder under functions/. */
  readonly domain: string;
  /** The file without `.ts`: also its folder under dist/<domain>/. */
  readonly file: string;
  readonly contract: C;
}

/** Long enough for a cold start and one slow dependency; the gateway itself gives up at 30. */
export const timeoutSecondsDefault = 10;

export type Kind = AnyContract['kind'];
export type ContractOf<K extends Kind> = Extract<AnyContract, { kind: K }>;

/** What a file's suffix promises: `settle-transfer.task.ts` is a task; without a suffix, HTTP calls it. */
const kindsBySuffix: Readonly<Record<string, readonly Kind[]>> = {
  '': ['operation', 'foreign', 'fallback'],
  task: ['task'],
  consumer: ['consumer'],
  schedule: ['schedule'],
  authorizer: ['authorizer'],
};

/** Finds every functions/<domain>/<file>.ts, imports its contract and refuses what breaks the rules of names and routes. */
export async function loadOperations(root: string): Promise<Deployable[]> {
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .toSorted();
  const found = await Promise.all(files.map((file) => load(root, file)));
  refuseRepeated(
    'name',
    found.map(({ contract }) => contract.name),
  );
  refuseRepeated(
    'route',
    [...ofKind(found, 'operation'), ...ofKind(found, 'foreign')].map(({ contract }) =>
      shapeOf(`${contract.method} ${contract.path}`),
    ),
  );
  return found;
}

/** Those of one kind, with their contract known as that kind. */
export const ofKind = <K extends Kind>(all: readonly Deployable[], kind: K) =>
  all.filter((one): one is Deployable<ContractOf<K>> => one.contract.kind === kind);

/** The only one of its kind: the bank has one authorizer and one fallback. */
export function theOnly<K extends Kind>(all: readonly Deployable[], kind: K): Deployable<ContractOf<K>> {
  const [one, ...others] = ofKind(all, kind);
  if (!one || others.length > 0)
    throw new Error(`the bank needs exactly one ${kind}, found ${others.length + (one ? 1 : 0)}`);
  return one;
}

async function load(root: string, path: string): Promise<Deployable> {
  const [domain, name, ...deeper] = path.split('/');
  if (!domain || !name || deeper.length > 0)
    throw new Error(`functions/${path}: expected functions/<domain>/<file>.ts`);
  const file = name.slice(0, -'.ts'.length);
  const { contract } = (await import(/* @vite-ignore */ pathToFileURL(join(root, path)).href)) as {
    contract?: AnyContract;
  };
  if (!contract) throw new Error(`functions/${path} exports no contract`);
  return named({ domain, file, contract });
}

function named(one: Deployable): Deployable {
  const { domain, file, contract } = one;
  const [stem = '', suffix = ''] = file.split('.');
  if (kebab(contract.name) !== stem)
    throw new Error(`functions/${domain}/${file}.ts: its contract is named ${contract.name}`);
  if (!kindsBySuffix[suffix]?.includes(contract.kind))
    throw new Error(`functions/${domain}/${file}.ts: its contract is of kind ${contract.kind}`);
  return one;
}

function refuseRepeated(what: string, values: readonly string[]): void {
  const repeated = values.find((value, index) => values.indexOf(value) !== index);
  if (repeated) throw new Error(`two functions have the ${what} ${repeated}`);
}

/** camelCase to kebab-case: how a contract's name is written as a file. */
export const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** Two paths that differ only in the names of their parameters are one route to the gateway. */
const shapeOf = (route: string): string => route.replace(/\{\w+\}/g, '{}');
