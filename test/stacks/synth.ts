import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { makeBank } from '../../lib/bank.ts';
import { type Environment, environmentOf } from '../../lib/environments.ts';
import { type Deployable, loadOperations } from '../../lib/operations.ts';

/** The properties of a resource, as the template spells them. */
// eslint-disable-next-line typescript/no-explicit-any -- a template is a tree without types; each test knows its own branch
export type Properties = Record<string, any>;

/** One resource of one stack. */
export interface Resource {
  readonly stack: string;
  readonly id: string;
  readonly type: string;
  readonly properties: Properties;
  readonly deletionPolicy?: string;
}

export interface Statement {
  readonly Effect: string;
  readonly Action: string | string[];
  readonly Resource?: unknown;
  readonly Principal?: unknown;
  readonly Condition?: unknown;
}

/** Every function that stands under functions/. */
export const deployed: readonly Deployable[] = await loadOperations(join(import.meta.dirname, '../../functions'));

/** Stands for every bundle: what is in one is proved elsewhere, so these tests need no build. */
const bundleOf = () => join(import.meta.dirname, 'bundle');
const made = new Map<string, Bank>();

/** The synthesized bank of one environment, clean by cdk-nag (synth throws otherwise) and made once per file. */
export function bankOf(name: Environment['name']): Bank {
  const bank = made.get(name) ?? new Bank(environmentOf(name), deployed);
  made.set(name, bank);
  return bank;
}

export class Bank {
  readonly resources: readonly Resource[];
  readonly outputs: readonly Properties[];
  readonly stacks: readonly string[];

  constructor(environment: Environment, all: readonly Deployable[]) {
    const outdir = mkdtempSync(join(tmpdir(), 'songhua-synth-'));
    const app = new App({ outdir });
    Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
    makeBank(app, environment, all, bundleOf);
    const { stacks } = app.synth();
    this.stacks = stacks.map(({ stackName }) => stackName);
    this.outputs = stacks.flatMap(({ template }) => Object.values((template as Properties)['Outputs'] ?? {}));
    this.resources = stacks.flatMap(({ stackName, template }) => resourcesOf(stackName, template as Properties));
    rmSync(outdir, { recursive: true });
  }

  ofType(type: string): readonly Resource[] {
    return this.resources.filter((one) => one.type === type);
  }

  /** The function of this contract, by the name that it is deployed under. */
  lambda(name: string): Resource {
    const functionName = `songhua-${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
    return one(
      this.ofType('AWS::Lambda::Function').filter(({ properties }) => properties['FunctionName'] === functionName),
      name,
    );
  }

  /** What a role may do, gathered from every policy that names it. */
  statementsOf(role: Resource): readonly Statement[] {
    return this.ofType('AWS::IAM::Policy')
      .filter(
        ({ stack, properties }) =>
          stack === role.stack && properties['Roles'].some(({ Ref }: Properties) => Ref === role.id),
      )
      .flatMap(({ properties }) => properties['PolicyDocument'].Statement as Statement[]);
  }

  /** The resource that `Ref` or `Fn::GetAtt` of another in the same stack points to. */
  pointedAt(from: Resource, pointer: Properties): Resource {
    const id = pointer['Ref'] ?? pointer['Fn::GetAtt'][0];
    return one(
      this.resources.filter((other) => other.stack === from.stack && other.id === id),
      id,
    );
  }
}

function resourcesOf(stack: string, { Resources = {} }: Properties): Resource[] {
  return Object.entries(Resources as Properties).map(([id, { Type, Properties: properties = {}, DeletionPolicy }]) => ({
    stack,
    id,
    type: Type,
    properties,
    deletionPolicy: DeletionPolicy,
  }));
}

function one(found: readonly Resource[], what: string): Resource {
  const [only, ...others] = found;
  if (!only || others.length > 0) throw new Error(`expected one ${what}, found ${found.length}`);
  return only;
}

/** Actions and resources come as one value or a list of them. */
export const listOf = <T>(value: T | readonly T[] | undefined): readonly T[] =>
  value === undefined ? [] : Array.isArray(value) ? (value as readonly T[]) : [value as T];
