/** A part of a condition as a reader would say it: field names as they are, states by name, other values as a star. */
export const worded = (part: string, textOf: (name: string) => string): string =>
  part.replaceAll('#', '').replace(/:v\d+/g, (name) => (/^[A-Z_]+$/.test(textOf(name)) ? textOf(name) : '*'));

/** Which write: its verb, the kind of its item, and its whole condition. */
export const nameOf = (verb: string, key: readonly string[], parts: readonly string[]): string =>
  `${verb} ${kindOf(key)} where ${parts.join(' and ')}`;

/** The kind of an item, from the fixed parts of its key: `ACC ENT`, `CUS PAYEE`. */
const kindOf = (key: readonly string[]): string =>
  key.map((part) => part.split('#')[0]!.replace(/^(?:\d[\w-]*|[a-z]{3}_.*)$/, '*')).join(' ');
