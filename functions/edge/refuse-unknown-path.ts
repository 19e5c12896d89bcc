import { defineFallback } from '../../shared/contract/contract.ts';
import { fallback } from '../../shared/lambda/fallback.ts';

export const contract = defineFallback({
  name: 'refuseUnknownPath',
  summary: 'Answers every path and method that no operation has',
  grants: [],
});

/** Every route of the bank as `[method, path]`, written into the bundle by build/bundle.ts. */
declare const BANK_ROUTES: readonly (readonly [method: string, path: string])[];

export const handler = fallback(contract, () => BANK_ROUTES);
