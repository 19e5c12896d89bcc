import { expect, inject, it } from 'vitest';
import { contract as readHealth } from '../../../functions/edge/read-health.ts';
import packageJson from '../../../package.json' with { type: 'json' };
import { bankClient } from '../../../shared/contract/client.ts';
import { sendSigned } from '../../../shared/contract/send-signed.ts';

const nobody = sendSigned(inject('baseUrl'), () => undefined);

it('readHealth tells anybody which bank answers', async () => {
  const { answer, traceId } = await bankClient(nobody).exchange(readHealth, {});
  expect(answer).toEqual({ environment: 'local', version: packageJson.version, time: expect.any(String) });
  expect(Math.abs(Date.now() - Date.parse(answer.time))).toBeLessThan(60_000);
  expect(traceId).not.toBe('');
});

it('takes no query and no word too many', async () => {
  const { status, headers, body } = await nobody({ method: 'GET', path: '/health?verbose=1', headers: {} });
  expect({ status, type: headers['content-type'] }).toEqual({ status: 400, type: 'application/problem+json' });
  expect(JSON.parse(body)).toMatchObject({ code: 'INVALID_INPUT', issues: [{ path: '/verbose' }] });
});
