import { Refused } from '../domain/identity/refusal.ts';
import { secondsOf } from '../domain/time.ts';
import { proofs } from './proof.entity.ts';
import { AlreadyDone, commitOnce } from './once.ts';

/**
 * Uses a proof up, with exactly one write unit: a second use of its number by its key is a replay, in whatever container.
 * @throws Refused PROOF_REPLAYED
 */
export async function useProof(
  proof: { thumbprint: string; jti: string },
  by: { requestId: string; now: number; memorySeconds: number },
): Promise<void> {
  const { thumbprint, jti } = proof;
  const row = { thumbprint, jti, requestId: by.requestId, expiresAt: BigInt(secondsOf(by.now) + by.memorySeconds) };
  const write = proofs.insert(row, (current) =>
    current?.requestId === by.requestId ? new AlreadyDone() : new Refused('PROOF_REPLAYED', 'jti'),
  );
  await commitOnce(write);
}
