import { beforeAll, describe, expect, it } from 'vitest';
import { numberHotEntries } from '../../shared/data/hot.store.ts';
import { documents } from '../../shared/data/table.ts';
import { foldAll, nostro, openedAccount, payIn, waitingLines } from '../support/books.ts';
import { useTable } from '../support/dynoxide.ts';
import { GuardWatch } from '../support/guards.ts';
import { cases, held, release } from './guard-cases.ts';

useTable();
let guards: GuardWatch;
beforeAll(() => {
  guards = new GuardWatch(documents());
});

/** Guards whose refusal is tested elsewhere: of a fold below, of an opening in ledger.test.ts. */
const elsewhere = [
  'hot-entry attribute_not_exists(#seq)',
  'hot-entry attribute_exists(#amountFen)',
  'account attribute_not_exists(#pk)',
];

describe('each guard of the ledger', () => {
  it.each(Object.keys(cases))('%s refuses what nothing else would', async (guard) => {
    const harmful = cases[guard]!;
    await expect((await harmful())()).rejects.toThrow(/moved|there|NOT_USABLE|INSUFFICIENT|CAP_EXCEEDED/);
    const write = await harmful();
    await expect(guards.without(guard, write)).resolves.not.toThrow();
  });

  it('is in this list', async () => {
    await foldAll();
    await release(await held());
    const ofLedger = [...guards.seen].filter((guard) => /^(account|entry|hot-entry) /.test(guard));
    expect(new Set(ofLedger)).toEqual(new Set([...Object.keys(cases), ...elsewhere]));
  });
});

describe('the guards of a fold', () => {
  it('keep a line from being numbered twice', async () => {
    await payIn(await openedAccount(), 5n);
    const lines = await waitingLines();
    await foldAll();
    const { balance } = await nostro();
    await numberHotEntries(lines);
    expect((await nostro()).balance).toBe(balance);
    await guards.without('hot-entry attribute_not_exists(#seq)', () => numberHotEntries(lines));
    expect((await nostro()).balance).not.toBe(balance);
  });
});
