/**
 * What a function may do in the cloud, as a word of the bank; lib/constructs/grants.ts turns each word into the least IAM
 * statement, on named resources only.
 *
 * - `table:read` GetItem, BatchGetItem, Query; `table:change` Put, Update, Delete and ConditionCheck item; `table:write` both
 * - `keyring` Decrypt and GenerateDataKey of the field-encryption key (individual fields, C2)
 * - `token:sign` Sign with the access-token key; `token:verify` GetPublicKey of it
 * - `workflow:transfer` StartExecution of the transfer authorization; `workflow:answer` SendTaskSuccess to it
 * - `queue:<name>` SendMessage to a queue of the bank; `letters:<name>` read its dead letters; `redrive:<name>` also send them back
 * - `sms` the SMS provider's address and signing key
 * - `partner:<name>` the partner's address; its secret is a sealed row of the table
 */
export type Grant =
  | 'table:read'
  | 'table:change'
  | 'table:write'
  | 'keyring'
  | 'token:sign'
  | 'token:verify'
  | 'workflow:transfer'
  | 'workflow:answer'
  | 'sms'
  | `queue:${string}`
  | `letters:${string}`
  | `redrive:${string}`
  | `partner:${string}`;
