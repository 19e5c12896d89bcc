import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { FrontDoor, Ground } from '../cloud.ts';
import { BusinessDashboard } from '../constructs/business-dashboard.ts';
import { type Deployable, ofKind } from '../operations.ts';

/** What operators watch: one dashboard for each line of business. */
export class OperationsStack extends Stack {
  constructor(scope: Construct, all: readonly Deployable[], { environment }: Ground, { api }: FrontDoor) {
    const { account, region } = environment;
    super(scope, 'operations', { stackName: 'songhua-operations', env: { account, region } });
    const contracts = Map.groupBy(
      ofKind(all, 'operation').map(({ contract }) => contract),
      ({ business }) => business,
    );
    for (const [business, operations] of contracts) new BusinessDashboard(this, business, operations, api);
  }
}
