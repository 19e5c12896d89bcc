import type { TestProject } from 'vitest/node';
import { type Dynoxide, startDynoxide } from '../local/dynoxide.ts';
import { type OpenBank, openBank } from '../local/open-bank.ts';
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

/** What is open for the whole run, and what closes it. */
interface Opened {
  readonly bank: OpenBank;
  readonly dynoxide: Dynoxide;
}

/** Two projects look at one bank: whoever comes first opens it, whoever leaves last closes it. */
const shared = globalThis as { bankUnderTest?: Promise<Opened>; guests?: number };

async function openAll(): Promise<Opened> {
  const dynoxide = await startDynoxide();
  return { dynoxide, bank: await openBank(await freePort(), { waitSeconds }) };
}

/** One bank and one meter for the whole run. */
export default async function open({ provide }: TestProject): Promise<() => Promise<void>> {
  shared.guests = (shared.guests ?? 0) + 1;
  shared.bankUnderTest ??= openAll();
  const { bank, dynoxide } = await shared.bankUnderTest;
  provide('baseUrl', bank.baseUrl);
  provide('cloud', bank.emulator.url);
  provide('certificate', bank.emulator.certificate);
  provide('dynoxide', dynoxide.endpoint);
  return async () => {
    shared.guests! -= 1;
    if (shared.guests! > 0) return;
    dynoxide.stop();
    await bank.emulator.stop();
  };
}
