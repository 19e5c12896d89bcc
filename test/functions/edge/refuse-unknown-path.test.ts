import { describe, expect, inject, it } from 'vitest';
import { sendSigned } from '../../../shared/contract/send-signed.ts';

const nobody = sendSigned(inject('baseUrl'), () => undefined);

describe('refuseUnknownPath', () => {
  it.each([
    ['GET', '/nothing', 404, 'NOT_FOUND', undefined],
    ['GET', '/health/', 404, 'NOT_FOUND', undefined],
    ['GET', '/accounts/a/b/c/d', 404, 'NOT_FOUND', undefined],
    ['POST', '/health', 405, 'METHOD_NOT_ALLOWED', 'GET'],
    ['PUT', '/accounts', 405, 'METHOD_NOT_ALLOWED', 'GET, POST'],
  ])('answers %s %s with %i', async (method, path, expected, code, allow) => {
    const { status, headers, body } = await nobody({ method, path, headers: {} });
    expect({ status, type: headers['content-type'], allow: headers['allow'] }).toEqual({
      status: expected,
      type: 'application/problem+json',
      allow,
    });
    expect(JSON.parse(body)).toMatchObject({ status: expected, code, traceId: headers['trace-id'] });
  });
});
