import type { Context } from 'aws-lambda';
import { Invocation } from '../faults.ts';
import { running } from '../run-context.ts';
import type { Begun, Ended, Orders } from './orders.ts';

type Handler = (event: never, context: Context) => Promise<unknown>;

/**
 * Puts a deployed handler in danger: at each run it asks the director what shall go wrong, and says afterwards what was met. A crash
 * is one: the process ends, and the cloud starts another. Bundled into the functions of the fault build only.
 */
export const endangered =
  (director: string, name: string, handler: Handler): Handler =>
  async (event, context) => {
    const tell = async <T>(path: string, said: Begun | Ended): Promise<T> => {
      const reply = await fetch(director + path, { method: 'POST', body: JSON.stringify(said) });
      if (!reply.ok) throw new Error(`the director answered ${reply.status}`);
      return (await reply.json()) as T;
    };
    const { run, fault, dieAtOnce } = await tell<Orders>('/begun', { name, event: JSON.stringify(event) });
    const invocation = new Invocation(fault);
    const end = async (how: Ended['how'], status?: number): Promise<unknown> => {
      const { calls, reached } = invocation;
      return tell('/ended', { run, how, calls, reached, ...(status !== undefined && { status }) });
    };
    const die = async (): Promise<never> => {
      await end('died');
      process.exit(1);
    };
    if (dieAtOnce) return die();
    // The invocation is silent from here on: whatever waits for its calls waits for ever.
    void invocation.died.then(die);
    try {
      const answer = await running({ invocation }, () => handler(event, context));
      await end('answered', (answer as { statusCode?: number } | undefined)?.statusCode);
      return answer;
    } catch (error) {
      await end('failed');
      throw error;
    }
  };
