import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { Failure } from './fail.ts';

async function listenOnce(port: number): Promise<number> {
  const server = createServer();
  server.listen({ port, host: '127.0.0.1', exclusive: true });
  await once(server, 'listening');
  const { port: taken } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return taken;
}

/** A port nobody listens on now. */
export const freePort = (): Promise<number> => listenOnce(0);

/** Refuses a port that is taken, with one line that says what to do. */
export async function demandFreePort(port: number): Promise<void> {
  try {
    await listenOnce(port);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    throw new Failure(
      `Port ${port} is in use: stop what listens there, or choose another: npm start -- --port ${port + 1}`,
    );
  }
}

/** The port that was asked for: `--port N`, else PORT, else `otherwise`. */
export function portOf(args: readonly string[], env: NodeJS.ProcessEnv, otherwise: number): number {
  const at = args.findIndex((arg) => arg === '--port' || arg.startsWith('--port='));
  const text = at < 0 ? (env.PORT ?? String(otherwise)) : (args[at]!.split('=')[1] ?? args[at + 1] ?? '');
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (port < 1 || port > 65_535) throw new Failure(`The port must be a number from 1 to 65535, not "${text}".`);
  return port;
}
