import { describe, expect, it } from 'vitest';
import { environmentOf } from '../../lib/environments.ts';
import { authorizationOf } from '../../lib/constructs/transfer-definition.ts';
import { transferRulesOf } from '../../shared/domain/parameters/transfer.ts';
import { type Properties, type Statement, bankOf, listOf } from './synth.ts';

const parts = {
  partition: 'aws-cn',
  openChallengeArn: 'open',
  settleTransferArn: 'settle',
  patience: { TimeoutSecondsPath: '$.timeoutSeconds' },
};
const definition = authorizationOf(parts);
const states: Record<string, Properties> = definition.States;

/** Every way through the definition, as the states entered: by success and by each catch. */
function paths(from: string): string[][] {
  const { Next, Catch = [] } = states[from]!;
  const onward = [...(Next ? [Next] : []), ...Catch.map((one: Properties) => one['Next'])] as string[];
  return onward.length === 0 ? [[from]] : onward.flatMap((next) => paths(next).map((rest) => [from].concat(rest)));
}

describe('the authorization of a transfer', () => {
  it('enters two states, whatever happens: two billed transitions a transfer', () => {
    expect(paths(definition.StartAt)).toEqual([
      ['AwaitAuthorization', 'Settle'],
      ['AwaitAuthorization', 'Settle'],
    ]);
  });
  it('waits for a token, as long as the transfer says', () => {
    expect(states['AwaitAuthorization']).toMatchObject({
      Resource: 'arn:aws-cn:states:::lambda:invoke.waitForTaskToken',
      TimeoutSecondsPath: '$.timeoutSeconds',
    });
  });
  it('tries again to open a challenge, and does not wait twice for an answer', () => {
    expect(states['AwaitAuthorization']!['Retry']).toEqual([
      { ErrorEquals: ['States.Timeout'], MaxAttempts: 0 },
      expect.objectContaining({ ErrorEquals: ['States.ALL'], MaxAttempts: 3 }),
    ]);
  });
  it('settles also after a timeout and after a challenge that could not be opened', () => {
    expect(states['AwaitAuthorization']!['Catch']).toEqual([
      { ErrorEquals: ['States.ALL'], ResultPath: null, Next: 'Settle' },
    ]);
  });
  it('never gives up settling before a day is nearly over', () => {
    const [{ IntervalSeconds, BackoffRate, MaxDelaySeconds, MaxAttempts }] = states['Settle']!['Retry'];
    const delays = Array.from({ length: MaxAttempts as number }, (_, i) =>
      Math.min(IntervalSeconds * BackoffRate ** i, MaxDelaySeconds),
    );
    const hours = delays.reduce((sum, delay) => sum + delay, 0) / 3600;
    expect(hours).toBeGreaterThan(12);
    expect(hours).toBeLessThan(24);
  });
  it('keeps nothing but ids in its history', () => {
    for (const { Parameters, ResultPath } of Object.values(states)) {
      const given = Object.keys(Parameters['Payload'] as Properties).filter((key) => key !== 'taskToken.$');
      expect(given).toEqual(['accountId.$', 'transferId.$']);
      expect(ResultPath).toBeNull();
    }
  });
});

describe('the state machine', () => {
  const [machine] = bankOf('test').ofType('AWS::StepFunctions::StateMachine');

  it('is a Standard workflow that outlives its caller', () =>
    expect(machine!.properties['StateMachineType'] ?? 'STANDARD').toBe('STANDARD'));
  it('logs errors without execution data, and is not traced', () => {
    expect(machine!.properties).toMatchObject({
      LoggingConfiguration: { Level: 'ERROR', IncludeExecutionData: false },
    });
    expect(machine!.properties['TracingConfiguration']).toBeUndefined();
  });
  it('rings when it fails and when it outlives its day', () => {
    const alarms = bankOf('test')
      .ofType('AWS::CloudWatch::Alarm')
      .map(({ properties }) => properties);
    const ringing = alarms.filter(({ Namespace }) => Namespace === 'AWS/States');
    expect(ringing.map(({ MetricName }) => MetricName as string).toSorted()).toEqual([
      'ExecutionsFailed',
      'ExecutionsTimedOut',
    ]);
    for (const { AlarmActions } of ringing) expect(AlarmActions).toHaveLength(1);
  });
  it('may invoke its two tasks and no other function', () => {
    const bank = bankOf('test');
    const role = bank.pointedAt(machine!, machine!.properties['RoleArn']);
    const invoking = bank.statementsOf(role).filter(({ Action }) => Action === 'lambda:InvokeFunction');
    const called = invoking
      .flatMap(({ Resource }) => Resource as Properties[])
      .map((arn) => bank.pointedAt(machine!, arn).properties['FunctionName']);
    expect(called).toEqual(['songhua-open-challenge', 'songhua-settle-transfer']);
  });
  it('is the one that functions start and answer', () => {
    const bank = bankOf('test');
    const asked = bank
      .ofType('AWS::IAM::Policy')
      .flatMap(({ properties }) => properties['PolicyDocument'].Statement as Statement[])
      .filter(({ Action }) => listOf(Action).some((action) => action.startsWith('states:')));
    for (const { Resource } of asked)
      expect(JSON.stringify(Resource)).toMatch(/:stateMachine:songhua-transfer-authorization"/);
    expect(machine!.properties['StateMachineName']).toBe('songhua-transfer-authorization');
  });
  it('waits a number of seconds only where the emulator can read nothing else', () => {
    const waiting = (name: 'local' | 'prod') =>
      JSON.stringify(bankOf(name).ofType('AWS::StepFunctions::StateMachine')[0]!.properties['DefinitionString']);
    const { authorizationSeconds } = transferRulesOf('2026-01-01');
    expect(environmentOf('local').emulator?.waitSeconds).toBeGreaterThan(authorizationSeconds);
    expect(waiting('local')).toContain('\\"TimeoutSeconds\\":301');
    expect(waiting('prod')).toContain('\\"TimeoutSecondsPath\\":\\"$.timeoutSeconds\\"');
  });
});
