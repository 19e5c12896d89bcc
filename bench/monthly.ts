import type { BillLine } from './cost.ts';
import { totalOf } from './cost.ts';
import type { Flow } from './flows.ts';
import prices from './prices.json' with { type: 'json' };
import scale from './scale.json' with { type: 'json' };

/** One line of the month's bill at the reference scale of the product, in USD. */
export interface MonthLine {
  readonly what: string;
  readonly usd: number;
}

/** How many of what is paid by the piece. */
export interface Pieces {
  readonly functions: number;
  readonly routes: number;
  readonly partners: number;
}

/** The bill of a month: each use as often as the scale says, and what stands there whether used or not. */
export function monthOf(bills: Readonly<Record<Flow, readonly BillLine[]>>, pieces: Pieces): MonthLine[] {
  const { monthly } = prices;
  const { functions, routes, partners } = pieces;
  const flows = Object.entries(scale.usesPerCustomerAndMonth) as [Flow, number][];
  const uses = flows.map(([flow, times]) => ({
    what: `${flow}: ${times} a month for each of ${scale.activeCustomers} customers`,
    usd: (totalOf(bills[flow]) / 1e6) * times * scale.activeCustomers,
  }));
  const logGb = flows.reduce((sum, [flow, times]) => sum + logGbOf(bills[flow]) * times * scale.activeCustomers, 0);
  const gb = (scale.activeCustomers * scale.kbPerCustomer) / 1e6;
  return [
    ...uses,
    {
      what: `table of ${Math.round(gb)} GB with point-in-time recovery`,
      usd: gb * (monthly.tableGb + monthly.pointInTimeGb),
    },
    { what: `logs kept for ${scale.logMonthsKept} months`, usd: logGb * scale.logMonthsKept * monthly.logStoredGb },
    { what: 'metrics of the gateway, by route', usd: routes * scale.metricsPerRoute * monthly.customMetric },
    { what: 'metrics of our own: two a partner, one of the ledger', usd: (partners * 2 + 1) * monthly.customMetric },
    { what: 'alarms', usd: functions * monthly.alarm },
    { what: 'keys', usd: scale.keys * monthly.kmsKey },
  ];
}

const logGbOf = (bill: readonly BillLine[]): number =>
  bill.find(({ what }) => what === 'CloudWatch Logs GB')?.count ?? 0;
