import { describe, expect, it } from 'vitest';
import { contract } from '../../functions/edge/refuse-unknown-path.ts';
import { type Route, fallback } from '../../shared/lambda/fallback.ts';
import { ask } from './http-event.ts';

const routes: readonly Route[] = [
  ['GET', '/accounts'],
  ['POST', '/accounts'],
  ['GET', '/accounts/{accountId}'],
  ['POST', '/accounts/{accountId}/close'],
];
const refusing = fallback(contract, () => routes);

describe('the fallback', () => {
  it.each([
    ['an unknown path', 'GET', '/v1/nothing'],
    ['a path without the version', 'GET', '/accounts'],
    ['a path of another version', 'GET', '/v2/accounts'],
    ['a trailing slash', 'GET', '/v1/accounts/'],
    ['a path that is longer', 'GET', '/v1/accounts/1/close/2'],
    ['other letters', 'GET', '/v1/Accounts'],
    ['the root', 'GET', '/'],
    ['nothing at all', 'GET', ''],
  ])('answers 404 to %s', async (_, method, path) => {
    const { status, headers, body } = await ask(refusing, { method, path });
    expect({ status, code: body.code, type: headers['content-type'] }).toEqual({
      status: 404,
      code: 'NOT_FOUND',
      type: 'application/problem+json',
    });
    expect(headers).not.toHaveProperty('allow');
  });

  it.each([
    ['DELETE', '/v1/accounts', 'GET, POST'],
    ['HEAD', '/v1/accounts/acc_1', 'GET'],
    ['GET', '/v1/accounts/acc_1/close', 'POST'],
    ['TRACE', '/v1/accounts', 'GET, POST'],
  ])('answers 405 to %s %s', async (method, path, allow) => {
    const { status, headers, body } = await ask(refusing, { method, path, headers: { 'accept-language': 'en' } });
    expect({ status, code: body.code, allow: headers['allow'] }).toEqual({
      status: 405,
      code: 'METHOD_NOT_ALLOWED',
      allow,
    });
    expect(body.title).toBe('This address does not know that method');
  });
});
