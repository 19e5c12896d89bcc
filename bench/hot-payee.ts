/** What the simulation takes for granted of the cloud; each is told with the figures. */
export const assumed = {
  transfersPerSecond: 5_000,
  seconds: 60,
  /** Customers of whom each transfer takes one at random (product.md). */
  payers: 1_800_000,
  /** A posting's transaction from first lock to commit. */
  postingMs: 15,
  /** A numbering transaction of up to 99 writes. */
  foldingMs: 80,
  /** Stream shards of a table that takes this load: 50,000 write units a second over partitions of 1,000. */
  streamShards: 50,
  /** How long Lambda lets an empty stream rest before it looks again. */
  pollMs: 250,
  /** Records that reach one call of the consumer at most (lib/constructs/stream-consumer.ts). */
  batchMax: 100,
} as const;

/** The keys that the real commands write, and at how many units each. */
export interface HotKeys {
  /** The partition of one journal's line of the hot account. */
  readonly partitionOf: (journalId: string) => string;
  readonly newJournalId: () => string;
  readonly units: { readonly line: number; readonly numberedLine: number; readonly numberedPart: number };
}

export interface HotOutcome {
  readonly peakUnitsPerKey: number;
  readonly conflictShare: number;
  readonly lagMs: readonly number[];
}

/** A generator whose runs repeat: mulberry32. */
export function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * A minute of transfers to one declared hot account. Postings arrive at random; each stream shard is read in order, one batch at
 * a time; a batch numbers the lines of each of its parts in one transaction, side by side.
 */
export function simulateHotPayee(keys: HotKeys, random: () => number): HotOutcome {
  const load = new Load();
  const busyUntil = new Map<number, number>();
  const waiting: { at: number; part: string }[][] = Array.from({ length: assumed.streamShards }, () => []);
  let conflicts = 0;
  const total = assumed.transfersPerSecond * assumed.seconds;
  for (let made = 0, now = 0; made < total; made++) {
    now += (-Math.log(1 - random()) * 1000) / assumed.transfersPerSecond;
    const payer = Math.floor(random() * assumed.payers);
    if ((busyUntil.get(payer) ?? 0) > now) conflicts++;
    busyUntil.set(payer, now + assumed.postingMs);
    const part = keys.partitionOf(keys.newJournalId());
    const at = now + assumed.postingMs;
    load.add(part, at, keys.units.line);
    waiting[shardOf(part)]!.push({ at, part });
  }
  const lagMs = waiting.flatMap((lines) => foldShard(lines, keys, load));
  return { peakUnitsPerKey: load.peak(), conflictShare: conflicts / total, lagMs };
}

/** Reads one stream shard to its end; says how long each line waited for its number. */
function foldShard(lines: { at: number; part: string }[], { units }: HotKeys, load: Load): number[] {
  lines.sort((a, b) => a.at - b.at);
  const lags: number[] = [];
  let now = 0;
  for (let next = 0; next < lines.length;) {
    // Nothing new: the poller comes back a rest later.
    while (lines[next]!.at > now) now += assumed.pollMs;
    const batch: { at: number; part: string }[] = [];
    while (batch.length < assumed.batchMax && lines[next] && lines[next]!.at <= now) batch.push(lines[next++]!);
    now += assumed.foldingMs;
    for (const { at, part } of batch) {
      load.add(part, now, units.numberedLine);
      lags.push(now - at);
    }
    for (const part of new Set(batch.map((line) => line.part))) load.add(part, now, units.numberedPart);
  }
  return lags;
}

/** A part lies in one table partition, and so its changes in one stream shard. */
function shardOf(part: string): number {
  let hash = 0;
  for (const letter of part) hash = (Math.imul(hash, 31) + letter.charCodeAt(0)) >>> 0;
  return hash % assumed.streamShards;
}

/** Write units per key and second. */
class Load {
  private readonly units = new Map<string, number>();

  add(key: string, atMs: number, units: number): void {
    const cell = `${key} ${Math.floor(atMs / 1000)}`;
    this.units.set(cell, (this.units.get(cell) ?? 0) + units);
  }

  peak(): number {
    return [...this.units.values()].reduce((most, units) => Math.max(most, units), 0);
  }
}
