import * as z from 'zod/mini';
import { defineContract } from '../../shared/contract/contract.ts';
import { zonedTime } from '../../shared/contract/time-view.ts';
import { listSessions } from '../../shared/data/session.store.ts';
import type { Session } from '../../shared/domain/identity/session.ts';
import { idOf } from '../../shared/domain/ids.ts';
import { isoTime } from '../../shared/domain/time.ts';
import { serve } from '../../shared/lambda/serve.ts';

const sessionView = z.strictObject({
  sessionId: idOf('ses'),
  deviceId: idOf('dev'),
  current: z.boolean(),
  startedAt: zonedTime,
  refreshedAt: zonedTime,
  expiresAt: zonedTime,
});

export const contract = defineContract({
  name: 'listSessions',
  summary: 'Where the customer is signed in now, newest first',
  method: 'GET',
  path: '/sessions',
  auth: 'customer',
  business: 'identity',
  idempotent: false,
  grants: ['table:read'],
  input: z.strictObject({}),
  /** One session a device and few devices: never more than one page. */
  output: z.strictObject({ data: z.array(sessionView) }),
  errors: [],
});

export const handler = serve(contract, async (_nothing, { caller: { customerId, sessionId }, now }) => {
  const sessions = await listSessions(customerId, now);
  return { data: sessions.map((session) => view(session, sessionId)) };
});

function view(session: Session, currentId: string): z.output<typeof sessionView> {
  const { sessionId, holder } = session;
  if (holder.kind !== 'customer')
    throw new Error(`${sessionId} stands in a customer's collection but is an operator's`);
  return {
    sessionId,
    deviceId: holder.deviceId,
    current: sessionId === currentId,
    startedAt: isoTime(session.startedAt),
    refreshedAt: isoTime(session.refreshedAt),
    expiresAt: isoTime(session.idleUntil),
  };
}
