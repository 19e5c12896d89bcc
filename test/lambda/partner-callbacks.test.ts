import { afterEach, describe, expect, it, vi } from 'vitest';
import { handler as receiveCoffee } from '../../functions/partner-coffee/receive-coffee.ts';
import { handler as receiveSf } from '../../functions/partner-sf/receive-sf.ts';
import { newId } from '../../shared/data/new-id.ts';
import { sandboxSecret } from '../../shared/data/partners/secret.store.ts';
import { partners } from '../../shared/domain/partners/partners.ts';
import { callbackTokenOf } from '../../shared/gateway/partners/adapter.ts';
import { speeches } from '../../shared/gateway/sandbox/speeches.ts';
import { usePartnerBank } from '../support/partner-bank.ts';
import { context, httpEvent, type Told } from './http-event.ts';

const bank = usePartnerBank();
afterEach(() => {
  bank.queue.length = 0;
  vi.restoreAllMocks();
});

const receivers = { sf: receiveSf, coffee: receiveCoffee } as const;
const codes: Readonly<Record<string, string>> = { sf: '50', coffee: 'USED' };

describe.each(partners)('a callback of $name', (partner) => {
  const { name, callback } = partner;
  const signs = name !== 'sf';

  async function genuine(signedAt = Date.now()) {
    const secret = await sandboxSecret(name);
    const order = { orderId: newId('ord'), reference: `${name.toUpperCase()}1`, price: '1.00', news: [] };
    const { headers, body } = speeches[name]!.push(
      order,
      { id: 'n1', code: codes[name]!, at: Date.now() },
      secret,
      signedAt,
    );
    return { headers, body, pathParameters: { token: callbackTokenOf(secret) } };
  }
  async function receive(told: Told) {
    const { statusCode, body } = await receivers[name as 'sf'](httpEvent(told), context());
    return { status: statusCode, body, queued: bank.queue.length };
  }
  const refused = (status: number) => ({ status, body: callback.refused, queued: 0 });

  it('is taken, and told so in the form of the partner', async () => {
    expect(await receive(await genuine())).toEqual({ status: 200, body: callback.accepted, queued: 1 });
  });
  it('is taken as base64 too, as the gateway may send it', async () => {
    const { body, ...rest } = await genuine();
    expect(await receive({ ...rest, base64: Buffer.from(body) })).toMatchObject({ status: 200, queued: 1 });
  });
  it('is told "taken" again when it is replayed, and has one dedupe id', async () => {
    const told = await genuine();
    await receive(told);
    expect(await receive(told)).toEqual({ status: 200, body: callback.accepted, queued: 2 });
    const [first, second] = bank.queue.map((message) => JSON.parse(message));
    expect([second.orderId, second.eventId]).toEqual([first.orderId, first.eventId]);
  });
  it('puts nothing personal into the queue', async () => {
    await receive(await genuine());
    expect(bank.queue[0]).not.toMatch(/[\u4e00-\u9fff]/);
  });

  it.each([
    ['an unknown token', { token: 'x'.repeat(43) }],
    ['a token with one letter more', 'longer'],
    ['no token', {}],
  ] as const)('is forged when it has %s', async (_, wrong) => {
    const told = await genuine();
    const pathParameters = wrong === 'longer' ? { token: `${told.pathParameters.token}A` } : wrong;
    expect(await receive({ ...told, pathParameters })).toEqual(refused(403));
  });

  // A partner that signs nothing (SF) is known by its secret path alone: it has no signature that could be flipped or stale.
  it.runIf(signs)('is forged when one bit of its body was flipped, whichever (abuse case 14)', async () => {
    const { body, ...rest } = await genuine();
    for (let bit = 0; bit < body.length * 8; bit += 7) {
      const bytes = Buffer.from(body);
      bytes[bit >> 3]! ^= 1 << (bit & 7);
      expect((await receive({ ...rest, base64: bytes })).status).toBeGreaterThanOrEqual(400);
    }
    expect(bank.queue).toEqual([]);
  });
  it.runIf(signs)('is forged, and the log says so, when another secret signed it', async () => {
    const said = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    const { headers, ...rest } = await genuine();
    expect(await receive({ ...rest, headers: { ...headers, 'x-signature': '0'.repeat(64) } })).toEqual(refused(403));
    const lines = said.mock.calls.map(([line]) => String(line)).filter((line) => line.includes('"call"'));
    expect(JSON.parse(lines.at(-1)!)).toMatchObject({ level: 'WARN', outcome: 'refused', code: 'CALLBACK_FORGED' });
  });
  it.runIf(signs)('is stale when it was signed too long ago, or in the future', async () => {
    const edge = callback.freshSeconds * 1000 + 5_000;
    expect(await receive(await genuine(Date.now() - edge))).toEqual(refused(403));
    expect(await receive(await genuine(Date.now() + edge))).toEqual(refused(403));
  });
  it.runIf(signs)('is stale when its time is no number', async () => {
    const told = await genuine(Number.NaN);
    expect(await receive(told)).toEqual(refused(403));
  });

  it('of 10 MB is refused unread', async () => {
    const told = { ...(await genuine()), body: 'x'.repeat(10_000_000) };
    expect(await receive(told)).toEqual(refused(413));
  });
  it('that is not UTF-8 is refused', async () => {
    const { body: _, ...rest } = await genuine();
    expect(await receive({ ...rest, base64: Uint8Array.from([0x7b, 0xff, 0x7d]) })).toEqual(refused(400));
  });
});

describe('the content of a callback', () => {
  const token = async () => ({ token: callbackTokenOf(await sandboxSecret('sf')) });
  const route = {
    id: 'n1',
    mailno: 'SF1',
    orderid: newId('ord'),
    acceptTime: '2026-11-24 10:00:00',
    acceptAddress: '哈尔滨市',
    opCode: '50',
    remark: '已收件',
  };
  const pushed = (one: object) => JSON.stringify({ Body: { WaybillRoute: [one] } });

  it.each([
    ['two keys of one name', pushed(route).replace('"id":"n1"', '"id":"n1","id":"n2"')],
    ['an order id that is none', pushed({ ...route, orderid: 'ord_1' })],
    ['a prototype', pushed(route).replace('"id":"n1"', '"__proto__":{},"id":"n1"')],
    ['no routes', '{"Body":{"WaybillRoute":[]}}'],
    ['too many routes', JSON.stringify({ Body: { WaybillRoute: Array.from({ length: 101 }, () => route) } })],
    ['an empty body', ''],
    ['half a body', pushed(route).slice(0, -9)],
  ])('is refused with %s', async (_, body) => {
    const { statusCode } = await receiveSf(httpEvent({ body, pathParameters: await token() }), context());
    expect([statusCode, bank.queue.length]).toEqual([400, 0]);
  });

  it('is asked for again when the queue does not take it', async () => {
    const queue = process.env['BANK_QUEUE_PARTNER_SF'];
    delete process.env['BANK_QUEUE_PARTNER_SF'];
    const { statusCode, body } = await receiveSf(
      httpEvent({ body: pushed(route), pathParameters: await token() }),
      context(),
    );
    process.env['BANK_QUEUE_PARTNER_SF'] = queue;
    expect([statusCode, body]).toEqual([500, '{"return_code":"1000","return_msg":"失败"}']);
  });
});
