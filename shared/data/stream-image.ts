import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';

/** An item of the table's stream as the table's own client reads it: numbers are bigint, since fen never pass through a float. */
export const imageOf = (image: object): Record<string, unknown> =>
  unmarshall(image as Record<string, AttributeValue>, { wrapNumbers: (digits) => BigInt(digits) });
