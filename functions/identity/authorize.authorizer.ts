import type { Caller } from '../../shared/contract/caller.ts';
import { defineAuthorizer } from '../../shared/contract/contract.ts';
import { useProof } from '../../shared/data/proof.store.ts';
import { readSession } from '../../shared/data/session.store.ts';
import type { Claims } from '../../shared/domain/identity/claims.ts';
import { Refused } from '../../shared/domain/identity/refusal.ts';
import { isLive } from '../../shared/domain/identity/session.ts';
import { type Proof, proofMemorySeconds, verifyProof } from '../../shared/gateway/proof.ts';
import { verifyAccessToken } from '../../shared/gateway/token.ts';
import { authorize, type Presented } from '../../shared/lambda/authorize.ts';

export const contract = defineAuthorizer({
  name: 'authorize',
  summary: 'Say who is asking: verify the access token, the proof of its key, the session, and that the proof is new',
  grants: ['table:write', 'token:verify'],
});

export const handler = authorize(contract, async (presented) => {
  const { method, url, authorization, proof: given, now, sourceIp } = presented;
  if (authorization === undefined && given === undefined) return { kind: 'anonymous' };
  if (given === undefined) throw new Refused('PROOF_INVALID', 'no proof');
  const accessToken = authorization === undefined ? undefined : tokenIn(authorization);
  const claims = accessToken === undefined ? undefined : await verifyAccessToken(accessToken, now);
  const proof = await verifyProof(given, { method, url, accessToken, now });
  if (!claims) {
    await useOnce(proof, presented);
    return { kind: 'key', thumbprint: proof.thumbprint, sourceIp };
  }
  if (claims.cnf.jkt !== proof.thumbprint) throw new Refused('PROOF_INVALID', 'key of another token');
  const [session] = await Promise.all([readSession(claims.sub, claims.sid), useOnce(proof, presented)]);
  if (!session || !isLive(session, now)) throw new Refused('SESSION_REVOKED', 'session');
  return callerOf(claims);
});

function tokenIn(authorization: string): string {
  const [, token] = /^DPoP ([^\s,]+)$/i.exec(authorization) ?? [];
  if (!token) throw new Refused('TOKEN_INVALID', 'scheme');
  return token;
}

/** Reading changes nothing, so a read that is replayed within its minute costs no row; everything else is used up. */
const useOnce = async (proof: Proof, { method, requestId, now }: Presented): Promise<void> =>
  method === 'GET' ? undefined : useProof(proof, { requestId, now, memorySeconds: proofMemorySeconds });

const callerOf = (claims: Claims): Caller =>
  claims.aud === 'customer'
    ? { kind: 'customer', customerId: claims.sub, sessionId: claims.sid, deviceId: claims.dev }
    : { kind: 'operator', operatorId: claims.sub, sessionId: claims.sid, role: claims.role };
