import { type Caller, type CallerOf, caller, permits } from '../contract/caller.ts';
import type { Auth } from '../contract/contract.ts';
import { Forbidden, ProofInvalid, TokenMissing, refusals } from '../contract/access-errors.ts';
import { DomainError } from '../domain/errors.ts';
import type { HttpEvent } from './http.ts';

/**
 * The caller that the authorizer asserted, checked again against the contract. Nothing asserted is nobody: a route that
 * lost its authorizer by mistake stays closed.
 */
export function callerOf<A extends Auth>(auth: A, event: HttpEvent): CallerOf<A> {
  const asserted = event.requestContext.authorizer?.lambda ?? {};
  const refused = refusals.find(({ code }) => code === asserted.refused);
  if (refused) throw new DomainError(refused);
  if (asserted.refused !== undefined) throw new Error('the authorizer refused with a code that is not declared');
  const who: Caller = asserted.caller === undefined ? { kind: 'anonymous' } : caller.parse(JSON.parse(asserted.caller));
  if (!permits(auth, who)) throw new DomainError(missing(auth, who));
  return who as CallerOf<A>;
}

/** What a caller would need: somebody known is refused, somebody unknown is told what to bring. */
function missing(auth: Auth, who: Caller) {
  if (who.kind === 'customer' || who.kind === 'operator') return Forbidden;
  return auth === 'key' ? ProofInvalid : TokenMissing;
}
