import { Duration, Stack } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';
import type { FrontDoor, Ground } from '../cloud.ts';
import { BankAlarm } from '../constructs/alarm.ts';
import { BusinessDashboard } from '../constructs/business-dashboard.ts';
import { CapacityAlarms } from '../constructs/capacity-alarms.ts';
import { PartnerBoard } from '../constructs/partner-board.ts';
import { type Deployable, ofKind } from '../operations.ts';

/** What operators watch: one dashboard for each line of business and each partner, and the signs of a bank at its limits. */
export class OperationsStack extends Stack {
  constructor(scope: Construct, all: readonly Deployable[], ground: Ground, { api }: FrontDoor) {
    const { account, region } = ground.environment;
    super(scope, 'operations', { stackName: 'songhua-operations', env: { account, region } });
    const contracts = Map.groupBy(
      ofKind(all, 'operation').map(({ contract }) => contract),
      ({ business }) => business,
    );
    for (const [business, operations] of contracts) new BusinessDashboard(this, business, operations, api);
    for (const { contract } of ofKind(all, 'foreign')) {
      if (contract.partner) new PartnerBoard(this, contract.partner, contract, ground, api);
    }
    new CapacityAlarms(this, 'Capacity', ground, api);
    new BankAlarm(this, 'LedgerFindings', {
      metric: new Metric({
        namespace: 'Songhua',
        metricName: 'ledgerFindings',
        statistic: 'Maximum',
        period: Duration.hours(1),
      }),
      what: 'The hourly check of the ledger found an invariant broken: money may be wrong.',
      owner: 'ledger',
      runbook: 'docs/runbooks/ledger-findings.md',
      rings: ground.operators,
    });
  }
}
