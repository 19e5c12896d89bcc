import type { Enrolment } from '../domain/factors/enrolment.ts';
import type { Write } from './commit.ts';
import { enrolments } from './enrolment.entity.ts';
import { readPage } from './page.ts';

/** Enrols a tool in the transaction of what shows that the customer may; a revoked one is replaced. */
export const enrolmentWrite = (customerId: string, { kind, state, enrolledAt, coolingUntil }: Enrolment): Write =>
  enrolments.put({ customerId, kind, state, enrolledAt: BigInt(enrolledAt), coolingUntil: BigInt(coolingUntil) });

/** The tools of a customer: one of each kind at most, so one page holds them all. */
export async function listEnrolments(customerId: string): Promise<Enrolment[]> {
  const { pk } = enrolments.key({ customerId, kind: 'sms-otp' });
  const page = await readPage(enrolments, { pk, from: 'FAC#', to: 'FAC#~', order: 'oldest', limit: 100 });
  return page.data.map(({ kind, state, enrolledAt, coolingUntil }) => ({
    kind,
    state,
    enrolledAt: Number(enrolledAt),
    coolingUntil: Number(coolingUntil),
  }));
}
