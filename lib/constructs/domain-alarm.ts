import { AlarmRule, AlarmState, CompositeAlarm, type IAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { Construct } from 'constructs';
import type { Ground } from '../cloud.ts';
import { ownerOf } from '../owners.ts';

/** One ring for a domain, however many of its functions fail at once; the local emulator has no such alarm. */
export function ringOnce(
  scope: Construct,
  domain: string,
  errors: readonly IAlarm[],
  { environment, operators }: Ground,
): void {
  if (environment.emulator || errors.length === 0) return;
  const alarm = new CompositeAlarm(scope, 'Unwell', {
    alarmRule: AlarmRule.anyOf(...errors.map((one) => AlarmRule.fromAlarm(one, AlarmState.ALARM))),
    alarmDescription: `Functions of ${domain} fail. Owner: ${ownerOf(domain)}. Runbook: docs/runbooks/function-errors.md`,
  });
  alarm.addAlarmAction(new SnsAction(operators));
}
