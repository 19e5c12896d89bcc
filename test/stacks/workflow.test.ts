import { describe, expect, it } from 'vitest';
import { authorizationOf } from '../../lib/constructs/transfer-definition.ts';
import { type Properties, bankOf } from './synth.ts';

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
  return onward.length === 0 ? [[from]] : onward.flatMap((next) => paths(next).map((rest) => [from, ...rest]));
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
  it('logs errors without execution data, and is traced', () => {
    expect(machine!.properties).toMatchObject({
      LoggingConfiguration: { Level: 'ERROR', IncludeExecutionData: false },
      TracingConfiguration: { Enabled: true },
    });
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
  it('waits a number of seconds only where the emulator can read nothing else', () => {
    const waiting = (name: 'local' | 'prod') =>
      JSON.stringify(bankOf(name).ofType('AWS::StepFunctions::StateMachine')[0]!.properties['DefinitionString']);
    expect(waiting('local')).toContain('\\"TimeoutSeconds\\":300');
    expect(waiting('prod')).toContain('\\"TimeoutSecondsPath\\":\\"$.timeoutSeconds\\"');
  });
});
