import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freePort } from './ports.ts';
import { killGroup, startChild } from './processes.ts';
import { root } from './settings.ts';

/** A DynamoDB engine that counts capacity as AWS does: the meter of what an operation costs. */
export interface Dynoxide {
  readonly endpoint: string;
  stop(): void;
}

const startSecondsMax = 20;

/**
 * Runs a program until our end of its input closes: a program that was killed cannot clean up, yet its pipes close. The watcher kills
 * the group that `startChild` made, so never a stranger that was given an old process id.
 */
const untilInputCloses = 'exec 3<&0; (cat <&3 >/dev/null; kill -9 0) & exec "$0" "$@" 3<&- </dev/null';

const listens = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    socket.once('connect', () => socket.destroy());
    socket.once('connect', () => resolve(true));
    socket.once('error', () => resolve(false));
  });

/** Starts the engine on a free port, in memory or on a database file; it dies with this program, however that ends. */
export async function startDynoxide(file?: string): Promise<Dynoxide> {
  const port = await freePort();
  const binary = join(root, `node_modules/@dynoxide/linux-${process.arch}/dynoxide`);
  const said: string[] = [];
  const child = startChild(
    '/bin/sh',
    [
      '-c',
      untilInputCloses,
      binary,
      'serve',
      '--port',
      String(port),
      ...(file === undefined ? [] : ['--db-path', file]),
    ],
    { onLine: (line) => void said.push(line) },
  );
  const deadline = Date.now() + startSecondsMax * 1000;
  while (!(await listens(port))) {
    if (child.exitCode !== null || Date.now() > deadline) throw new Error(`Dynoxide did not start\n${said.join('\n')}`);
    await pause(50);
  }
  return { endpoint: `http://127.0.0.1:${port}`, stop: () => killGroup(child) };
}
