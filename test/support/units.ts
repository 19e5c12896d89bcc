import { metered } from '../../bench/cloud/meter.ts';

/** What a piece of work costs, with the names of the commands that it sends. The client must be metered (`startTable`). */
export async function unitsOf(work: () => Promise<unknown>): Promise<{ read: number; write: number; calls: string[] }> {
  const { read, write, commands } = (await metered('work', work)).spent;
  return { read, write, calls: commands.map(({ name }) => name) };
}
