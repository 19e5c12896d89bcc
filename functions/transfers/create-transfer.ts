import * as z from 'zod/mini';
import { Replayed } from '../../shared/contract/caller.ts';
import { defineContract, type Output } from '../../shared/contract/contract.ts';
import { remark, transferRequest, transferView, viewTransfer } from '../../shared/contract/transfer-view.ts';
import { decide, unlessMade } from '../../shared/data/commit.ts';
import type { Sight } from '../../shared/data/entity.ts';
import { transferEntity, transferSecretsOf } from '../../shared/data/transfer.entity.ts';
import { planWish } from '../../shared/data/transfer-ground.ts';
import { saveTransfer, transferIdOf, usedElsewhere } from '../../shared/data/transfer.store.ts';
import { DomainError } from '../../shared/domain/errors.ts';
import { IdempotencyKeyReused, requireFresh, requireSame } from '../../shared/domain/idempotency.ts';
import { transferRulesOf } from '../../shared/domain/parameters/transfer.ts';
import { dayOf } from '../../shared/domain/time.ts';
import { orderRefusals } from '../../shared/domain/transfers/transfer-errors.ts';
import { serve } from '../../shared/lambda/serve.ts';

export const contract = defineContract({
  name: 'createTransfer',
  summary: 'Move money to an account of the bank, at once or after the step-up that the answer asks for',
  method: 'POST',
  path: '/transfers',
  auth: 'customer',
  business: 'transfer',
  idempotent: true,
  status: 201,
  grants: ['table:write', 'keyring'],
  input: z.strictObject({ ...transferRequest, remark: z.optional(remark) }),
  output: transferView,
  errors: orderRefusals,
});

export const handler = serve(contract, async (input, { caller, idempotency, now }) => {
  const { customerId } = caller;
  const { key, bodyHash } = idempotency;
  const { attemptsMax } = transferRulesOf(dayOf(now));
  const wish = { ...input, amountFen: input.amount };
  const transferId = transferIdOf(customerId, wish.fromAccountId, key);
  const made = async (sight: Sight) => {
    const row = await transferEntity.read({ accountId: wish.fromAccountId, entryId: transferId }, sight);
    if (!row) return undefined;
    requireSame(bodyHash, row.bodyHash);
    return new Replayed(viewTransfer(row, await transferSecretsOf(row), attemptsMax));
  };
  const order = async () => {
    // All at once, since most presses are the first; what was done before is told even when it could not be ordered now.
    const [ground, earlier, elsewhere] = await Promise.all([
      planWish(caller, wish, now).catch((error: unknown) => error as Error),
      made('consistent'),
      usedElsewhere(customerId, wish.fromAccountId, key),
    ]);
    if (elsewhere) throw new DomainError(IdempotencyKeyReused);
    if (earlier) return earlier;
    if (ground instanceof Error) throw ground;
    requireFresh(key, now);
    const row = await saveTransfer({ transferId, wish, ground, bodyHash, now });
    return viewTransfer(row, await transferSecretsOf(row), attemptsMax);
  };
  return decide(() => unlessMade<Output<typeof contract> | Replayed<Output<typeof contract>>>(order, made));
});
