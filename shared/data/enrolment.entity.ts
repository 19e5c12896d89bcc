import type { EnrolmentState } from '../domain/factors/enrolment.ts';
import type { FactorKind } from '../domain/factors/factor.ts';
import { Entity } from './entity.ts';

/** A tool that a customer has agreed to use. */
export interface EnrolmentRow {
  readonly customerId: string;
  readonly kind: FactorKind;
  readonly state: EnrolmentState;
  readonly enrolledAt: bigint;
  readonly coolingUntil: bigint;
}
export const enrolments = new Entity<EnrolmentRow, Pick<EnrolmentRow, 'customerId' | 'kind'>>(
  'enrolment',
  ({ customerId, kind }) => ({ pk: `CUS#${customerId}`, sk: `FAC#${kind}` }),
);
