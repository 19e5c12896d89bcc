import type { APIGatewayRequestAuthorizerEventV2 } from 'aws-lambda';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Caller } from '../../shared/contract/caller.ts';
import { defineAuthorizer } from '../../shared/contract/contract.ts';
import { DomainError } from '../../shared/domain/errors.ts';
import { Refused } from '../../shared/domain/identity/refusal.ts';
import { TryAgain } from '../../shared/domain/outcome.ts';
import { authorize } from '../../shared/lambda/authorize.ts';
import { useLines } from '../support/lines.ts';
import { context } from './http-event.ts';

const contract = defineAuthorizer({ name: 'authorize', summary: 'Say who is asking', grants: [] });
const event = {
  rawPath: '/v1/accounts',
  headers: {},
  requestContext: { http: { method: 'GET', sourceIp: '203.0.113.7' }, requestId: 'JKJaXmPLvHcESHA=' },
} as unknown as APIGatewayRequestAuthorizerEventV2;

const lines = useLines();
beforeEach(() => void vi.stubEnv('BANK_BASE_URL', 'https://api.songhua.example/v1'));
afterEach(() => void vi.unstubAllEnvs());

const asked = (whoIs: () => Promise<Caller>) => authorize(contract, whoIs)(event, context());

/** That it did its work, and how long it took; nothing of what it said. */
const call = {
  level: 'INFO',
  message: 'call',
  timestamp: expect.any(String),
  traceId: context().awsRequestId,
  operation: 'authorize',
  outcome: 'ok',
  latencyMs: expect.any(Number),
};

it('leaves the line of who was believed, or refused by right, to the operation', async () => {
  const believed = await asked(async () => ({ kind: 'anonymous' }));
  const refused = await asked(async () => Promise.reject(new Refused('SESSION_REVOKED', 'session')));
  expect([believed.context, refused.context]).toEqual([
    { caller: '{"kind":"anonymous"}' },
    { refused: 'SESSION_REVOKED' },
  ]);
  expect(lines).toEqual([call, call]);
});

it('tells that nobody could say who asks', async () => {
  const { context: said } = await asked(async () => Promise.reject(new DomainError(TryAgain)));
  expect(said).toEqual({ refused: 'TRY_AGAIN' });
  expect(lines).toEqual([
    expect.objectContaining({ level: 'WARN', code: 'TRY_AGAIN', traceId: context().awsRequestId }),
    call,
  ]);
});

it('tells of a bug and does not answer', async () => {
  await expect(asked(async () => Promise.reject(new TypeError('x')))).rejects.toThrow(TypeError);
  expect(lines).toEqual([expect.objectContaining({ level: 'ERROR', error: 'TypeError' })]);
});
