import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { filtersOf, sharingConsumers, streamReaderOf } from '../../lib/stream-reader.ts';
import { unionOf } from '../../lib/stream-union.ts';
import { type Deployable, ofKind } from '../../lib/operations.ts';
import { type StreamFilter, isAskedFor, patternOf } from '../../shared/contract/stream-filter.ts';
import { type Properties, bankOf, deployed, listOf } from './synth.ts';

const consumers = ofKind(deployed, 'consumer').filter(({ contract }) => 'stream' in contract.source);
const sharing = sharingConsumers(deployed);
const own = consumers.filter(({ contract }) => sharing.every((one) => one.contract !== contract));

describe.each(['local', 'dev', 'test', 'prod'] as const)('the stream of %s', (name) => {
  const bank = bankOf(name);
  const mappings = bank
    .ofType('AWS::Lambda::EventSourceMapping')
    .filter(({ properties }) => JSON.stringify(properties['EventSourceArn']).includes('StreamArn'));
  const readerOf = ({ stack, properties }: (typeof mappings)[number]) =>
    bank.resources.find(({ id, stack: of }) => of === stack && id === properties['FunctionName'].Ref)!.properties;

  it('has the two readers that a shard serves at full speed', () => {
    const names = mappings.map((mapping): string => readerOf(mapping)['FunctionName']);
    expect(names.toSorted((a, b) => a.localeCompare(b))).toEqual(['songhua-fold-hot-entries', 'songhua-read-stream']);
  });

  it('reaches every consumer by exactly one of them', () => {
    expect([...sharing, ...own].map(({ contract }) => contract.name).toSorted()).toEqual(
      consumers.map(({ contract }) => contract.name).toSorted(),
    );
    const deployedNames = bank.ofType('AWS::Lambda::Function').map(({ properties }) => properties['FunctionName']);
    for (const { file } of sharing) expect(deployedNames).not.toContain(`songhua-${file.split('.')[0]}`);
  });

  it('keeps the order of a key: ten lanes at most, by partition key', () => {
    const shared = mappings.find((mapping) => readerOf(mapping)['FunctionName'] === 'songhua-read-stream')!;
    expect(shared.properties['ParallelizationFactor']).toBe(10);
    expect(shared.properties['FunctionResponseTypes']).toEqual(['ReportBatchItemFailures']);
    const patterns = shared.properties['FilterCriteria'].Filters.map(({ Pattern }: Properties) => JSON.parse(Pattern));
    expect(patterns).toEqual(unionOf(filtersOf(sharing)).map(patternOf));
    expect(patterns.length).toBeLessThanOrEqual(5);
  });
});

describe('the shared reader', () => {
  const { contract } = streamReaderOf(sharing);
  it('may do what its consumers may, and write dead letters', () => {
    const union = new Set(['table:write', ...sharing.flatMap((one) => one.contract.grants)]);
    union.delete('table:read');
    expect(contract.grants.toSorted()).toEqual([...union].toSorted());
    const bank = bankOf('prod');
    const lambda = bank.lambda('readStream');
    const actions = bank
      .statementsOf(bank.pointedAt(lambda, lambda.properties['Role']))
      .flatMap(({ Action }) => listOf(Action));
    expect(actions).toEqual(
      expect.arrayContaining(['states:StartExecution', 'sqs:SendMessage', 'kms:GenerateDataKey']),
    );
    expect(lambda.properties['Timeout']).toBe(Math.max(...sharing.map((one) => one.contract.timeoutSeconds ?? 10)));
  });

  const changed = (one: Deployable, change: object) => [
    { ...one, contract: { ...one.contract, ...change } } as Deployable,
  ];
  it('refuses a consumer that takes minutes: the others would wait', () =>
    expect(() => sharingConsumers(changed(sharing[0]!, { timeoutSeconds: 900 }))).toThrow('let it read a queue'));
  it('refuses a simulator, whose code would be in prod', () =>
    expect(() => sharingConsumers([{ ...sharing[0]!, domain: 'sandbox-sms' }])).toThrow('simulator'));
});

describe('the union of filters', () => {
  const values = (...all: [string, ...string[]]) =>
    fc.subarray(all, { minLength: 1 }) as unknown as fc.Arbitrary<[string, ...string[]]>;
  const filter: fc.Arbitrary<StreamFilter> = fc.record(
    {
      entities: values('device', 'entry', 'report'),
      events: values('INSERT', 'MODIFY') as unknown as fc.Arbitrary<('INSERT' | 'MODIFY')[]>,
      where: fc.record({ status: values('PDNG', 'BOOK'), state: values('WAITING', 'BOOKED') }, { requiredKeys: [] }),
    },
    { requiredKeys: ['entities', 'events'] },
  );
  const records = ['device', 'entry', 'report'].flatMap((entity) =>
    ['INSERT', 'MODIFY'].flatMap((eventName) =>
      ['PDNG', 'BOOK', ''].flatMap((status) =>
        ['WAITING', 'BOOKED', ''].map((state) => ({
          eventName,
          dynamodb: { NewImage: { entity: { S: entity }, status: { S: status }, state: { S: state } } },
        })),
      ),
    ),
  );
  const passing = (filters: readonly StreamFilter[]) =>
    records.filter((one) => filters.some((each) => isAskedFor(each, one)));

  it('loses nothing and has at most five parts, whatever consumers ask for', () => {
    fc.assert(
      fc.property(fc.array(filter, { minLength: 1, maxLength: 12 }), (filters) => {
        const union = unionOf(filters);
        expect(union.length).toBeLessThanOrEqual(5);
        expect(passing(union)).toEqual(expect.arrayContaining(passing(filters)));
        if (filters.length <= 5) expect(passing(union)).toEqual(passing(filters));
      }),
    );
  });

  it('asks for nothing in vain today', () => {
    const joined = unionOf(filtersOf(sharing));
    expect(joined.filter(({ entities, where }) => entities.includes('entry') && !where)).toEqual([]);
  });
});
