import { describe, expect, it } from 'vitest';
import { classified, errorFields, log } from '../../shared/lambda/log.ts';

describe('a log value', () => {
  it.each([
    ['an id of the bank', 'acc_01jd0000000000000000000000'],
    ['an idempotency key', '019400d5-3c00-7abc-8def-0123456789ab'],
    ['a code', 'INSUFFICIENT_FUNDS'],
    ['an outcome', 'refused'],
    ['a count', 42],
    ['a flag', true],
  ])('is written when it is %s', (_, value) => expect(classified(value)).toBe(value));

  it.each([
    ['a phone number', '13800138000'],
    ['a phone number as a number', 13_800_138_000],
    ['a name', '张三'],
    ['a name in letters', 'zhangsan'],
    ['a name in capitals', 'ZHANGSAN'],
    ['a resident ID', '230102199001011234'],
    ['a card', '6222020200112233445'],
    ['an account number as a number', 6222020200112233],
    ['a forged line', 'ok\n{"level":"ERROR"}'],
    ['an id with a tail', 'acc_01jd0000000000000000000000\n'],
    ['something of no use', { phone: '13800138000' }],
    ['not a number', Number.NaN],
  ])('is hidden when it is %s', (_, value) => expect(classified(value)).toBe('[unclassified]'));
});

describe('a logged error', () => {
  it('keeps its class and its place, and not its message', () => {
    const fields = errorFields(new TypeError('cannot read 13800138000', { cause: new Error('张三') }));
    expect(fields).toMatchObject({ error: 'TypeError', cause: { error: 'Error' } });
    expect(fields['frames']).not.toHaveLength(0);
    expect(JSON.stringify(fields)).not.toMatch(/13800138000|张三/);
  });

  it('keeps the verdict of the cloud', () => {
    const cancelled = Object.assign(new Error('x'), {
      name: 'TransactionCanceledException',
      $metadata: { requestId: 'R', httpStatusCode: 400 },
      CancellationReasons: [{ Code: 'None' }, { Code: 'TransactionConflict', Item: { name: { S: '张三' } } }],
    });
    expect(errorFields(cancelled)).toMatchObject({
      error: 'TransactionCanceledException',
      awsRequestId: 'R',
      awsStatus: 400,
      reasons: ['None', 'TransactionConflict'],
    });
  });

  it('may be anything that was thrown', () => expect(errorFields('13800138000')).toEqual({ error: 'string' }));
});

describe('a log message', () => {
  it('is a literal', () => {
    const said: string = 'x';
    // @ts-expect-error -- a value could slip into a message that is not a literal
    const call = () => log.warn(said);
    expect(call).toBeTypeOf('function');
  });
});
