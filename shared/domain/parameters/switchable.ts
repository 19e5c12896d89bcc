/** Lines of business that operators may close (业务开关). What operators need to open them again is not among them. */
export const switchable = ['account', 'transfer', 'express', 'coffee'] as const;
export type Switchable = (typeof switchable)[number];

/**
 * Whether a business is open before any operator has touched its switch. In production accounts wait for the identity checks that
 * the law asks for (docs/decisions/004): nobody may be opened an account by a name that he only says.
 */
export const opensOpen = (business: Switchable, environment: string | undefined): boolean =>
  !(environment === 'prod' && business === 'account');
