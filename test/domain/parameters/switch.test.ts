import { expect, it } from 'vitest';
import { SameOperator, requireOther } from '../../../shared/domain/parameters/switch.ts';
import { refusedAs } from '../../support/refused.ts';

it('a change is approved by somebody else than its maker', () => {
  refusedAs(SameOperator, () => requireOther('opr_maker', 'opr_maker'));
  expect(() => requireOther('opr_maker', 'opr_checker')).not.toThrow();
});
