/** A person the bank knows (客户); an app user until the identity is checked and an account is opened. */
export interface Customer {
  readonly customerId: string;
  /** C2. */
  readonly name: string;
  /** C2. */
  readonly phone: string;
  readonly registeredAt: number;
}
