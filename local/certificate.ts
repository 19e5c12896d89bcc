import { X509Certificate } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { mustRun } from './processes.ts';
import { localFolder } from './settings.ts';

const folder = join(localFolder, 'tls');

/** Paths of the local bank's certificate and key (PEM). */
export const certificatePath = join(folder, 'server.crt');
export const keyPath = join(folder, 'server.key');

/** 825 days is the longest that common clients accept; made anew in the last week. */
const daysValid = 825;
const daysSpare = 7;

function isFresh(): boolean {
  if (!existsSync(certificatePath) || !existsSync(keyPath)) return false;
  const { validTo } = new X509Certificate(readFileSync(certificatePath));
  return Date.parse(validTo) - Date.now() > daysSpare * 24 * 60 * 60 * 1000;
}

/** Makes the certificate of 127.0.0.1 and localhost once for this clone; no authority, so it can sign no other. */
export async function ensureCertificate(): Promise<void> {
  if (isFresh()) return;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const extensions = [
    'basicConstraints=critical,CA:FALSE',
    'keyUsage=critical,digitalSignature,keyEncipherment',
    'extendedKeyUsage=serverAuth',
    'subjectAltName=DNS:localhost,IP:127.0.0.1',
  ];
  await mustRun('openssl', [
    'req',
    '-x509',
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:prime256v1',
    '-nodes',
    '-days',
    String(daysValid),
    '-subj',
    '/CN=Songhua local bank',
    '-keyout',
    keyPath,
    '-out',
    certificatePath,
    ...extensions.flatMap((extension) => ['-addext', extension]),
  ]);
}

/** Lets every TLS client of this thread (fetch, the AWS SDK) trust one more certificate; all others stay as they were. */
export function trust(certificate: string): void {
  setDefaultCACertificates([...getCACertificates('default'), readFileSync(certificate, 'utf8')]);
}
