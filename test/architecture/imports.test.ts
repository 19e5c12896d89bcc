import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root, sourcesOf } from './sources.ts';

const files = sourcesOf('functions').map(({ path }) => path);

/** Run in a process of its own: what is left over when everything has been imported. */
const importing = `
  for (const file of ${JSON.stringify(files)}) await import(${JSON.stringify(`${root}/`)} + file);
  const busy = process.getActiveResourcesInfo().filter((name) => !/Pipe|TTY|FSReqPromise|CloseReq/.test(name));
  process.stdout.write(JSON.stringify(busy));
`;

describe('importing every function', () => {
  it('does nothing: no environment, no file written, no process, no connection, no timer, no word', () => {
    const options = ['--permission', '--allow-fs-read=*', '--input-type=module', '--eval', importing];
    const said = execFileSync(join(root, 'node_modules/.bin/node'), options, {
      env: {},
      cwd: root,
      encoding: 'utf8',
      stdio: 'pipe',
    });
    expect(said).toBe('[]');
  });
});
