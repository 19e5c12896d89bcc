import { DomainError } from '../errors.ts';
import { PartnerNotFound } from './partner-errors.ts';
import type { Partner } from './partner.ts';
import { partners } from './partners.ts';

/** The partner of this name. @throws PartnerNotFound */
export function partnerNamed(name: string): Partner {
  const partner = partners.find((one) => one.name === name);
  if (!partner) throw new DomainError(PartnerNotFound);
  return partner;
}
