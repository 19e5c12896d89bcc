import { type PartName, partOf } from './parts/parts.ts';

// A process of its own: does one share of one part of the proof, and prints what it found as its last line.
// It ends with the process that asked for it, even by SIGKILL: then its input does.
process.stdin.resume().once('end', () => process.exit(1));

const [name, seed, share, shares, budgetMs, scratch, point] = process.argv.slice(2);
const part = await partOf(name as PartName);
const found = await part.work({
  seed: Number(seed),
  share: Number(share),
  shares: Number(shares),
  budgetMs: Number(budgetMs),
  scratch: scratch!,
  point,
});
process.stdout.write(`${JSON.stringify(found)}\n`, () => process.exit(0));
