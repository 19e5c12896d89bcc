import { DomainError } from '../errors.ts';
import { coffee } from './coffee.ts';
import type { Partner } from './partner.ts';
import { PartnerNotFound } from './partner-errors.ts';
import { sf } from './sf.ts';

/** Every partner of the bank: the chart, the operators' operations and the contract test go through this list. */
export const partners: readonly Partner[] = [sf, coffee];

/** The partner of this name. @throws PartnerNotFound */
export function partnerNamed(name: string): Partner {
  const partner = partners.find((one) => one.name === name);
  if (!partner) throw new DomainError(PartnerNotFound);
  return partner;
}
