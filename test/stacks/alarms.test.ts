import { describe, expect, it } from 'vitest';
import { bankOf } from './synth.ts';

const alarms = bankOf('prod').ofType('AWS::CloudWatch::Alarm');

describe('alarms of the books', () => {
  it('ring at the first finding of the hourly check', () => {
    const alarm = alarms.find(({ properties }) => properties['MetricName'] === 'ledgerFindings');
    expect(alarm?.properties).toMatchObject({ Namespace: 'Songhua', Threshold: 1, EvaluationPeriods: 1 });
    expect(alarm?.properties['AlarmActions']).toHaveLength(1);
  });
});
