/** Seconds with one digit, as every progress line writes them. */
export const secondsSince = (start: number): string => `${((performance.now() - start) / 1000).toFixed(1)} s`;

/**
 * Runs one long step; says its name before and its time after, so that a waiting person sees what takes time.
 * @example await step('synthesize the stacks', () => synthesize(folder));
 */
export async function step<T>(name: string, work: () => Promise<T>): Promise<T> {
  console.log(`  ... ${name}`);
  const start = performance.now();
  const result = await work();
  console.log(`  ok  ${name} (${secondsSince(start)})`);
  return result;
}
