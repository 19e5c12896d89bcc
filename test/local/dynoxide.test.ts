import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { connect } from 'node:net';
import { expect, it } from 'vitest';
import { startChild } from '../../local/processes.ts';

const program = `
  const { startDynoxide } = await import('./local/dynoxide.ts');
  console.log((await startDynoxide()).endpoint);
  setInterval(() => undefined, 1000);
`;

async function answers(port: number): Promise<boolean> {
  const socket = connect({ port, host: '127.0.0.1' });
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

it('leaves no engine behind when its program is killed', async () => {
  const child = startChild(process.execPath, ['--input-type=module', '--eval', program]);
  const [endpoint] = (await once(createInterface({ input: child.stdout! }), 'line')) as [string];
  const port = Number(new URL(endpoint).port);
  expect(await answers(port)).toBe(true);
  child.kill('SIGKILL');
  await expect.poll(() => answers(port), { timeout: 5000 }).toBe(false);
});
