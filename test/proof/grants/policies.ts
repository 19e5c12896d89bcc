import type { Resource } from '../../../bench/cloud/resources.ts';

/** One action on one resource that a function's role allows. */
export interface Granted {
  readonly action: string;
  /** The resource's id in its template; `*` for all. */
  readonly on: string;
  /** By way of which service alone; undefined for any. */
  readonly via: string | undefined;
  /** What a word of the contract, or the wiring, gives at once: one statement, and of the table reading and writing each for itself. */
  readonly word: string;
}

/** What is asked of the cloud in the name of a function. */
export interface Asked {
  readonly action: string;
  readonly on: string;
  /** The service that asks for the function. */
  readonly via?: string;
}

/** What the template gives to one function. */
export interface Deployed {
  /** As the contract names it. */
  readonly name: string;
  readonly id: string;
  readonly granted: readonly Granted[];
  /** The ids of the resources that its variables name. */
  readonly variables: Readonly<Record<string, string>>;
}

interface Statement {
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
  readonly Condition?: unknown;
}

/** Whether these grants allow it. The bank's roles have no other statements than these, see `grantsOf`. */
export const allows = (granted: readonly Granted[], { action, on, via }: Asked): boolean =>
  granted.some(
    (one) => one.action === action && (one.on === '*' || one.on === on) && (one.via === undefined || one.via === via),
  );

/** Every function of the template with what its own role allows. */
export const deployedIn = (resources: readonly Resource[]): Deployed[] =>
  resources
    .filter(({ Type }) => Type === 'AWS::Lambda::Function')
    .map(({ id, Properties }) => {
      const words = String(Properties['FunctionName']).replace('songhua-', '');
      const { Variables } = Properties['Environment'] as { Variables: Readonly<Record<string, unknown>> };
      const named = Object.entries(Variables).flatMap(([name, value]) => {
        const resource = idIn(value);
        return resource === undefined ? [] : [[name, resource] as const];
      });
      return {
        id,
        name: words.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase()),
        granted: grantsOf(idIn(Properties['Role'])!, resources),
        variables: Object.fromEntries(named),
      };
    });

/** Changes an item, or holds a transaction to what an item says. */
export const writing = /^dynamodb:(?:Put|Update|Delete|ConditionCheck)Item$/;

function grantsOf(role: string, resources: readonly Resource[]): Granted[] {
  return resources
    .filter(
      ({ Type, Properties }) =>
        Type === 'AWS::IAM::Policy' && listOf(Properties['Roles']).some((one) => idIn(one) === role),
    )
    .flatMap(({ Properties }) => (Properties['PolicyDocument'] as { Statement: Statement[] }).Statement)
    .flatMap((statement, index) => {
      if (statement.Effect !== 'Allow') throw new Error(`the evaluator knows no ${statement.Effect}`);
      const via = viaIn(statement.Condition);
      return listOf(statement.Action).flatMap((action) =>
        listOf(statement.Resource).map((resource) => ({
          action: String(action),
          on: placeOf(resource),
          via,
          word: `${index} ${writing.test(String(action)) ? 'writing' : ''}`,
        })),
      );
    });
}

/** The one condition that the bank's statements carry: `kms:ViaService`. */
function viaIn(condition: unknown): string | undefined {
  if (condition === undefined) return undefined;
  const [, service] = /^\{"StringEquals":\{"kms:ViaService":.*?"(\w+)\./.exec(JSON.stringify(condition)) ?? [];
  if (!service) throw new Error(`the evaluator does not know the condition ${JSON.stringify(condition)}`);
  return service;
}

function placeOf(resource: unknown): string {
  if (resource === '*') return '*';
  const id = idIn(resource);
  if (id === undefined) throw new Error(`the evaluator does not know the resource ${JSON.stringify(resource)}`);
  return id;
}

/** The id of the resource that an expression of CloudFormation names, in this stack or another. */
export function idIn(expression: unknown): string | undefined {
  if (typeof expression !== 'object' || expression === null) return undefined;
  const {
    Ref: ref,
    'Fn::GetAtt': attribute,
    'Fn::ImportValue': imported,
    'Fn::Join': joined,
  } = expression as Readonly<Record<string, unknown>>;
  if (typeof ref === 'string') return ref.startsWith('AWS::') ? undefined : ref;
  if (Array.isArray(attribute)) return String(attribute[0]);
  if (typeof imported === 'string') {
    const [, byRef, byAttribute] =
      /ExportsOutput(?:Ref(\w+)|FnGetAtt(\w+?)(?:Stream)?Arn)[0-9A-F]{8}$/.exec(imported) ?? [];
    return byRef ?? byAttribute;
  }
  // The workflow, whose name is known before it is made.
  return JSON.stringify(joined).includes(':stateMachine:') ? 'workflow' : undefined;
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value]);
