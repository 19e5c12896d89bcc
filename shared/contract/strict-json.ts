/** Why a JSON text was refused; a fixed word each, so that nothing of the text is repeated. */
export type JsonFault = 'syntax' | 'duplicate-key' | 'forbidden-key' | 'too-deep' | 'number' | 'text';

/** Thrown by `parseStrictJson`. */
export class JsonRefused extends Error {
  readonly fault: JsonFault;
  constructor(fault: JsonFault) {
    super(fault);
    this.name = 'JsonRefused';
    this.fault = fault;
  }
}

/** Levels of objects and arrays; the deepest contract of the bank has 4. */
const depthMax = 8;

/** Names that reach a prototype when careless code copies an object. */
const forbiddenKeys = new Set(['__proto__', 'constructor', 'prototype']);

const plainNumber = /^-?\d{1,16}(?:\.\d{1,15})?$/;

/** One token of a text that is already known to be JSON. */
const token = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s"{}[\],:]+/g;

/**
 * Reads JSON as RFC 8259 lets a careful reader: no duplicate keys, no keys that touch prototypes, no deep nesting, no
 * numbers that lose digits, no lone surrogates. JSON.parse decides the grammar; this walk only refuses what it lets pass.
 * @example parseStrictJson('{"a":1,"a":2}') // throws JsonRefused('duplicate-key')
 */
export function parseStrictJson(text: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new JsonRefused('syntax');
  }
  refuseAmbiguity(text);
  return value;
}

function refuseAmbiguity(text: string): void {
  /** Open containers: the keys seen so far of an object, undefined for an array. */
  const open: (Set<string> | undefined)[] = [];
  let previous = '';
  for (const [part] of text.matchAll(token)) {
    if (part === '{' || part === '[') {
      if (open.push(part === '{' ? new Set() : undefined) > depthMax) throw new JsonRefused('too-deep');
    } else if (part === '}' || part === ']') {
      open.pop();
    } else if (part.startsWith('"')) {
      const content = part.includes('\\') ? (JSON.parse(part) as string) : part.slice(1, -1);
      if (!content.isWellFormed()) throw new JsonRefused('text');
      const keys = open.at(-1);
      if (keys && previous !== ':') rememberKey(keys, content);
    } else if (/^[-\d]/.test(part) && !isExact(part)) {
      throw new JsonRefused('number');
    }
    previous = part;
  }
}

/** No exponent, no -0, and nothing that a double would round: a safe integer, or at most 15 digits around the point. */
function isExact(number: string): boolean {
  if (!plainNumber.test(number) || Object.is(Number(number), -0)) return false;
  return number.includes('.') ? number.replace(/\D/g, '').length <= 15 : Number.isSafeInteger(Number(number));
}

function rememberKey(keys: Set<string>, key: string): void {
  if (forbiddenKeys.has(key)) throw new JsonRefused('forbidden-key');
  if (keys.has(key)) throw new JsonRefused('duplicate-key');
  keys.add(key);
}
