import { createServer } from 'node:http';
import { open, textOf } from './local-server.ts';

/** What an AWS service answers to one action. A thrown `Fault` becomes the SDK's exception of that name. */
export type Action = (input: Record<string, unknown>) => object | Promise<object>;

/** An exception of the service, by the name that the SDK gives it. */
export class Fault extends Error {
  constructor(name: string, message: string) {
    super(message);
    this.name = name;
  }
}

/** A running listener. */
export interface Listener {
  readonly url: string;
  /** How often each action was asked for since the listener was opened: what a price is multiplied by. */
  readonly calls: ReadonlyMap<string, number>;
  close(): void;
}

/**
 * Listens as an AWS service does that speaks JSON 1.0 or 1.1: the SDK of the handlers talks to it over HTTP unchanged.
 * @example const kms = await listenAs({ Decrypt: ({ CiphertextBlob }) => ({ Plaintext: ... }) });
 */
export async function listenAs(actions: Readonly<Record<string, Action>>): Promise<Listener> {
  const calls = new Map<string, number>();
  const server = createServer((request, response) => {
    void (async () => {
      const name = String(request.headers['x-amz-target']).split('.').at(-1)!;
      calls.set(name, (calls.get(name) ?? 0) + 1);
      const [status, body] = await answerOf(actions[name], name, await textOf(request));
      response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(body));
    })();
  });
  const { port, close } = await open(server);
  return { url: `http://127.0.0.1:${port}`, calls, close };
}

async function answerOf(action: Action | undefined, name: string, body: string): Promise<[number, object]> {
  try {
    if (!action) throw new Fault('UnknownOperationException', `no action ${name}`);
    return [200, await action(JSON.parse(body) as Record<string, unknown>)];
  } catch (error) {
    const { name: type, message } = error as Error;
    // Anything but a fault of the service is a bug of this listener, and says so to the handler as a 500.
    return [error instanceof Fault ? 400 : 500, { __type: type, message }];
  }
}
