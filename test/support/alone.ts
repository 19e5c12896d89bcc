import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, inject } from 'vitest';
import { taken } from './taken.ts';

/** Longest that a file may wait for the others, in ms. */
const patienceMs = 300_000;

/** Runs this file alone among those that name the same thing: a simulator's mode is one for all who use it. */
export function alone(what: string): void {
  const place = () => join(tmpdir(), `songhua-${what}-${new URL(inject('baseUrl')).port}`);
  beforeAll(async () => {
    while (!taken(place())) await new Promise((resolve) => setTimeout(resolve, 200));
  }, patienceMs);
  afterAll(() => rmSync(place(), { recursive: true, force: true }));
}
