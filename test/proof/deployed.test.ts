import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Context } from 'aws-lambda';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundle } from '../../build/bundle.ts';
import { Director } from './deployed/director.ts';
import { endangered } from './deployed/endangered.ts';
import { faultBuild } from './deployed/fault-build.ts';
import { inRun } from './run-context.ts';

// The part `deployed` of the proof itself is not played here: `npm test` deploys a bank of the plain build, and a second one of the
// fault build would cost a minute. What it stands on is tested here: the build, and the talk of a function with its director.

let director: Director;
let folder: string;
beforeAll(async () => {
  director = await Director.open();
  folder = mkdtempSync(join(tmpdir(), 'songhua-bundles-'));
});
afterAll(() => {
  director.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('the fault build', () => {
  /** What only it knows: the director, the faults, the end of the process. */
  const words = () => [director.url, 'crash-before', 'dieAtOnce', 'process.exit'];

  it.each(['transfers/create-transfer', 'events/read-stream'])(
    'of %s is the plain one and the faults',
    async (only) => {
      const built = async (name: string, plugins: Parameters<typeof bundle>[0] = {}) => {
        const place = join(folder, name);
        await bundle({ only, folder: place, ...plugins });
        return readFileSync(join(place, only, 'index.mjs'), 'utf8');
      };
      const plain = await built('plain');
      const endangeredOne = await built('endangered', { plugins: [faultBuild(director.url)] });
      expect(words().filter((word) => plain.includes(word))).toEqual([]);
      expect(words().filter((word) => !endangeredOne.includes(word))).toEqual([]);
    },
  );
});

describe('a function of the fault build', () => {
  const context = {} as Context;
  /** Calls the cloud twice, and tries no call again. */
  const calling = (name: string) =>
    endangered(director.url, name, async () => {
      const { invocation } = inRun()!;
      const call = (id: string) => invocation!.attempt(id, 'PutItem', async () => 'done');
      return [await call('first'), await call('second').catch((error: Error) => error.name)];
    });

  it('meets the fault of the run that was aimed at, once, and says so', async () => {
    const fault = { at: 1, kind: 'throttled', attempts: 'every' } as const;
    const armed = director.arm({ name: 'pay', mark: 'trf_1', fault, cold: false });
    const event = { transferId: 'trf_1' } as never;
    expect(await calling('other')(event, context)).toEqual(['done', 'done']);
    expect(await calling('pay')({ transferId: 'trf_2' } as never, context)).toEqual(['done', 'done']);
    expect(await calling('pay')(event, context)).toEqual(['done', 'ProvisionedThroughputExceededException']);
    expect(await calling('pay')(event, context)).toEqual(['done', 'done']);
    expect(armed.strike).toMatchObject({ calls: ['PutItem', 'PutItem'], reached: true, how: 'answered' });
    await armed.recovered;
    expect(armed.recoveryMs).toBeGreaterThan(0);
    director.disarm(armed);
  });

  it('has not recovered as long as it fails or says "ask again"', async () => {
    const fault = { at: 0, kind: 'lost', attempts: 'first' } as const;
    const armed = director.arm({ name: 'pay', mark: 'trf_3', fault, cold: false });
    const event = { transferId: 'trf_3' } as never;
    const fails = endangered(director.url, 'pay', () => Promise.reject(new Error('no')));
    await expect(fails(event, context)).rejects.toThrow('no');
    await endangered(director.url, 'pay', async () => ({ statusCode: 503 }))(event, context);
    expect(armed.recoveryMs).toBeUndefined();
    await endangered(director.url, 'pay', async () => ({ statusCode: 201 }))(event, context);
    expect(armed.recoveryMs).toBeGreaterThan(0);
    director.disarm(armed);
  });
});
