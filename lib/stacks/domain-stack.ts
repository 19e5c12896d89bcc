import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { FrontDoor, Ground } from '../cloud.ts';
import { ringOnce } from '../constructs/domain-alarm.ts';
import { OperationRoute } from '../constructs/operation-route.ts';
import { QueueConsumer } from '../constructs/queue-consumer.ts';
import { ScheduledJob } from '../constructs/scheduled-job.ts';
import { StreamReader } from '../constructs/stream-reader.ts';
import { type Deployable, ofKind } from '../operations.ts';

/** Eight resources an operation, five hundred a stack: past fifty the domain is two domains. */
const operationsMax = 50;

/** One domain of the bank: its operations, its scheduled jobs and its consumers. */
export class DomainStack extends Stack {
  constructor(scope: Construct, domain: string, all: readonly Deployable[], ground: Ground, door: FrontDoor) {
    const { account, region } = ground.environment;
    super(scope, domain, { stackName: `songhua-${domain}`, env: { account, region } });
    if (all.length > operationsMax) throw new Error(`${domain} has ${all.length} functions: split it`);
    const functions = [
      ...[...ofKind(all, 'operation'), ...ofKind(all, 'foreign')].map(
        (one) => new OperationRoute(this, one, ground, door),
      ),
      ...ofKind(all, 'schedule').map((one) => new ScheduledJob(this, one, ground)),
      ...ofKind(all, 'consumer').map((one) => {
        const { source } = one.contract;
        return 'queue' in source
          ? new QueueConsumer(this, one, source.queue, ground)
          : new StreamReader(this, one, { filters: [source.stream] }, ground);
      }),
    ];
    ringOnce(
      this,
      domain,
      functions.map(({ errors }) => errors),
      ground,
    );
  }
}
