import { describe, expect, it } from 'vitest';
import { ask } from './http-event.ts';
import { at, good, listing, making, withHeaders } from './things.ts';

describe('bad JSON is 400 MALFORMED_JSON', () => {
  it.each([
    ['cut off', '{"price":', 'syntax'],
    ['duplicate key', '{"price":1,"price":2}', 'duplicate-key'],
    ['duplicate key in disguise', '{"price":1,"pric\\u0065":2}', 'duplicate-key'],
    ['deeply nested', `{"price":${'['.repeat(9)}${']'.repeat(9)}}`, 'too-deep'],
    ['nested past the stack', `{"price":${'['.repeat(7000)}${']'.repeat(7000)}}`, 'too-deep'],
    ['__proto__', '{"__proto__":{"price":1}}', 'forbidden-key'],
    ['constructor', '{"price":{"constructor":{}}}', 'forbidden-key'],
    ['huge number', '{"price":1000000000000000000}', 'number'],
    ['1e21', '{"price":1e21}', 'number'],
    ['minus zero', '{"price":-0}', 'number'],
    ['lone surrogate', '{"price":"\\ud800"}', 'text'],
    ['NaN', '{"price":NaN}', 'syntax'],
    ['comment', '{/* */}', 'syntax'],
  ])('%s', async (_, text, fault) => {
    const { status, body } = await ask(making, { ...at, body: text });
    expect({ status, code: body.code, details: body.details }).toEqual({
      status: 400,
      code: 'MALFORMED_JSON',
      details: { fault },
    });
  });

  it('bytes that are not UTF-8', async () => {
    const { body } = await ask(making, {
      ...withHeaders({ 'content-type': 'application/json' }),
      base64: new Uint8Array([0x22, 0xff, 0x22]),
    });
    expect(body).toMatchObject({ code: 'MALFORMED_JSON', details: { fault: 'text' } });
  });
});

describe('bad input is 400 INVALID_INPUT with every issue', () => {
  const price = (value: unknown) => JSON.stringify({ price: { currency: 'CNY', value } });
  it.each([
    ['zero', '0.00'],
    ['negative', '-1.00'],
    ['fraction of a fen', '0.001'],
    ['one digit', '1.5'],
    ['no point', '100'],
    ['10^18', '1000000000000000000.00'],
    ['exponent', '1e3'],
    ['minus zero', '-0.00'],
    ['-0', '-0'],
    ['leading space', ' 1.00'],
    ['trailing newline', '1.00\n'],
    ['full-width digits', '１.００'],
    ['arabic digits', '١.٠٠'],
    ['hexadecimal', '0x10'],
    ['leading zero', '01.00'],
    ['plus', '+1.00'],
    ['thousands', '1,000.00'],
    ['empty', ''],
    ['number', 12.34],
    ['null', null],
    ['list', ['1.00']],
    ['object', { toString: '1.00' }],
    ['infinity', 'Infinity'],
    ['38 digits', `${'9'.repeat(38)}.00`],
  ])('amount: %s', async (_, value) => {
    const { status, body } = await ask(making, { ...at, body: price(value) });
    expect({ status, code: body.code, paths: body.issues.map((one: { path: string }) => one.path) }).toEqual({
      status: 400,
      code: 'INVALID_INPUT',
      paths: ['/price/value'],
    });
  });

  it.each([
    ['unknown field', { body: '{"price":{"currency":"CNY","value":"1.00"},"admin":true}' }, ['/admin']],
    ['unknown nested field', { body: '{"price":{"currency":"CNY","value":"1.00","x/y":1}}' }, ['/price/x~1y']],
    ['other currency', { body: '{"price":{"currency":"USD","value":"1.00"}}' }, ['/price/currency']],
    ['missing field', { body: '{}' }, ['/price']],
    ['no body', {}, ['/price']],
    ['list instead of object', { body: '[]' }, ['', '/price']],
    ['text instead of object', { body: '"x"' }, ['', '/price']],
    ['field of the path in the body', { body: good.replace('{', '{"shelfId":"other",') }, ['/shelfId']],
    ['query on a POST', { body: good, query: 'price=1' }, ['']],
    ['bad path field', { body: good, pathParameters: { shelfId: '../top' } }, ['/shelfId']],
    [
      'everything at once',
      { body: '{"a":1,"tags":["12345",2]}', pathParameters: { shelfId: '1' } },
      ['/shelfId', '/price', '/tags/0', '/tags/1', '/a'],
    ],
  ])('%s', async (_, told, paths) => {
    const { status, body } = await ask(making, { ...at, ...told });
    expect({ status, code: body.code }).toEqual({ status: 400, code: 'INVALID_INPUT' });
    expect(body.issues.map((one: { path: string }) => one.path).toSorted()).toEqual(paths.toSorted());
  });

  it.each([
    ['unknown field', 'size=1', '/size'],
    ['repeated field', 'colour=red&colour=green', '/colour'],
    ['repeated field with the same value', 'colour=red&colour=red', '/colour'],
    ['repeated field in disguise', 'colour=red&colou%72=green', '/colour'],
    ['not UTF-8', 'colour=%ff', '/colour'],
    ['broken escape', 'colour=%', '/colour'],
    ['prototype', '__proto__=1', '/__proto__'],
    ['constructor', 'constructor=1', '/constructor'],
    ['not one of the words', 'colour=blue', '/colour'],
    ['empty value', 'colour=', '/colour'],
    ['empty name', '=red', '/'],
  ])('query: %s', async (_, query, path) => {
    const { status, body } = await ask(listing, { method: 'GET', query });
    expect({ status, code: body.code }).toEqual({ status: 400, code: 'INVALID_INPUT' });
    expect(body.issues).toEqual([{ path, message: expect.any(String) }]);
  });

  it('a body on a GET', async () => {
    const { status, body } = await ask(listing, { method: 'GET', body: '{}' });
    expect({ status, path: body.issues[0].path }).toEqual({ status: 400, path: '' });
  });

  it('is told in the language of the caller', async () => {
    const said = async (wish?: string) => {
      const { body, headers } = await ask(making, {
        ...withHeaders(wish === undefined ? {} : { 'accept-language': wish }),
        body: '{"a":1}',
      });
      return [
        headers['content-language'],
        body.title,
        body.issues.find((one: { path: string }) => one.path === '/a').message,
      ];
    };
    const chinese = ['zh-CN', '填写的内容有误', '没有这个字段'];
    const english = ['en', 'Some fields are not right', 'There is no such field'];
    expect(await said()).toEqual(chinese);
    expect(await said('zh-TW,en;q=0.5')).toEqual(chinese);
    expect(await said('fr-FR, en-GB;q=0.8, zh;q=0.2')).toEqual(english);
    expect(await said('fr, ;q=;, en;q=0')).toEqual(chinese);
  });
});
