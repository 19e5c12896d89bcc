import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { certificatePath, ensureCertificate, keyPath, trust } from './certificate.ts';
import { demandFreePort } from './ports.ts';
import { killGroup, ownFolder, removeFolder, startChild } from './processes.ts';
import { localFolder, region } from './settings.ts';

/** A cloud of our own on this machine, empty at each start. */
export interface Emulator {
  readonly port: number;
  readonly url: string;
  /** Path of the PEM that its clients must trust. */
  readonly certificate: string;
  /** Where its state and the deployment lie; removed by `stop`. */
  readonly folder: string;
  /** What a client program (the CDK, a Node child) needs in its environment. */
  readonly env: NodeJS.ProcessEnv;
  stop(): Promise<void>;
}

const startSecondsMax = 60;
const linesKeptMax = 40;

/** Any credentials do: the emulator gives the bootstrap administrator to them, and roles to everybody else. */
const credentials = {
  AWS_ACCESS_KEY_ID: 'test',
  AWS_SECRET_ACCESS_KEY: 'test',
  AWS_REGION: region,
  AWS_DEFAULT_REGION: region,
};

/** The machine's environment without what would lead an AWS client elsewhere. */
const cleanEnv = (): NodeJS.ProcessEnv =>
  Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(AWS_|NODE_|npm_|MINISTACK_|VITEST)/.test(name)),
  );

/** Functions inherit this environment; the emulator itself tells them its endpoint and its certificate. */
const serverEnv = (port: number, folder: string): NodeJS.ProcessEnv => ({
  ...cleanEnv(),
  ...credentials,
  USE_SSL: '1',
  AUTH: 'true',
  GATEWAY_PORT: String(port),
  BIND_HOST: '127.0.0.1',
  MINISTACK_REGION: region,
  MINISTACK_SSL_CERT: certificatePath,
  MINISTACK_SSL_KEY: keyPath,
  IOT_MTLS_ENABLED: '0',
  SFTP_ENABLED: '0',
  LOG_LEVEL: 'WARNING',
  TMPDIR: folder,
});

const clientEnv = (url: string): NodeJS.ProcessEnv => ({
  ...cleanEnv(),
  ...credentials,
  AWS_ENDPOINT_URL: url,
  AWS_ENDPOINT_URL_S3: url,
  AWS_CA_BUNDLE: certificatePath,
  NODE_EXTRA_CA_CERTS: certificatePath,
});

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/_ministack/health`, { signal: AbortSignal.timeout(2000) })).ok;
  } catch {
    return false; // not listening yet: the caller asks again until its deadline
  }
}

/**
 * Starts the local AWS emulator with TLS and IAM on; it dies with this program.
 * @example const emulator = await startEmulator({ port: 4566 });
 */
export async function startEmulator({ port }: { readonly port: number }): Promise<Emulator> {
  await demandFreePort(port);
  await ensureCertificate();
  trust(certificatePath);
  const folder = join(localFolder, String(port));
  removeFolder(folder);
  mkdirSync(folder, { recursive: true });
  ownFolder(folder);
  // The emulator's worker is CommonJS and would otherwise find the project's "type": "module".
  writeFileSync(join(folder, 'package.json'), '{"type":"commonjs"}\n');

  const said: string[] = [];
  const onLine = (line: string): void => void (said.push(line) > linesKeptMax && said.shift());
  const child = startChild(join(localFolder, 'venv/bin/python'), ['local/emulator.py'], {
    env: serverEnv(port, folder),
    onLine,
  });
  const url = `https://127.0.0.1:${port}`;
  const stop = async (): Promise<void> => {
    const gone = new Promise((resolve) =>
      (child.exitCode ?? child.signalCode) ? resolve(null) : child.once('exit', resolve),
    );
    killGroup(child);
    await gone;
    removeFolder(folder);
  };

  const deadline = Date.now() + startSecondsMax * 1000;
  while (!(await answers(url))) {
    if (child.exitCode !== null || child.signalCode !== null || Date.now() > deadline) {
      await stop();
      throw new Error(`the local cloud did not start on port ${port}\n${said.join('\n')}`);
    }
    await pause(100);
  }
  return { port, url, certificate: certificatePath, folder, env: clientEnv(url), stop };
}
