import { isOpenCode } from '../open-codes.ts';

/** What a function gave back, as far as two runs of one scenario can be compared. */
export interface Answer {
  /** The status of an operation; undefined for work without a caller. */
  readonly status: number | undefined;
  /** Why it refused, or why the authorizer did. */
  readonly code: string | undefined;
  /** How far what was asked for has come, where the answer says. */
  readonly state: string | undefined;
  /** Its fields and their states; ids, amounts, texts and times are named by their type. */
  readonly shape: string;
  /** Whether the caller, or the cloud for work without one, comes again with the same. */
  readonly open: boolean;
}

/** What any kind of function may return. */
interface Given {
  readonly statusCode?: number;
  readonly body?: string;
  readonly code?: string;
  readonly state?: string;
  readonly context?: { readonly refused?: string };
  readonly batchItemFailures?: readonly object[];
}

export function answerOf(value: unknown): Answer {
  const { statusCode, body } = (value ?? {}) as Given;
  const said: unknown = body === undefined ? value : JSON.parse(body);
  const given = (said ?? {}) as Given;
  const code = given.code ?? given.context?.refused;
  // A 5xx that is no problem of the bank: its gateway's own, or a foreign protocol's "once more".
  const broke = statusCode !== undefined && statusCode >= 500 && code === undefined;
  const open = broke || isOpenCode(code) || (given.batchItemFailures ?? []).length > 0;
  return { status: statusCode, code, state: given.state, shape: JSON.stringify(shapeOf(said)), open };
}

/** Lists are as long as what others did before, so only that there is one counts. */
function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return [];
  if (typeof value === 'string') return /^[A-Z][A-Z_]*$/.test(value) ? value : 'string';
  if (typeof value === 'number') return 'number';
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value).map(([name, field]) => [name, shapeOf(field)] as const);
  return Object.fromEntries(fields.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
