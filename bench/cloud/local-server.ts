import { readFileSync } from 'node:fs';
import type { IncomingMessage, RequestListener, Server as HttpServer } from 'node:http';
import { type Server as HttpsServer, createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { certificatePath, ensureCertificate, keyPath, trust } from '../../local/certificate.ts';

/** A server on this machine, at a port of its own or a wanted one. */
export interface LocalServer {
  readonly port: number;
  close(): void;
}

/** Opens a server that does not keep its process alive. */
export async function open(server: HttpServer | HttpsServer, wanted = 0): Promise<LocalServer> {
  server.listen(wanted, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  server.unref();
  const close = (): void => {
    server.closeAllConnections();
    server.close();
  };
  return { port: (server.address() as AddressInfo).port, close };
}

/** The same over HTTPS, with this clone's certificate, which every client of this process trusts from now on. */
export async function openTrusted(listener: RequestListener, wanted?: number): Promise<LocalServer> {
  await ensureCertificate();
  trust(certificatePath);
  return open(createServer({ cert: readFileSync(certificatePath), key: readFileSync(keyPath) }, listener), wanted);
}

/** The body of a request. */
export async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
