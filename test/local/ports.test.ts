import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { demandFreePort, freePort, portOf } from '../../local/ports.ts';

describe('a port', () => {
  it('that somebody listens on is refused with what to do', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    await expect(demandFreePort(port)).rejects.toThrow(`Port ${port} is in use`);
    server.close();
  });

  it('that was found free can be listened on', async () => {
    await expect(demandFreePort(await freePort())).resolves.toBeUndefined();
  });

  it.each([
    [['--port', '5000'], {}, 5000],
    [['--port=5001'], { PORT: '6000' }, 5001],
    [[], { PORT: '6000' }, 6000],
    [[], {}, 4566],
  ])('is read from %j and %j', (args, env, expected) => expect(portOf(args, env, 4566)).toBe(expected));

  it.each(['0', '65536', 'http', '', '-1', '1e3'])('named %j is refused', (text) => {
    expect(() => portOf(['--port', text], {}, 4566)).toThrow('The port must be a number');
  });
});
