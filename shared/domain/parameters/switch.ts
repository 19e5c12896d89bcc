import { DomainError, defineError, noDetails } from '../errors.ts';

export const SwitchPlanMissing = defineError({
  code: 'SWITCH_PLAN_MISSING',
  kind: 'missing',
  title: { zh: '没有待复核的开关变更', en: 'There is no change to approve' },
  action: { zh: '请先由经办提交变更', en: 'A maker must propose the change first' },
  details: noDetails,
});
/** Maker equals checker (abuse case 20). */
export const SameOperator = defineError({
  code: 'SAME_OPERATOR',
  kind: 'refused',
  title: { zh: '经办与复核不得为同一人', en: 'The one who approves may not be the one who proposed' },
  action: { zh: '请由其他人员复核', en: 'Have another operator approve' },
  details: noDetails,
});

/** Refuses an approval by the one who proposed. @throws SameOperator */
export function requireOther(maker: string, checker: string): void {
  if (maker === checker) throw new DomainError(SameOperator);
}
