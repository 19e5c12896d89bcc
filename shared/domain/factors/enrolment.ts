import type { Transitions } from '../states.ts';
import type { FactorKind } from './factor.ts';

/** A tool that a customer has agreed to use (认证签约): enrolled, perhaps suspended, at last revoked. */
export interface Enrolment {
  readonly kind: FactorKind;
  readonly state: EnrolmentState;
  readonly enrolledAt: number;
  /** Milliseconds since 1970 until which its limits are reduced. */
  readonly coolingUntil: number;
}

export const enrolmentStates = ['ACTIVE', 'SUSPENDED', 'REVOKED'] as const;
export type EnrolmentState = (typeof enrolmentStates)[number];

/** A revoked tool never comes back: it is enrolled anew. */
export const enrolmentMoves: Transitions<EnrolmentState> = {
  ACTIVE: ['SUSPENDED', 'REVOKED'],
  SUSPENDED: ['ACTIVE', 'REVOKED'],
  REVOKED: [],
};

/** Enrols a tool now, with its limits reduced for as long as its rule says. Alike for every kind. */
export const enrol = (kind: FactorKind, coolingSeconds: number, now: number): Enrolment => ({
  kind,
  state: 'ACTIVE',
  enrolledAt: now,
  coolingUntil: now + coolingSeconds * 1000,
});

/** Whether an answer by this tool counts now. */
export const isUsable = ({ state }: Pick<Enrolment, 'state'>): boolean => state === 'ACTIVE';

/** Suspends, resumes or revokes a tool. Throws on a move that the table does not know: the caller has a bug. */
export function changeEnrolment(enrolment: Enrolment, to: EnrolmentState): Enrolment {
  if (!enrolmentMoves[enrolment.state].includes(to)) throw new Error(`${enrolment.kind}: ${enrolment.state} to ${to}`);
  return { ...enrolment, state: to };
}
