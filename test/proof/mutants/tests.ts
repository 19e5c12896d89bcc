/** Tests that bring with them what they need of the bank. */
export const unitTests: readonly string[] = ['domain', 'contract', 'data', 'lambda', 'gateway'].map(
  (folder) => `test/${folder}/**/*.test.ts`,
);

/** Tests of the deployed bank that ask its API and nothing else: they run as well in front of a bank in their own process. */
export const apiTests: readonly string[] = [
  'test/abuse/*.test.ts',
  'test/functions/accounts/*.test.ts',
  'test/functions/identity/*.test.ts',
  'test/functions/ledger/reports.test.ts',
  'test/functions/sandbox-bank/*.test.ts',
  'test/functions/switches.test.ts',
  'test/functions/transfers/{create,preview}-transfer.test.ts',
  'test/functions/transfers/{races,receipts}.test.ts',
  'test/journeys/bad-input.test.ts',
];

/** The simulation, among the tests that may notice. */
export const simulation = 'the simulation';
