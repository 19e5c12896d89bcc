import { Alarm, type AlarmProps, ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';

/** The page an operator opens when the alarm rings. */
export type Runbook = `docs/runbooks/${string}.md`;

export interface BankAlarmProps extends Pick<AlarmProps, 'metric'> {
  /** What is wrong, in one English sentence. */
  readonly what: string;
  /** The team that answers. */
  readonly owner: string;
  readonly runbook: Runbook;
  /** Rings the operators itself. A silent one is a part of a composite alarm or of a dashboard, and says here which. */
  readonly rings: ITopic | { readonly silentBecause: string };
  /** Rings at this value; 1 unless said. */
  readonly threshold?: number;
  /** Periods in a row; 1 unless said. */
  readonly evaluationPeriods?: number;
}

/** An alarm that cannot be made without someone to answer it and a page that says how. */
export class BankAlarm extends Alarm {
  constructor(scope: Construct, id: string, { what, owner, runbook, rings, ...rule }: BankAlarmProps) {
    super(scope, id, {
      threshold: 1,
      evaluationPeriods: 1,
      ...rule,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
      alarmDescription: `${what} Owner: ${owner}. Runbook: ${runbook}`,
    });
    if (!('silentBecause' in rings)) this.addAlarmAction(new SnsAction(rings));
  }
}
