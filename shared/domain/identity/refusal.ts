/** Why a caller's token or proof is not believed: what the authorizer may say, by the code of its problem. */
export type RefusalCode =
  | 'TOKEN_MISSING'
  | 'TOKEN_INVALID'
  | 'TOKEN_EXPIRED'
  | 'PROOF_INVALID'
  | 'PROOF_REPLAYED'
  | 'SESSION_REVOKED'
  | 'TRY_AGAIN';

/** A caller who is not believed. `reason` is for the log only: it names the check that failed and never what was sent. */
export class Refused extends Error {
  override readonly name = 'Refused';
  readonly code: RefusalCode;

  constructor(code: RefusalCode, reason: string) {
    super(reason);
    this.code = code;
  }
}
