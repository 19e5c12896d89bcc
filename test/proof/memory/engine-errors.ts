import {
  ConditionalCheckFailedException,
  DynamoDBServiceException,
  IdempotentParameterMismatchException,
  InternalServerError,
  ProvisionedThroughputExceededException,
  TransactionCanceledException,
  TransactionConflictException,
  TransactionInProgressException,
} from '@aws-sdk/client-dynamodb';
import type { AttributeValue, CancellationReason } from '@aws-sdk/client-dynamodb';
import type { Item } from './value.ts';

// The errors of DynamoDB as the SDK would have read them from the wire.

const refused = () => ({ $metadata: { httpStatusCode: 400 } });

/** An item as the SDK's own deserializer hands it out: binary as bytes. */
export const toSdk = (item: Item): Record<string, AttributeValue> =>
  Object.fromEntries(
    Object.entries(item).map(([field, value]) => [
      field,
      value.B === undefined ? value : { B: Buffer.from(value.B, 'base64') },
    ]),
  ) as unknown as Record<string, AttributeValue>;

export const conditionFailed = (item: Item | undefined) =>
  new ConditionalCheckFailedException({
    message: 'The conditional request failed',
    ...refused(),
    ...(item && { Item: toSdk(item) }),
  });

export const conflict = () =>
  new TransactionConflictException({ message: 'Transaction is ongoing for the item', ...refused() });

export const inProgress = () =>
  new TransactionInProgressException({
    Message: 'The transaction with the given request token is already in progress',
    message: '',
    ...refused(),
  });

export const otherRequest = () =>
  new IdempotentParameterMismatchException({ Message: 'Other request with this token', message: '', ...refused() });

export const throttled = () =>
  new ProvisionedThroughputExceededException({
    message: 'The level of configured provisioned throughput was exceeded',
    ...refused(),
  });

export const broken = () =>
  new InternalServerError({ message: 'Internal server error', $metadata: { httpStatusCode: 500 } });

export const invalid = (message: string) =>
  new DynamoDBServiceException({ name: 'ValidationException', $fault: 'client', message, ...refused() });

export const cancelled = (reasons: CancellationReason[]) =>
  new TransactionCanceledException({
    message: `Transaction cancelled, please refer cancellation reasons for specific reasons [${reasons.map(({ Code }) => Code).join(', ')}]`,
    CancellationReasons: reasons,
    ...refused(),
  });

/** What a transaction says of one item that another is writing. */
export const conflictReason = (): CancellationReason => ({
  Code: 'TransactionConflict',
  Message: 'Transaction is ongoing for the item',
});

/** What a broken connection looks like: nobody knows what became of the request. */
export function lost(): Error {
  return Object.assign(new Error('socket hang up'), { name: 'TimeoutError', $metadata: {} });
}
