import { join } from 'node:path';
import type { Plugin } from 'esbuild';
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

/** What a test or a proof may choose of the bank that it opens. */
export interface Opening extends Choice {
  /** Changes the code of the functions, which then are bundled beside the bank's state and go with it. */
  readonly plugins?: readonly Plugin[];
}

/** Builds, starts the local cloud, deploys the stacks and seeds them: the whole way to a fresh bank. */
export async function openBank(port: number, { plugins, ...choice }: Opening = {}): Promise<OpenBank> {
  const emulator = await step(`start the local cloud on port ${port}`, () => startEmulator({ port }));
  const bundling = plugins ? { plugins, folder: join(emulator.folder, 'bundles') } : {};
  const chosen = { ...choice, ...(bundling.folder && { bundles: bundling.folder }) };
  await Promise.all([
    step('bootstrap the empty account', () => bootstrap(emulator)),
    step('bundle the functions', () => bundle(bundling)).then(() =>
      step('synthesize the stacks', () => synthesize(emulator, chosen)),
    ),
  ]);
  await step('deploy the stacks', () => {
    const start = performance.now();
    return deployStacks(emulator, (name) => console.log(`      ${name} (${secondsSince(start)})`));
  });
  await step('seed the operators', () => seed(emulator));
  return { baseUrl: baseUrlOf(port), emulator };
}
