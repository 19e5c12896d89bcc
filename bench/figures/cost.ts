import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Deployable, ofKind } from '../../lib/operations.ts';
import { withMeteredBank } from '../cloud/with-bank.ts';
import { type BillLine, billOf, totalOf } from '../cost.ts';
import { type Figure, atMost, told } from '../figure.ts';
import { countFlows, type Flow } from '../flows.ts';
import { type Pieces, monthOf } from '../monthly.ts';
import prices from '../prices.json' with { type: 'json' };

const goals: readonly { flow: Flow; what: string; limit: number }[] = [
  { flow: 'read', what: 'a million balance reads', limit: 1.4 },
  { flow: 'transfer', what: 'a million transfers without step-up', limit: 7 },
  { flow: 'oneFactor', what: 'a million transfers with one factor', limit: 65 },
  { flow: 'twoFactors', what: 'a million transfers with two factors', limit: 67 },
];

/** Goal 4: list prices per million uses, and the bill of a month; line by line in bench/bill.json. */
export const costFigures = (): Promise<Figure[]> =>
  withMeteredBank(async (bank) => {
    const flows = await countFlows(bank);
    const bills = Object.fromEntries(
      Object.entries(flows).map(([flow, counters]) => [flow, billOf(counters, bank.deployed)]),
    ) as Record<Flow, BillLine[]>;
    const month = monthOf(bills, piecesOf(bank.functions.all));
    const { source, date, region, assumptions } = prices;
    const bill = { prices: { source, date, region, assumptions }, perMillion: bills, month };
    writeFileSync(join(import.meta.dirname, '../bill.json'), `${JSON.stringify(bill, null, 2)}\n`);
    return [
      ...goals.map(({ flow, what, limit }) => atMost('4', what, totalOf(bills[flow]), limit, 'USD')),
      told('4', 'a million refreshed sessions', totalOf(bills.session), 'USD'),
      told(
        '4',
        'a month at the reference scale',
        month.reduce((sum, { usd }) => sum + usd, 0),
        'USD',
      ),
    ];
  });

function piecesOf(all: readonly Deployable[]): Pieces {
  const foreign = ofKind(all, 'foreign');
  const partners = foreign.filter(({ contract }) => contract.partner).length;
  return { functions: all.length, routes: ofKind(all, 'operation').length + foreign.length, partners };
}
