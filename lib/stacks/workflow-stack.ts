import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { Ground } from '../cloud.ts';
import { BankFunction } from '../constructs/bank-function.ts';
import { ringOnce } from '../constructs/domain-alarm.ts';
import { TransferWorkflow } from '../constructs/transfer-workflow.ts';
import { type Deployable, ofKind } from '../operations.ts';

/** The authorization of transfers: its tasks live beside the workflow; whoever starts or answers it knows it by name. */
export class WorkflowStack extends Stack {
  constructor(scope: Construct, all: readonly Deployable[], ground: Ground) {
    const { account, region } = ground.environment;
    super(scope, 'workflow', { stackName: 'songhua-workflow', env: { account, region } });
    const tasks = new Map(ofKind(all, 'task').map((one) => [one.contract.name, new BankFunction(this, one, ground)]));
    const task = (name: string) => {
      const found = tasks.get(name);
      if (!found) throw new Error(`the transfer workflow needs the task ${name}`);
      return found.lambda;
    };
    ringOnce(
      this,
      'transfers',
      [...tasks.values()].map(({ errors }) => errors),
      ground,
    );
    const steps = { openChallenge: task('openChallenge'), settleTransfer: task('settleTransfer') };
    new TransferWorkflow(this, 'TransferAuthorization', steps, ground);
  }
}
