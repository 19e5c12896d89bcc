import type { Parameters } from 'fast-check';

/** The seed of this whole run: given by `BANK_SEED` to replay one, else by the clock. */
export const runSeed = Number(process.env['BANK_SEED'] ?? Date.now() % 2 ** 31);

/** How many runs, and the seed that repeats them; fast-check adds it to the report of a failure. */
export const printedRun = <T>(name: string, numRuns: number): Parameters<T> => ({
  numRuns,
  seed: runSeed,
  reporter: (details) => {
    if (!details.failed) return;
    const replay = `${name}: BANK_SEED=${runSeed} (npm run proof -- --seed ${runSeed}), path ${details.counterexamplePath}`;
    const why =
      details.errorInstance instanceof Error ? details.errorInstance : new Error(String(details.errorInstance));
    throw new Error(
      `${replay}\nafter ${details.numRuns} runs, counterexample ${String(details.counterexample).slice(0, 4000)}`,
      { cause: why },
    );
  },
});
