import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';

/** A key service with the two calls of the keyring, over HTTP: what wraps under it opens under the same context only. */
export async function startKeyService(): Promise<{ endpoint: string; stop(): void }> {
  const master = randomBytes(32);
  const server = createServer((request, response) => {
    void (async () => {
      const asked = JSON.parse(Buffer.concat(await request.toArray()).toString()) as Asked;
      response.setHeader('content-type', 'application/x-amz-json-1.1');
      response.end(JSON.stringify(answer(master, String(request.headers['x-amz-target']), asked)));
    })();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { endpoint: `http://127.0.0.1:${port}`, stop: () => void (server.close(), server.closeAllConnections()) };
}

interface Asked {
  readonly EncryptionContext?: Readonly<Record<string, string>>;
  readonly CiphertextBlob?: string;
}

function answer(master: Buffer, target: string, { EncryptionContext, CiphertextBlob }: Asked): object {
  const context = Buffer.from(JSON.stringify(EncryptionContext));
  if (target.endsWith('GenerateDataKey')) {
    const [plain, iv] = [randomBytes(32), randomBytes(12)];
    const cipher = createCipheriv('aes-256-gcm', master, iv).setAAD(context);
    const wrapped = Buffer.concat([iv, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
    return { KeyId: 'proof', Plaintext: plain.toString('base64'), CiphertextBlob: wrapped.toString('base64') };
  }
  const bytes = Buffer.from(CiphertextBlob!, 'base64');
  const decipher = createDecipheriv('aes-256-gcm', master, bytes.subarray(0, 12))
    .setAAD(context)
    .setAuthTag(bytes.subarray(-16));
  const plain = Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()]);
  return { KeyId: 'proof', Plaintext: plain.toString('base64') };
}
