import { existsSync, readFileSync } from 'node:fs';
import { trust } from './certificate.ts';
import { Failure } from './fail.ts';
import { bankFile } from './settings.ts';

/** The bank that `npm start` keeps open on this machine. */
export interface RunningBank {
  readonly baseUrl: string;
  readonly certificate: string;
  readonly port: number;
  readonly pid: number;
}

/** Finds the running bank and makes this program trust its certificate. @throws Failure when none is open */
export function runningBank(): RunningBank {
  const none = 'No bank is open here: run `npm start` in another terminal first.';
  if (!existsSync(bankFile)) throw new Failure(none);
  const bank = JSON.parse(readFileSync(bankFile, 'utf8')) as RunningBank;
  if (!lives(bank.pid)) throw new Failure(none);
  trust(bank.certificate);
  return bank;
}

function lives(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
