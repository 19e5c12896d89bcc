import { Entity } from './entity.ts';

/** A DPoP proof that was used: its number, per key. */
export interface ProofRow {
  readonly thumbprint: string;
  readonly jti: string;
  /** The gateway's id of the request that used it, so that a retry of the same write is not taken for a replay. */
  readonly requestId: string;
  /** TTL, seconds. */
  readonly expiresAt: bigint;
}
export const proofs = new Entity<ProofRow, Pick<ProofRow, 'thumbprint' | 'jti'>>('proof', ({ thumbprint, jti }) => ({
  pk: `JTI#${thumbprint}#${jti}`,
  sk: 'JTI',
}));
