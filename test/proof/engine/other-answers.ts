import type { Answer } from './answer.ts';

/** What an operation may honestly say after a fault in the place of its usual answer. */
interface Honest {
  /** A refusal that tells the caller what to do next. */
  readonly code?: string;
  /** A success that is not at its end yet. */
  readonly state?: string;
  readonly why: string;
}

const usedUp =
  'the lost try used the code up; the app begins again, and a device that was bound meanwhile signs in by its key';
const pause = 'the lost try counted as a text; another is sent after the pause that keeps phones from being flooded';
const reused =
  'a token that is used twice may be stolen, so the session ends without a grace; the device signs in by its key, an operator by password';
const gone = 'it is gone, as was asked; a removed row leaves nothing to know the own request by';

/** Operations without an idempotency key whose lost try cannot be undone or told apart, and orders at a partner. Nothing else is excused. */
const honest: Readonly<Record<string, Honest>> = {
  createRegistration: { code: 'TOO_MANY_REQUESTS', why: pause },
  createSignIn: { code: 'TOO_MANY_REQUESTS', why: pause },
  resendCode: { code: 'CODE_TOO_SOON', why: pause },
  confirmRegistration: { code: 'CHALLENGE_NOT_OPEN', why: usedUp },
  confirmSignIn: { code: 'CHALLENGE_NOT_OPEN', why: usedUp },
  refreshSession: { code: 'REFRESH_REFUSED', why: reused },
  refreshOperatorSession: { code: 'REFRESH_REFUSED', why: reused },
  endSession: { code: 'SESSION_NOT_FOUND', why: gone },
  removeDevice: { code: 'DEVICE_NOT_FOUND', why: gone },
  approveSwitch: {
    code: 'SWITCH_PLAN_MISSING',
    why: 'a proposal is approved once, which the list of switches shows; a second approval is refused, whoever sends it',
  },
  createShipment: { state: 'PLACING', why: 'paid, and whether the partner has the order is found out by the poll' },
  buyVoucher: { state: 'BUYING', why: 'paid, and whether the partner has the order is found out by the poll' },
};

/** Whether this operation may answer so after a fault. */
export function isHonest(operation: string, { status, code, state }: Answer, expected: Answer): boolean {
  const other = honest[operation];
  if (!other) return false;
  return code === undefined ? status === expected.status && state === other.state : code === other.code;
}
