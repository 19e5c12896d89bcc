import { Duration, Validations } from 'aws-cdk-lib';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { QueuePair } from '../cloud.ts';
import { BankAlarm } from './alarm.ts';

/** Deliveries before a message is set aside: enough for a partner's restart, few enough to be seen the same hour. */
const deliveriesMax = 5;

export interface DeadLettersProps {
  readonly fifo?: boolean;
  readonly owner: string;
  readonly operators: ITopic;
}

/** Where work waits that could not be done: kept 14 days, and its first message rings. */
export class DeadLetters extends Construct {
  readonly queue: Queue;

  constructor(scope: Construct, id: string, { fifo, owner, operators }: DeadLettersProps) {
    super(scope, id);
    this.queue = new Queue(this, 'Queue', {
      ...(fifo && { fifo }),
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    Validations.of(this.queue).acknowledge({
      id: 'AwsSolutions-SQS3',
      reason: 'it is itself where messages end, for Lambda or EventBridge',
    });
    new BankAlarm(this, 'Depth', {
      metric: this.queue.metricApproximateNumberOfMessagesVisible({
        period: Duration.minutes(1),
        statistic: 'Maximum',
      }),
      what: `${scope.node.id} has dead letters: work that somebody is waiting for was given up.`,
      owner,
      runbook: 'docs/runbooks/dead-letters.md',
      rings: operators,
    });
  }
}

export interface BankQueueProps extends Omit<DeadLettersProps, 'fifo'> {
  /** With `.fifo` at its end: in order per message group, exactly once in five minutes. */
  readonly name: string;
  /** How long its consumer may work on one batch. */
  readonly timeoutSeconds: number;
}

/** A queue of the bank: encrypted, TLS only, with dead letters that ring. */
export class BankQueue extends Construct implements QueuePair {
  readonly queue: Queue;
  readonly deadLetters: Queue;

  constructor(scope: Construct, { name, timeoutSeconds, ...duty }: BankQueueProps) {
    super(scope, name.replace('.', '-'));
    const fifo = name.endsWith('.fifo');
    this.deadLetters = new DeadLetters(this, 'DeadLetters', { ...duty, fifo }).queue;
    this.queue = new Queue(this, 'Queue', {
      ...(fifo && { fifo }),
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      // Six times the consumer's own limit, as Lambda asks, or a throttled batch is delivered twice.
      visibilityTimeout: Duration.seconds(timeoutSeconds * 6),
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: deliveriesMax },
    });
  }
}
