import { readFileSync } from 'node:fs';
import { afterAll } from 'vitest';
import { openMeteredBank } from '../../../bench/cloud/metered-bank.ts';
import type { Resource } from '../../../bench/cloud/resources.ts';
import { seedOperators } from '../../../local/seed.ts';

// A bank in this process at the address that the tests were given, and somebody who runs its background.
const { BANK_GATEWAY_PORT: port, BANK_RESOURCES: file } = process.env;
const made = JSON.parse(readFileSync(file!, 'utf8')) as readonly Resource[];
const bank = await openMeteredBank({ port: Number(port), made });
await seedOperators();
const closing = new AbortController();
const background = (async () => {
  while (!closing.signal.aborted) {
    await bank.quiet();
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
})();

afterAll(async () => {
  closing.abort();
  await background;
  bank.close();
});
