/** Lines of business that operators may close (业务开关). What operators need to open them again is not among them. */
export const switchable = ['account', 'transfer', 'express', 'coffee'] as const;
export type Switchable = (typeof switchable)[number];
