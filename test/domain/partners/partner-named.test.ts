import { expect, it } from 'vitest';
import { partnerNamed } from '../../../shared/domain/partners/partner-named.ts';
import { PartnerNotFound } from '../../../shared/domain/partners/partner-errors.ts';
import { sf } from '../../../shared/domain/partners/sf.ts';
import { refusedAs } from '../../support/refused.ts';

it('a partner is found by its name, and nobody by another', () => {
  expect(partnerNamed('sf')).toBe(sf);
  refusedAs(PartnerNotFound, () => partnerNamed('nobody'));
});
