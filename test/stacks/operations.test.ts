import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadOperations, theOnly } from '../../lib/operations.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'songhua-functions-'));
});
afterEach(() => rmSync(root, { recursive: true }));

/** Writes a function file that holds nothing but its contract. */
function given(file: string, contract?: object): void {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), contract ? `export const contract = ${JSON.stringify(contract)};` : 'export {};');
}
const operation = { kind: 'operation', name: 'readThing', method: 'GET', path: '/things/{thingId}' };

describe('finding the functions of the bank', () => {
  it('takes domain and bundle from where the file stands', async () => {
    given('things/read-thing.ts', operation);
    given('things/sweep-things.schedule.ts', { kind: 'schedule', name: 'sweepThings' });
    expect(await loadOperations(root)).toMatchObject([
      { domain: 'things', file: 'read-thing' },
      { domain: 'things', file: 'sweep-things.schedule' },
    ]);
  });

  it.each([
    ['a name that is not its file', 'things/list-thing.ts', operation, 'its contract is named readThing'],
    [
      'a kind that its suffix does not promise',
      'things/read-thing.task.ts',
      operation,
      'its contract is of kind operation',
    ],
    ['a suffix that nobody knows', 'things/read-thing.cron.ts', operation, 'its contract is of kind operation'],
    ['a file without a contract', 'things/read-thing.ts', undefined, 'exports no contract'],
    ['a file that stands too deep', 'things/deep/read-thing.ts', operation, 'expected functions/<domain>/<file>.ts'],
  ])('refuses %s', async (_, file, contract, message) => {
    given(file, contract);
    await expect(loadOperations(root)).rejects.toThrow(message);
  });

  it('refuses two routes that the gateway cannot tell apart', async () => {
    given('things/read-thing.ts', operation);
    given('things/look-at-thing.ts', { ...operation, name: 'lookAtThing', path: '/things/{id}' });
    await expect(loadOperations(root)).rejects.toThrow('two functions have the route GET /things/{}');
  });

  it('refuses one name in two domains', async () => {
    given('things/read-thing.ts', operation);
    given('others/read-thing.ts', { ...operation, path: '/others' });
    await expect(loadOperations(root)).rejects.toThrow('two functions have the name readThing');
  });

  it('refuses a bank without an authorizer', async () => {
    given('things/read-thing.ts', operation);
    const all = await loadOperations(root);
    expect(() => theOnly(all, 'authorizer')).toThrow('exactly one authorizer, found 0');
  });
});
