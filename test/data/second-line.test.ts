import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Dynoxide } from '../../local/dynoxide.ts';
import { commit } from '../../shared/data/commit.ts';
import { deviceKeys } from '../../shared/data/device.entity.ts';
import { startDeviceSession } from '../../shared/data/device.store.ts';
import { captureHold } from '../../shared/data/hold.store.ts';
import { postJournal } from '../../shared/data/ledger.store.ts';
import { newId } from '../../shared/data/new-id.ts';
import { approveSwitch, proposeSwitch, readSwitches } from '../../shared/data/switch.store.ts';
import { openedAccount, line } from '../support/books.ts';
import { startTable } from '../support/dynoxide.ts';
import { held } from './guard-cases.ts';

let engine: Dynoxide;
beforeAll(async () => {
  engine = await startTable();
});
afterAll(() => engine.stop());

/** What the operations never ask for, or ask for only when two of them meet: the stores refuse it themselves. */
describe('the ledger', () => {
  it('books no journal that does not sum to zero, though every account could', async () => {
    const [one, other] = [await openedAccount(), await openedAccount()];
    const journalId = newId('jnl');
    const legs = [one, other].map((account) => ({ account, amountFen: 1n, line: line('pay-in', one.accountId) }));
    await expect(postJournal({ journalId, bookedAt: Date.now(), legs })).rejects.toThrow('not a balanced journal');
  });

  it('decides anew when the hold ended that it was about to capture', async () => {
    const { payer, hold } = await held();
    const payee = await openedAccount();
    const incoming = { account: payee, amountFen: -hold.amountFen, line: line('payment', payer.accountId) };
    const legs = [captureHold({ ...payer, held: 0n }, hold), incoming];
    await expect(postJournal({ journalId: hold.journalId, bookedAt: Date.now(), legs })).rejects.toMatchObject({
      name: 'Stale',
      message: expect.stringContaining('has ended'),
    });
  });
});

describe('a device', () => {
  it('that is removed while its key signs in starts no session', async () => {
    const ids = { thumbprint: 'B'.repeat(43), customerId: newId('cus'), deviceId: newId('dev') };
    await commit(deviceKeys.insert(ids, () => new Error('taken')));
    await expect(startDeviceSession(ids.thumbprint, Date.now())).rejects.toThrow('DEVICE_NOT_BOUND');
  });
});

describe('a switch', () => {
  it('is not approved by who proposed it, whatever roles he has', async () => {
    const [maker, checker] = [newId('opr'), newId('opr')];
    await proposeSwitch('coffee', false, maker);
    await expect(approveSwitch('coffee', false, maker, Date.now())).rejects.toThrow('SAME_OPERATOR');
    expect((await readSwitches()).find(({ business }) => business === 'coffee')).toMatchObject({ open: true });
    await approveSwitch('coffee', false, checker, Date.now());
    expect((await readSwitches()).find(({ business }) => business === 'coffee')).toMatchObject({
      open: false,
      checker,
    });
  });

  it('proposed twice at once keeps both in their order, and is approved once', async () => {
    const [maker, checker] = [newId('opr'), newId('opr')];
    const before = (await readSwitches()).find(({ business }) => business === 'express')!.version;
    await Promise.all(Array.from({ length: 6 }, () => proposeSwitch('express', false, maker)));
    // Of one checker and one millisecond they would be one call that was sent again.
    const now = Date.now();
    const approvals = Array.from({ length: 4 }, (_, index) => approveSwitch('express', false, checker, now + index));
    const stood = (await Promise.allSettled(approvals)).filter(({ status }) => status === 'fulfilled');
    expect(stood).toHaveLength(1);
    expect((await readSwitches()).find(({ business }) => business === 'express')!.version).toBe(before + 7n);
  });
});
