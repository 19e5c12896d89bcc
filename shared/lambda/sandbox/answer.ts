import { setTimeout as pause } from 'node:timers/promises';
import type { ForeignContract } from '../../contract/contract.ts';
import { sandboxSecret } from '../../data/partners/secret.store.ts';
import {
  type ChaosMode,
  changeSandboxOrder,
  orderIdOfReference,
  placeSandboxOrder,
  readChaos,
  readSandboxLines,
  readSandboxOrder,
  type SandboxOrderRow,
} from '../../data/sandbox-partner.store.ts';
import { partners } from '../../domain/partners/partners.ts';
import type { Asked, Said, SimulatedOrder, Speech } from '../../gateway/sandbox/speech.ts';
import { speeches } from '../../gateway/sandbox/speeches.ts';
import { type ForeignCall, type ForeignReply, foreign } from '../foreign.ts';

const wrongSignature: ForeignReply = { status: 403, body: '{"error":"wrong signature"}' };

/** Answers the bank as any simulated partner does: reads its form, does what was asked, and misbehaves as it was told to. */
export const answerBank = (contract: ForeignContract) =>
  foreign(contract, async (call) => {
    const partner = partners.find((one) => one.name === call.inPath['partner']);
    // Nobody of that name is played here, so nobody's signature is right.
    if (!partner) return wrongSignature;
    const { name, calls } = partner;
    const speech = speeches[name]!;
    const asked = speech.read(call, await sandboxSecret(name));
    if (!asked) return wrongSignature;
    const mode = await readChaos(name);
    const said = await obey(name, speech, asked, mode, call);
    const reply = { status: 200, body: speech.answer(said) };
    if (asked.verb === 'price' && mode !== 'closed') return reply;
    // Whatever it says now, what was asked is done: the bank must find that out.
    return spoil(mode, reply, calls.timeoutMs);
  });

async function obey(
  partner: string,
  speech: Speech,
  asked: Asked,
  mode: ChaosMode,
  { now }: ForeignCall,
): Promise<Said> {
  if (asked.verb === 'price') return { about: 'price', price: asked.price };
  if (asked.verb === 'day') return { about: 'day', lines: await readSandboxLines(partner, asked.day) };
  if (asked.verb === 'place') {
    if (mode === 'refuse') return { about: 'no', why: 'refused' };
    // As if the request had been lost on its way: nothing is done, and no answer comes.
    if (mode === 'forgetful') return { about: 'no', why: 'absent' };
    const { row, repeated } = await placeSandboxOrder(partner, asked.orderId, asked.price, speech.firstCode, now);
    return repeated ? { about: 'no', why: 'repeated' } : { about: 'order', order: simulated(row) };
  }
  const orderId = asked.verb === 'trace' ? orderIdOfReference(partner, asked.reference) : asked.orderId;
  const row = await readSandboxOrder(partner, orderId);
  if (!row) return { about: 'no', why: 'absent' };
  if (asked.verb !== 'cancel') return { about: asked.verb, order: simulated(row) };
  if (row.news.length > 0 && !row.cancelled) return { about: 'no', why: 'too-late' };
  const after = row.cancelled ? row : await changeSandboxOrder(partner, orderId, () => ({ cancelled: true }), now);
  return { about: 'order', order: simulated(after ?? row) };
}

/** An order as a speech takes it. */
export const simulated = ({ orderId, reference, price, cancelled, news }: SandboxOrderRow): SimulatedOrder => ({
  orderId,
  reference,
  price,
  ...(cancelled && { cancelled }),
  news: news.map((line) => {
    const [id = '', code = '', at] = line.split(' ');
    return { id, code, at: Number(at) };
  }),
});

async function spoil(mode: ChaosMode, reply: ForeignReply, timeoutMs: number): Promise<ForeignReply> {
  if (['error-500', 'forgetful', 'closed'].includes(mode)) return { status: 500, body: '{"error":"internal error"}' };
  if (mode === 'garbage') return { status: 200, body: '<html>{"success":true' };
  if (mode === 'redirect')
    return { status: 302, body: '', headers: { location: 'http://169.254.169.254/latest/meta-data/' } };
  if (mode === 'oversized') return { status: 200, body: 'x'.repeat(1_500_000) };
  if (mode === 'no-answer') await pause(timeoutMs + 500);
  return reply;
}
