import type * as z from 'zod/mini';
import type { ConsumerContract } from '../contract/contract.ts';
import type { Work } from './work.ts';

/** What a consumer does with one record. The same record may come twice and late: taking it in twice must change nothing. */
export type Take<C extends ConsumerContract> = (record: z.output<C['input']>, work: Work) => Promise<void>;

/** What the cloud should deliver again. */
export interface Redeliver {
  readonly batchItemFailures: { readonly itemIdentifier: string }[];
}
