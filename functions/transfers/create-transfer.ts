import * as z from 'zod/mini';
import { Replayed } from '../../shared/contract/caller.ts';
import { defineContract } from '../../shared/contract/contract.ts';
import { remark, transferRequest, transferView, viewTransfer } from '../../shared/contract/transfer-view.ts';
import { decide } from '../../shared/data/commit.ts';
import { refusedOnlyIfAbsent } from '../../shared/data/final-refusal.ts';
import { transferEntity, transferSecretsOf } from '../../shared/data/transfer.entity.ts';
import { planWish } from '../../shared/data/transfer-ground.ts';
import { postTransfer, saveAwaiting, transferIdOf, usedElsewhere } from '../../shared/data/transfer.store.ts';
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
  const id = { accountId: wish.fromAccountId, entryId: transferIdOf(customerId, wish.fromAccountId, key) };
  return decide(async () => {
    const [ground, existing, elsewhere] = await Promise.all([
      planWish(caller, wish, now).catch((error: unknown) => error as Error),
      transferEntity.read(id, 'consistent'),
      usedElsewhere(customerId, wish.fromAccountId, key),
    ]);
    if (elsewhere) throw new DomainError(IdempotencyKeyReused);
    if (existing) {
      requireSame(bodyHash, existing.bodyHash);
      return new Replayed(viewTransfer(existing, await transferSecretsOf(existing), attemptsMax));
    }
    // A transfer that was done is told so even when the same order could not be given now: only then does a refusal count.
    return refusedOnlyIfAbsent(transferEntity, id, async () => {
      if (ground instanceof Error) throw ground;
      requireFresh(key, now);
      const order = { transferId: id.entryId, wish, ground, bodyHash, now };
      const row = ground.plan.stepUp.length > 0 ? await saveAwaiting(order) : await postTransfer(order);
      return viewTransfer(row, await transferSecretsOf(row), attemptsMax);
    });
  });
});
