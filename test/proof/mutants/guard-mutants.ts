import { type Judged, surgery } from '../memory/memory-table.ts';
import { nameOf, worded } from './wording.ts';

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
    const write = writeOf(judged);
    for (const part of judged.parts)
      found.set(`${write} ${wordsIn(part, judged)}`, { write, part: wordsIn(part, judged) });
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
    const mine = mutants.filter(({ write }) => write === writeOf(judged));
    return mine.length === 0
      ? judged.parts
      : judged.parts.filter((part) => !mine.some((mutant) => mutant.part === wordsIn(part, judged)));
  };
  try {
    return await work();
  } finally {
    surgery.cut = undefined;
  }
}

const wordsIn = (part: string, { values }: Judged): string => worded(part, (name) => values[name]?.S ?? '');
const writeOf = (judged: Judged): string =>
  nameOf(
    judged.verb,
    [judged.key['pk']!.S!, judged.key['sk']!.S!],
    judged.parts.map((part) => wordsIn(part, judged)),
  );
