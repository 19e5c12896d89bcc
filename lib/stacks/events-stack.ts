import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import type { Ground } from '../cloud.ts';
import { ringOnce } from '../constructs/domain-alarm.ts';
import { StreamReader } from '../constructs/stream-reader.ts';
import { type StreamDeployable, filtersOf, streamReaderOf } from '../stream-reader.ts';

/** The most that a shard gives: one slow change holds up a tenth of the customers, and none of one customer overtakes. */
const lanes = 10;

/** The one function that reads the table's stream for every consumer that does not read it alone. */
export class EventsStack extends Stack {
  constructor(scope: Construct, consumers: readonly StreamDeployable[], ground: Ground) {
    const { account, region } = ground.environment;
    super(scope, 'events', { stackName: 'songhua-events', env: { account, region } });
    const reader = new StreamReader(this, streamReaderOf(consumers), { filters: filtersOf(consumers), lanes }, ground);
    ringOnce(this, 'events', [reader.errors], ground);
  }
}
