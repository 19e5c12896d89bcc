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

/** The bill of a month: each use as often as the scale says, and what stands there whether used or not. */
export function monthOf(bills: Readonly<Record<Flow, readonly BillLine[]>>, functions: number): MonthLine[] {
  const { monthly } = prices;
  const uses = Object.entries(scale.usesPerCustomerAndMonth).map(([flow, times]) => ({
    what: `${flow}: ${times} a month for each of ${scale.activeCustomers} customers`,
    usd: (totalOf(bills[flow as Flow]) / 1e6) * times * scale.activeCustomers,
  }));
  const gb = (scale.activeCustomers * scale.kbPerCustomer) / 1e6;
  return [
    ...uses,
    {
      what: `table of ${Math.round(gb)} GB with point-in-time recovery`,
      usd: gb * (monthly.tableGb + monthly.pointInTimeGb),
    },
    { what: 'logs kept', usd: scale.logGbKept * monthly.logStoredGb },
    { what: 'metrics, by operation and outcome', usd: functions * scale.outcomesSeen * monthly.customMetric },
    { what: 'alarms', usd: functions * monthly.alarm },
    { what: 'keys', usd: scale.keys * monthly.kmsKey },
  ];
}
