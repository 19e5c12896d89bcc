import { defineConfig } from 'vitest/config';

const unit = ['domain', 'contract', 'data', 'lambda', 'gateway', 'local'].map(
  (folder) => `test/${folder}/**/*.test.ts`,
);

/** A journey makes some dozens of calls, each of tens of milliseconds, and waits for queues and streams. */
const deployedSecondsMax = 60;

const onTheBank = {
  globalSetup: 'test/deployed.setup.ts',
  setupFiles: 'test/trust.setup.ts',
  testTimeout: deployedSecondsMax * 1000,
  hookTimeout: deployedSecondsMax * 1000,
};

export default defineConfig({
  test: {
    // Both cores of the machine that judges: by itself vitest leaves one of two idle.
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: unit,
          // The longest takes 2 s alone and over 5 beside a busy neighbour: no reason to call the bank broken.
          testTimeout: 20_000,
        },
      },
      { extends: true, test: { name: 'architecture', include: ['test/architecture/**/*.test.ts'] } },
      {
        extends: true,
        test: {
          name: 'stacks',
          include: ['test/stacks/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          // Only reads of the same templates: one process synthesizes each environment once for all files.
          isolate: false,
          maxWorkers: 1,
        },
      },
      {
        extends: true,
        test: {
          name: 'proof',
          include: ['test/proof/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          // The same runs every time; `npm run proof` takes new ones. BANK_SEED replays one.
          env: { BANK_SEED: process.env['BANK_SEED'] ?? '20261124' },
        },
      },
      {
        extends: true,
        test: {
          ...onTheBank,
          name: 'deployed',
          include: ['test/functions/**/*.test.ts', 'test/journeys/**/*.test.ts', 'test/abuse/**/*.test.ts'],
          // Two, since a journey that waits for an expiry leaves the machine to another.
          maxWorkers: 2,
        },
      },
      {
        extends: true,
        test: {
          ...onTheBank,
          name: 'aftermath',
          include: ['test/aftermath/**/*.test.ts'],
          // After everything else has happened on the same bank.
          sequence: { groupOrder: 1 },
          // One file at a time: the books are scanned while nothing moves.
          maxWorkers: 1,
        },
      },
    ],
  },
});
