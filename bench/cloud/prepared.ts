import { type BankClient, bankClient } from '../../shared/contract/client.ts';
import type { Caller } from '../../shared/contract/caller.ts';
import { behindAuthorizer, believed, eventOf } from './event.ts';
import { routeOf } from './gateway.ts';
import type { Functions } from './invoke.ts';

/** A call that is ready to be made, so that only the function's own time is measured. */
export interface Prepared {
  readonly operation: string;
  readonly event: object;
}

/** Thrown in the place of an answer: nothing was sent. */
class NotSent extends Error {}

/**
 * The event that this request of a customer would become behind gateway and authorizer.
 * @example await prepared(functions, person.caller, (client) => client.call(readAccount, { accountId }));
 */
export async function prepared(
  functions: Functions,
  caller: Caller,
  ask: (client: BankClient) => Promise<unknown>,
): Promise<Prepared> {
  let ready: Prepared | undefined;
  const client = bankClient(async ({ method, path, headers, body }) => {
    const { pathname, search } = new URL(`http://bank/v1${path}`);
    const route = routeOf(functions, method, pathname);
    if (!route) throw new Error(`no operation answers ${method} ${path}`);
    const event = eventOf({ method, path: pathname, query: search.slice(1), headers, body });
    const { contract, pathParameters } = route;
    ready = { operation: contract.name, event: behindAuthorizer({ ...event, pathParameters }, believed(caller)) };
    throw new NotSent();
  });
  await ask(client).catch((error: unknown) => {
    if (!(error instanceof NotSent)) throw error;
  });
  if (!ready) throw new Error('nothing was asked');
  return ready;
}
