import { describe, expect, it } from 'vitest';
import { partners } from '../../shared/domain/partners/partners.ts';
import { bankOf } from './synth.ts';

const bank = bankOf('prod');

describe.each(partners)('the partner $name in production', (partner) => {
  const { name, address, answeredPercentMin } = partner;
  const named = new RegExp(`partner-?${name}`);

  it('has a queue in order with dead letters, and a first dead letter that rings', () => {
    const queues = bank
      .ofType('AWS::SQS::Queue')
      .filter(({ id, properties }) => named.test(id) && properties['FifoQueue']);
    expect(queues).toHaveLength(2);
    const depth = bank.ofType('AWS::CloudWatch::Alarm').find(({ id }) => named.test(id) && id.includes('Depth'));
    expect(depth?.properties).toMatchObject({ Threshold: 1, EvaluationPeriods: 1 });
    expect(depth?.properties['AlarmActions']).toHaveLength(1);
  });

  it('rings when it answers less than was agreed, and is seen on a dashboard of its own', () => {
    const answers = bank.ofType('AWS::CloudWatch::Alarm').find(({ id }) => named.test(id) && id.includes('Answers'));
    expect(answers?.properties).toMatchObject({ Threshold: 100 - answeredPercentMin });
    expect(answers?.properties['AlarmDescription']).toContain('docs/runbooks/partner.md');
    const boards = bank.ofType('AWS::CloudWatch::Dashboard').map(({ properties }) => properties['DashboardName']);
    expect(boards).toContain(`songhua-partner-${name}`);
  });

  it('is called where its declaration says, and only by what asks it', () => {
    const variable = `BANK_PARTNER_${name.toUpperCase()}_URL`;
    const callers = bank
      .ofType('AWS::Lambda::Function')
      .filter(({ properties }) => properties['Environment']?.Variables?.[variable] !== undefined);
    expect(new Set(callers.map(({ properties }) => properties['Environment'].Variables[variable]))).toEqual(
      new Set([address]),
    );
    expect(callers.every(({ stack }) => stack === `songhua-partner-${name}`)).toBe(true);
  });

  it('pushes to a route that nobody guards but the signature', () => {
    const routes = bank.ofType('AWS::ApiGatewayV2::Route').map(({ properties }) => properties);
    const route = routes.find(({ RouteKey }) => RouteKey === `POST /v1/partners/${name}/callbacks/{token}`);
    expect(route).toMatchObject({ AuthorizationType: 'NONE' });
  });
});

it('the emulator, which knows no metric math, counts what is not answered', () => {
  const answers = bankOf('local')
    .ofType('AWS::CloudWatch::Alarm')
    .filter(({ id }) => id.includes('Answers'));
  expect(answers.map(({ properties }) => properties['MetricName'])).toEqual(partners.map(() => 'partnerLatency'));
});

it('no simulator is deployed in production', () => {
  expect(bank.stacks.filter((stack) => stack.includes('sandbox'))).toEqual([]);
});
