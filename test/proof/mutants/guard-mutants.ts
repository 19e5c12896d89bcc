import { type Judged, surgery } from '../memory/memory-table.ts';

/** One condition of one kind of write, taken away. */
export interface GuardMutant {
  /** Which write: its verb, the kind of its item, and its whole condition. */
  readonly write: string;
  /** The part that is missing. */
  readonly part: string;
}

/**
 * Lists a mutant for every part of every condition that `work` lets the bank write: nothing is listed by hand. `work` must notice
 * nothing, since a whole bank that is called broken would call every mutant dead.
 */
export async function guardsIn(work: () => Promise<string | undefined>): Promise<GuardMutant[]> {
  const found = new Map<string, GuardMutant>();
  surgery.cut = (judged) => {
    const write = nameOf(judged);
    for (const part of judged.parts)
      found.set(`${write} ${worded(part, judged)}`, { write, part: worded(part, judged) });
    return judged.parts;
  };
  try {
    const by = await work();
    if (by !== undefined) throw new Error(`something is wrong though nothing is missing: ${by}`);
  } finally {
    surgery.cut = undefined;
  }
  return [...found.values()].toSorted((a, b) => (a.write + a.part < b.write + b.part ? -1 : 1));
}

/** Runs `work` in a bank that has lost these guards. */
export async function without<T>(mutants: readonly GuardMutant[], work: () => Promise<T>): Promise<T> {
  surgery.cut = (judged) => {
    const mine = mutants.filter(({ write }) => write === nameOf(judged));
    return mine.length === 0
      ? judged.parts
      : judged.parts.filter((part) => !mine.some((mutant) => mutant.part === worded(part, judged)));
  };
  try {
    return await work();
  } finally {
    surgery.cut = undefined;
  }
}

const nameOf = (judged: Judged): string =>
  `${judged.verb} ${kindOf(judged)} where ${judged.parts.map((part) => worded(part, judged)).join(' and ')}`;

/** The kind of an item, from the fixed parts of its key: `ACC ENT`, `CUS PAYEE`. */
const kindOf = ({ key }: Judged): string =>
  [key['pk']!.S!, key['sk']!.S!].map((part) => part.split('#')[0]!.replace(/^(?:\d+|[a-z]{3}_.*)$/, '*')).join(' ');

/** A part as a reader would say it: field names as they are, states by name, other values as a star. */
const worded = (part: string, { values }: Judged): string =>
  part
    .replaceAll('#', '')
    .replace(/:v\d+/g, (name) => (/^[A-Z_]+$/.test(values[name]?.S ?? '') ? values[name]!.S! : '*'));
