import type { Armed } from './director.ts';
import type { Cast } from './cast.ts';

/** Aims at the next run of the play's function whose event holds this mark. */
export type Aiming = (mark: string) => Armed;

/** One way in which customers bring one function of the bank to run. */
export interface Play {
  /** The contract's name. */
  readonly operation: string;
  readonly when: string;
  /** Prepares, aims, acts, and throws unless all ended as it would have without a fault. */
  readonly perform: (cast: Cast, aim: Aiming) => Promise<void>;
}

/** Longest that the bank may take to get over a fault in the background, in ms: workflow, stream and queue try again within seconds. */
const patienceMs = 30_000;

/** Waits until the function was run again, to its end. */
export async function recovered({ aim, recovered: over }: Armed): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${aim.name} did not recover in ${patienceMs / 1000} s`)), patienceMs);
  });
  await Promise.race([over, late]).finally(() => clearTimeout(timer));
}
