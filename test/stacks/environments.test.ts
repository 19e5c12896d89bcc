import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { environmentOf } from '../../lib/environments.ts';
import { needsQueues } from '../../lib/stacks/messaging-stack.ts';
import { sharingConsumers } from '../../lib/stream-reader.ts';
import { bankOf, deployed } from './synth.ts';

describe.each(['local', 'dev', 'test', 'prod'] as const)('%s', (name) => {
  const bank = bankOf(name);

  it('is one stack for what all need, one per domain, one for what operators watch', () => {
    const { sandbox } = environmentOf(name);
    const sharing = new Set(sharingConsumers(deployed).map(({ contract }) => contract.name));
    const domains = deployed
      .filter(({ contract }) => ['operation', 'foreign', 'schedule', 'consumer'].includes(contract.kind))
      .filter(({ contract }) => !sharing.has(contract.name))
      .map(({ domain }) => domain);
    const here = domains.filter((domain) => sandbox || !domain.startsWith('sandbox-'));
    const expected = new Set([
      'foundation',
      ...(needsQueues(deployed) ? ['messaging'] : []),
      'workflow',
      'events',
      'operations',
      ...here,
    ]);
    expect([...bank.stacks].toSorted()).toEqual([...expected].map((stack) => `songhua-${stack}`).toSorted());
  });
  it('stays under the 500 resources of a stack', () => {
    for (const [, resources] of Map.groupBy(bank.resources, ({ stack }) => stack))
      expect(resources.length).toBeLessThan(500);
  });
  it('makes no alarm without an owner and a runbook that exists', () => {
    for (const { properties } of [
      ...bank.ofType('AWS::CloudWatch::Alarm'),
      ...bank.ofType('AWS::CloudWatch::CompositeAlarm'),
    ]) {
      const [, runbook] = /Owner: \w+\. Runbook: (\S+)$/.exec(properties['AlarmDescription'])!;
      expect(existsSync(join(import.meta.dirname, '../..', runbook!))).toBe(true);
    }
  });
  it('has its functions answer under its own address', () => {
    for (const { properties } of bank.ofType('AWS::Lambda::Function')) {
      expect(properties['Environment'].Variables).toMatchObject({
        BANK_ENVIRONMENT: name,
        BANK_BASE_URL: environmentOf(name).baseUrl,
      });
    }
  });
});

describe('prod', () => {
  const bank = bankOf('prod');

  it('has nothing of the sandbox: no function, no route, no address of a simulator', () => {
    expect(JSON.stringify([bank.resources, bank.outputs])).not.toMatch(/sandbox/i);
  });
  it('hands an SMS to the provider', () =>
    expect(environmentOf('prod').smsUrl).not.toContain(environmentOf('prod').baseUrl));
  it('keeps table, keys and logs, whatever happens to a stack', () => {
    const kept = ['AWS::DynamoDB::Table', 'AWS::KMS::Key', 'AWS::Logs::LogGroup'].flatMap((type) => bank.ofType(type));
    for (const { deletionPolicy } of kept) expect(deletionPolicy).toBe('Retain');
    expect(bank.ofType('AWS::DynamoDB::Table')[0]!.properties['DeletionProtectionEnabled']).toBe(true);
  });
  it('keeps logs for a year: the law asks for six months', () => {
    for (const { properties } of bank.ofType('AWS::Logs::LogGroup')) expect(properties['RetentionInDays']).toBe(365);
  });
  it('rings once for a domain, not once for each function of it', () => {
    expect(bank.ofType('AWS::CloudWatch::CompositeAlarm').length).toBeGreaterThan(0);
  });
});

describe('the log of calls', () => {
  const told = (name: 'local' | 'dev' | 'prod') =>
    bankOf(name).lambda('createTransfer').properties['Environment'].Variables['BANK_CALLS_PER_LINE'] as string;

  it('has every call where somebody is at work on the code, and a sample where customers are', () =>
    expect([told('local'), told('dev'), told('prod')]).toEqual(['1', '1', '10']));
});

describe('local', () => {
  it('has what the emulator needs, and nobody else has it', () => {
    const tagged = (name: 'local' | 'prod') => bankOf(name).ofType('AWS::ApiGatewayV2::Api')[0]!.properties['Tags'];
    expect(tagged('local')).toMatchObject({ 'ms-custom-id': 'songhua' });
    expect(tagged('prod')).toBeUndefined();
    expect(bankOf('local').ofType('AWS::CloudWatch::CompositeAlarm')).toEqual([]);
  });
  it('answers where the one who starts it says', () => {
    const baseUrl = 'https://127.0.0.1:4600/_aws/execute-api/songhua/$default/v1';
    expect(environmentOf('local', { baseUrl }).smsUrl).toBe(`${baseUrl}/sandbox/sms-messages`);
  });
});

it('refuses an environment that it does not know', () =>
  expect(() => environmentOf('production')).toThrow('no environment production'));
