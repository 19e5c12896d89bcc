import { type ChildProcess, spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { join } from 'node:path';
import { Failure } from './fail.ts';
import { root } from './settings.ts';

const children = new Set<ChildProcess>();
const folders = new Set<string>();

/** node_modules/.bin first: there lies the project's own Node 24, whatever the machine has. */
const projectPath = `${join(root, 'node_modules/.bin')}:${process.env.PATH ?? ''}`;

/** Kills a child and all that it started; each child leads a process group of its own. */
export function killGroup(child: ChildProcess): void {
  children.delete(child);
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

function sweep(): void {
  for (const child of children) killGroup(child);
  for (const folder of folders) removeFolder(folder);
}

/** Nothing is left behind, however this program ends: its children are killed, its folders removed. */
function sweepAtExit(): void {
  if (process.listeners('exit').includes(sweep)) return;
  process.on('exit', sweep);
  for (const [signal, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const) {
    process.once(signal, () => process.exit(code));
  }
}

/** Removes a folder now or, if it is still being written to by a dying process, a moment later. */
export function removeFolder(folder: string): void {
  folders.delete(folder);
  rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
}

/** Marks a folder as living no longer than this program. */
export function ownFolder(folder: string): void {
  sweepAtExit();
  folders.add(folder);
}

export interface ChildOptions {
  readonly env?: NodeJS.ProcessEnv;
  /** Called for every line of both outputs. */
  readonly onLine?: (line: string) => void;
}

/** Starts a program in a process group of its own, killed with this program; its input stays open until then. */
export function startChild(command: string, args: readonly string[], options: ChildOptions = {}): ChildProcess {
  sweepAtExit();
  const env = { ...(options.env ?? process.env), PATH: projectPath };
  const child = spawn(command, args, { cwd: root, env, stdio: ['pipe', 'pipe', 'pipe'], detached: true });
  children.add(child);
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => options.onLine?.(line));
  }
  return child;
}

/** How a program ended, and all that it said. */
export interface Outcome {
  readonly code: number;
  readonly output: string;
}

/** Runs a program to its end. */
export function run(command: string, args: readonly string[], options: ChildOptions = {}): Promise<Outcome> {
  const lines: string[] = [];
  const onLine = (line: string): void => {
    lines.push(line);
    options.onLine?.(line);
  };
  const child = startChild(command, args, { ...options, onLine });
  child.stdin?.end();
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      children.delete(child);
      resolve({ code: code ?? 1, output: lines.join('\n') });
    });
  });
}

/** Runs a program that must succeed: otherwise all that it said is the error. */
export async function mustRun(command: string, args: readonly string[], options: ChildOptions = {}): Promise<string> {
  const { code, output } = await run(command, args, options);
  if (code !== 0) throw new Failure(`${command} ${args.join(' ')} ended with ${code}\n${output}`);
  return output;
}
