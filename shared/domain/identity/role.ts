/** The duties of an operator (岗位): separate, so that no one person makes and checks (制单, 复核). */
export const roles = ['teller', 'maker', 'checker', 'auditor'] as const;
export type Role = (typeof roles)[number];
