import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { root } from '../../local/settings.ts';

/** A process of its own, since each function is loaded by hooks of Node that Vitest would bypass. */
it('every call is allowed, and every grant is missed when it is taken away', async () => {
  const { stdout, stderr } = await promisify(execFile)(
    process.execPath,
    [join(root, 'test/proof/run-part.ts'), 'grants', '1', '0', '1', '60000', ''],
    { maxBuffer: 1e8 },
  );
  const found = JSON.parse(stdout.trim().split('\n').at(-1)!) as Readonly<Record<string, number>>;
  // What it told is shown by a failure.
  expect({ ...found, stderr }).toMatchObject({ refused: 0, wordsMissed: found['words'] });
  expect(found['words']).toBeGreaterThan(300);
}, 120_000);
