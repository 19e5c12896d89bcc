import { beforeAll } from 'vitest';
import { documents } from '../../shared/data/table.ts';

type Happening = () => Promise<unknown>;

/**
 * Lets something happen between the reads of a piece of work and its first write, in every test of this file: what was read is then
 * no longer so. To be called after what starts the table.
 * @returns what says what happens before the next write
 */
export function useMeanwhile(): (happens: Happening) => void {
  let waiting: Happening | undefined;
  beforeAll(() => {
    documents().middlewareStack.add((next) => async (args) => {
      const happens = writes(args.input) ? waiting : undefined;
      if (happens) {
        waiting = undefined;
        await happens();
      }
      return next(args);
    });
  });
  return (happens) => {
    waiting = happens;
  };
}

/** Whether a command changes something. */
export function writes(input: object): boolean {
  const { TransactItems: items = [] } = input as { TransactItems?: readonly object[] };
  return 'Item' in input || 'UpdateExpression' in input || items.some((item) => !('Get' in item));
}
