import { commit, decide, type Write } from './commit.ts';

/** The item of a fresh id is there: an earlier attempt of this very call stood, though nobody told us. */
export class AlreadyDone extends Error {
  override readonly name = 'AlreadyDone';
}

/** Commits, unless an earlier attempt of this call stood. For use inside `decide`. */
export async function commitUnlessDone(...writes: readonly Write[]): Promise<void> {
  try {
    await commit(...writes);
  } catch (error) {
    if (!(error instanceof AlreadyDone)) throw error;
  }
}

/**
 * Commits writes that belong to one call, again when the table did not answer. The first must insert an item under an id made in
 * this call and be refused by `AlreadyDone`: since all stand or none, finding that item means that all stand.
 */
export const commitOnce = (...writes: readonly Write[]): Promise<void> => decide(() => commitUnlessDone(...writes));
