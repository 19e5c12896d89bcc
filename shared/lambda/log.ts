import { idBody } from '../domain/ids.ts';
import { writeLine } from './line.ts';

/** What a log line may carry. Anything that is not recognised as harmless is written as '[unclassified]'. */
export type LogFields = Readonly<Record<string, string | number | boolean | undefined>>;

/** Words that may be logged as they are, beside ids and codes: outcomes, states and the names of deployed functions. */
const words = new Set([
  'ok',
  'replayed',
  'refused',
  'failed',
  'anonymous',
  'key',
  'customer',
  'operator',
  'partner',
  'OK',
  'INTERNAL',
  'FORBIDDEN',
  'PDNG',
  'BOOK',
  'INSERT',
  'MODIFY',
  'REMOVE',
  'local',
  'dev',
  'test',
  'prod',
]);

/** Lets the logs name a function of the bank; called with contract names only, which are written in the code. */
export const knowName = (name: string): void => void words.add(name);

const harmless = [
  new RegExp(`^[a-z]{3}_${idBody}$`),
  /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/,
  /^[A-Z][A-Z0-9]{1,24}(?:_[A-Z0-9]{1,24}){1,8}$/,
];

/** A phone number has 11 digits, a card at least 16: no count, duration or status of ours reaches 10. */
const numberMax = 1e9;

/** Replaces what might be personal (C2, C3) by '[unclassified]': an allow-list, since names and phones have no pattern. */
export function classified(value: unknown): string | number | boolean {
  if (typeof value === 'boolean') return value;
  if (typeof value === 'number' && Math.abs(value) < numberMax) return value;
  if (typeof value === 'string' && (words.has(value) || harmless.some((pattern) => pattern.test(value)))) return value;
  return '[unclassified]';
}

const classify = (fields: LogFields) =>
  Object.fromEntries(
    Object.entries(fields)
      .filter(([, value]) => value !== undefined)
      .map(([key, value]) => [key, classified(value)]),
  );

/** An error without its message, which may repeat what a customer typed: its class, the cloud's verdict, and where it was. */
export function errorFields(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { error: typeof error };
  const cloud = error as {
    $metadata?: { requestId?: string; httpStatusCode?: number };
    CancellationReasons?: { Code?: string }[];
  };
  return {
    error: /^[A-Za-z$][A-Za-z0-9]{0,60}$/.test(error.name) ? error.name : '[unclassified]',
    frames: (error.stack ?? '')
      .split('\n')
      .filter((line) => /^\s+at /.test(line))
      .slice(0, 8)
      .map((line) => line.trim()),
    ...(cloud.$metadata && { awsRequestId: cloud.$metadata.requestId, awsStatus: cloud.$metadata.httpStatusCode }),
    ...(cloud.CancellationReasons && { reasons: cloud.CancellationReasons.map(({ Code }) => Code) }),
    ...(error.cause !== undefined && { cause: errorFields(error.cause) }),
  };
}

/** A message is a literal of the code, so that no value can slip into it. */
type Literal<Message extends string> = string extends Message ? never : Message;

/**
 * The only way to log. Messages are literals; values are ids, codes, counts. That a call went well is said by meter.ts and by
 * nothing else: whatever deserves a line of its own deserves to be read.
 * @example log.warn('hold expired', { transferId, attempts: 3 });
 */
export const log = {
  warn: <const M extends string>(message: Literal<M>, fields: LogFields = {}) =>
    writeLine('WARN', message, classify(fields)),
  error: <const M extends string>(message: Literal<M>, error: unknown, fields: LogFields = {}) =>
    writeLine('ERROR', message, { ...classify(fields), ...errorFields(error) }),
};
