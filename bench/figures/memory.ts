import { join } from 'node:path';
import { mustRun } from '../../local/processes.ts';
import { root } from '../../local/settings.ts';
import { contract as createTransfer } from '../../functions/transfers/create-transfer.ts';
import { prepared } from '../cloud/prepared.ts';
import { withMeteredBank } from '../cloud/with-bank.ts';
import { type Figure, atMost, quantile, told } from '../figure.ts';
import { Person, pressed } from '../units/person.ts';

/** Fresh processes: memory differs by some tenths of a MB from run to run. */
const runs = 7;

/** Goal 7: resident memory of a fresh process after its first transfer, beside one that runs nothing. */
export const memoryFigures = (): Promise<Figure[]> =>
  withMeteredBank(async (bank) => {
    const payer = await Person.arrived(bank, 1_000_000n);
    const payee = await Person.arrived(bank);
    await payer.paysStranger(payee, 1_000n);
    const sample: number[] = [];
    for (let run = 0; run < runs; run++) {
      const { event } = await prepared(bank.functions, payer.caller, (client) =>
        client.call(createTransfer, payer.wish(payee, 100n), pressed()),
      );
      sample.push(await memoryAfter(event));
    }
    const bare = Number(await mustRun(process.execPath, ['-e', 'console.log(process.memoryUsage().rss / 1e6)']));
    return [
      atMost(
        '7',
        `resident memory after the first transfer, p50 of ${runs} processes`,
        quantile(sample, 0.5),
        56,
        'MB',
      ),
      told('7', 'resident memory of a Node that runs nothing', bare, 'MB'),
    ];
  });

/** Plain JavaScript: stripping types would take 30 MB in the very process that is weighed. */
const firstCall = `
  const { handler } = await import(process.argv[1]);
  const context = { awsRequestId: 'first-call', getRemainingTimeInMillis: () => 10_000 };
  const { statusCode } = await handler(JSON.parse(process.argv[2]), context);
  console.log(JSON.stringify({ statusCode, mb: process.memoryUsage().rss / 1e6 }));
  process.exit(0);
`;

async function memoryAfter(event: object): Promise<number> {
  const bundle = join(root, 'dist/transfers/create-transfer/index.mjs');
  const args = ['--input-type=module', '-e', firstCall, bundle, JSON.stringify(event)];
  const output = await mustRun(process.execPath, args);
  const { statusCode, mb } = JSON.parse(output.trim().split('\n').at(-1)!) as { statusCode: number; mb: number };
  if (statusCode !== 201) throw new Error(`the first call ended with ${statusCode}\n${output}`);
  return mb;
}
