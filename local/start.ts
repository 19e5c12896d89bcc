import { rmSync, writeFileSync } from 'node:fs';
import { roles } from '../shared/domain/identity/role.ts';
import { exitWith } from './fail.ts';
import { openBank } from './open-bank.ts';
import { portOf } from './ports.ts';
import { secondsSince } from './progress.ts';
import { operatorPasswordOf } from './seed.ts';
import { bankFile, defaultPort } from './settings.ts';

const welcome = (baseUrl: string): string => `
Songhua is open. Ctrl-C closes it and leaves nothing behind.

  base URL           ${baseUrl}
  sandbox SMS inbox  ${baseUrl}/sandbox/sms-inbox/<phone>
  operators          ${roles.join(', ')}: each with the password ${operatorPasswordOf('<name>')}

Try, in another terminal:

  npm run bank -- register --as wang phone=13800000001 name=王小明
  npm run bank -- openAccount --as wang accountClass=I noLendingPledge=true
  npm run bank -- listAccounts --as wang

npm run demo plays the whole journey; npm run bank lists every operation.
`;

// Before anything is started: the first listener decides, and closing a bank is no failure.
process.once('SIGINT', () => {
  console.log('\nSonghua is closed.');
  process.exit(0);
});

try {
  const start = performance.now();
  const port = portOf(process.argv.slice(2), process.env, defaultPort);
  const { baseUrl, emulator } = await openBank(port);
  const { certificate } = emulator;
  writeFileSync(bankFile, `${JSON.stringify({ baseUrl, certificate, port, pid: process.pid }, null, 2)}\n`);
  process.on('exit', () => rmSync(bankFile, { force: true }));
  console.log(`${welcome(baseUrl)}\nReady in ${secondsSince(start)}.`);
  // Stays until a signal: the emulator's pipes keep this program alive.
} catch (error) {
  exitWith(error);
}
