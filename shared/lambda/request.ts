import * as z from 'zod/mini';
import en from 'zod/v4/locales/en.js';
import zh from 'zod/v4/locales/zh-CN.js';
import type { Contract, Input } from '../contract/contract.ts';
import type { Issue, Language } from '../contract/problem.ts';
import { BodyTooLarge, InvalidInput, MalformedJson, UnsupportedMediaType } from '../contract/protocol-errors.ts';
import { JsonRefused, parseStrictJson } from '../contract/strict-json.ts';
import { DomainError } from '../domain/errors.ts';
import { type HttpEvent, headerOf } from './http.ts';

/** Largest body in bytes; the biggest contract of the bank needs less than 4 KB. */
const bodyBytesMax = 16 * 1024;

const mediaType = /^application\/json(?:\s*;\s*charset="?utf-8"?)?$/i;
const speech = { 'zh-CN': zh().localeError, en: en().localeError };
const texts = {
  unknown: { 'zh-CN': '没有这个字段', en: 'There is no such field' },
  repeated: { 'zh-CN': '只能出现一次', en: 'May be given once only' },
  encoding: { 'zh-CN': '编码有误', en: 'Is not percent-encoded UTF-8' },
  noQuery: { 'zh-CN': '此操作没有查询参数', en: 'This operation takes no query string' },
  noBody: { 'zh-CN': '此操作没有请求内容', en: 'This operation takes no body' },
  object: { 'zh-CN': '应为 JSON 对象', en: 'Must be a JSON object' },
} as const;

/** `InvalidInput` with every field that is not right, in the caller's language. */
export class InputRefused extends DomainError<Record<string, never>> {
  readonly issues: readonly Issue[];
  constructor(issues: readonly Issue[]) {
    super(InvalidInput);
    this.issues = issues;
  }
}

/** Everything wrong with a request, gathered before anything is said. */
class Findings {
  readonly issues: Issue[] = [];
  readonly language: Language;
  constructor(language: Language) {
    this.language = language;
  }
  add(path: readonly PropertyKey[], text: keyof typeof texts): void {
    this.issues.push({ path: pointer(path), message: texts[text][this.language] });
  }
}

/** Reads path, query and body into the one object that the contract describes, or throws with all issues at once. */
export function readInput<C extends Contract>(contract: C, event: HttpEvent, language: Language): Input<C> {
  const found = new Findings(language);
  const inPath = event.pathParameters ?? {};
  const hasBody = contract.method !== 'GET' && contract.method !== 'DELETE';
  if (hasBody && event.rawQueryString) found.add([], 'noQuery');
  if (!hasBody && event.body) found.add([], 'noBody');
  const given = hasBody ? bodyFields(event, bodyText(event), found) : queryFields(event.rawQueryString ?? '', found);
  for (const name of Object.keys(given)) if (Object.hasOwn(inPath, name)) found.add([name], 'unknown');
  const result = z.safeParse(contract.input, { ...given, ...inPath }, { error: speech[language] });
  if (!result.success) found.issues.push(...result.error.issues.flatMap((one) => issuesOf(one, language)));
  if (found.issues.length > 0) throw new InputRefused(found.issues);
  return result.data as Input<C>;
}

/** A field's place as a JSON pointer (RFC 6901). */
const pointer = (path: readonly PropertyKey[]): string =>
  path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');

const issuesOf = (one: z.core.$ZodIssue, language: Language): Issue[] =>
  one.code === 'unrecognized_keys'
    ? one.keys.map((key) => ({ path: pointer([...one.path, key]), message: texts.unknown[language] }))
    : [{ path: pointer(one.path), message: one.message }];

function bodyText(event: HttpEvent): string {
  const raw = event.body ?? '';
  const bytes = Buffer.from(raw, event.isBase64Encoded ? 'base64' : 'utf8');
  if (bytes.length > bodyBytesMax) throw new DomainError(BodyTooLarge, { maxBytes: bodyBytesMax });
  if (!event.isBase64Encoded) return raw;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new DomainError(MalformedJson, { fault: 'text' });
  }
}

function bodyFields(event: HttpEvent, text: string, found: Findings): Record<string, unknown> {
  if (text === '') return {};
  if (!mediaType.test(headerOf(event, 'content-type')?.trim() ?? '')) throw new DomainError(UnsupportedMediaType);
  const value = strictly(text);
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  found.add([], 'object');
  return {};
}

function strictly(text: string): unknown {
  try {
    return parseStrictJson(text);
  } catch (error) {
    if (error instanceof JsonRefused) throw new DomainError(MalformedJson, { fault: error.fault });
    throw error;
  }
}

/** Reads the raw query: the gateway's own map joins repeated keys by comma, which hides a smuggled second value. */
function queryFields(raw: string, found: Findings): Record<string, string> {
  const fields = new Map<string, string>();
  for (const pair of raw.split('&').filter((one) => one !== '')) {
    const at = pair.indexOf('=');
    const name = decoded(at < 0 ? pair : pair.slice(0, at));
    const value = decoded(at < 0 ? '' : pair.slice(at + 1));
    if (name === undefined || value === undefined) found.add([name ?? ''], 'encoding');
    else if (name === '__proto__') found.add([name], 'unknown');
    else if (fields.has(name)) found.add([name], 'repeated');
    else fields.set(name, value);
  }
  return Object.fromEntries(fields);
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return undefined;
  }
}
