import type { TestProject } from 'vitest/node';
import { startDynoxide } from '../local/dynoxide.ts';
import { openBank } from '../local/open-bank.ts';
import { freePort } from '../local/ports.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Public URL of the bank under test, up to and including `/v1`. */
    baseUrl: string;
    /** Path of the PEM that a client of it trusts. */
    certificate: string;
    /** Where the APIs of the cloud answer in which the bank runs. */
    cloud: string;
    /** A DynamoDB endpoint that counts capacity as AWS does; its tables are the test's own. */
    dynoxide: string;
  }
}

/** A transfer waits so long for its code: enough for a slow machine to answer it, short enough to see it expire. */
const waitSeconds = 30;

/** One bank and one meter for the whole run. */
export default async function open({ provide }: TestProject): Promise<() => Promise<void>> {
  const dynoxide = await startDynoxide();
  const { baseUrl, emulator } = await openBank(await freePort(), { waitSeconds });
  provide('baseUrl', baseUrl);
  provide('cloud', emulator.url);
  provide('certificate', emulator.certificate);
  provide('dynoxide', dynoxide.endpoint);
  return async () => {
    dynoxide.stop();
    await emulator.stop();
  };
}
