import { bundle } from '../build/bundle.ts';
import { bootstrap, type Choice, deployStacks, synthesize } from './deploy.ts';
import { type Emulator, startEmulator } from './emulator.ts';
import { secondsSince, step } from './progress.ts';
import { seed } from './seed.ts';
import { baseUrlOf } from './settings.ts';

/** A bank that runs on this machine, with nobody in it but the operators. */
export interface OpenBank {
  readonly baseUrl: string;
  readonly emulator: Emulator;
}

/** Builds, starts the local cloud, deploys the stacks and seeds them: the whole way to a fresh bank. */
export async function openBank(port: number, choice: Choice = {}): Promise<OpenBank> {
  const emulator = await step(`start the local cloud on port ${port}`, () => startEmulator({ port }));
  await Promise.all([
    step('bootstrap the empty account', () => bootstrap(emulator)),
    step('bundle the functions', bundle).then(() => step('synthesize the stacks', () => synthesize(emulator, choice))),
  ]);
  await step('deploy the stacks', () => {
    const start = performance.now();
    return deployStacks(emulator, (name) => console.log(`      ${name} (${secondsSince(start)})`));
  });
  await step('seed the operators', () => seed(emulator));
  return { baseUrl: baseUrlOf(port), emulator };
}
