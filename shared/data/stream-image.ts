import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { numbers } from './table.ts';

/** An item of the table's stream as the table's own client reads it: numbers are bigint, and bytes are bytes, not base64 text. */
export const imageOf = (image: object): Record<string, unknown> =>
  unmarshall(Object.fromEntries(Object.entries(image).map(([name, value]) => [name, decoded(value as Wire)])), {
    ...numbers,
  });

/** An attribute as JSON carries it. The bank keeps bytes at the top of an item only. */
type Wire = AttributeValue | { B: string };

const decoded = (value: Wire): AttributeValue =>
  typeof value.B === 'string' ? { B: Buffer.from(value.B, 'base64') } : value;
