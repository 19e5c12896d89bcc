import type { APIGatewayRequestAuthorizerEventV2 } from 'aws-lambda';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { listenAsKms } from '../../bench/cloud/kms.ts';
import type { Listener } from '../../bench/cloud/json-service.ts';
import { handler as authorizer } from '../../functions/identity/authorize.authorizer.ts';
import type { Dynoxide } from '../../local/dynoxide.ts';
import { authorization } from '../../shared/contract/send-signed.ts';
import { newDeviceKey } from '../../shared/contract/proof.ts';
import { commit } from '../../shared/data/commit.ts';
import { newId } from '../../shared/data/new-id.ts';
import { sessions } from '../../shared/data/session.entity.ts';
import { newSession, sessionWrite } from '../../shared/data/session.store.ts';
import { signAccessToken } from '../../shared/gateway/token.ts';
import { startTable } from '../support/dynoxide.ts';
import { context, httpEvent } from './http-event.ts';

let engine: Dynoxide;
let kms: Listener;
const baseUrl = 'https://bank.test/v1';
beforeAll(async () => {
  [engine, kms] = await Promise.all([startTable(), listenAsKms()]);
  Object.assign(process.env, { AWS_ENDPOINT_URL_KMS: kms.url, BANK_TOKEN_KEY: 'token', BANK_BASE_URL: baseUrl });
});
afterAll(() => {
  kms.close();
  engine.stop();
});

it('a session that is over is over for a token that is not, though its row is still there', async () => {
  const key = await newDeviceKey();
  const started = newSession(newId('cus'), { kind: 'customer', deviceId: newId('dev') }, key.thumbprint, Date.now());
  await commit(sessionWrite(started));
  const accessToken = await signAccessToken(started.session, Date.now());
  const asked = async () => {
    const headers = await authorization({ key, accessToken }, 'GET', `${baseUrl}/sessions`);
    const event = httpEvent({ method: 'GET', path: '/v1/sessions', headers });
    const answer = await authorizer(event as unknown as APIGatewayRequestAuthorizerEventV2, context());
    return answer.context as { caller?: string; refused?: string };
  };
  const { subjectId, sessionId } = started.session;
  const log = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  expect(JSON.parse((await asked()).caller!)).toMatchObject({ customerId: subjectId, sessionId });
  await commit(sessions.update({ subjectId, sessionId }, { set: { idleUntil: BigInt(Date.now() - 1) } }, []));
  expect(await asked()).toEqual({ refused: 'SESSION_REVOKED' });
  const lines = log.mock.calls.map(([line]) => JSON.parse(String(line)) as object);
  log.mockRestore();
  // Either way it did its work: who is refused, and why, is in the line of the operation.
  const line = { level: 'INFO', message: 'call', operation: 'authorize', outcome: 'ok' };
  expect(lines).toEqual([expect.objectContaining(line), expect.objectContaining(line)]);
});
