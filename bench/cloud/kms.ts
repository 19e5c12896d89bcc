import { createCipheriv, createDecipheriv, generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { Fault, type Listener, listenAs } from './json-service.ts';

const ivBytes = 12;
const tagBytes = 16;

/**
 * A key service with one wrapping key and one ES256 signing key, real cryptography behind the real protocol. It stands for
 * AWS KMS as Dynoxide stands for DynamoDB.
 */
export async function listenAsKms(): Promise<Listener> {
  const master = randomBytes(32);
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return listenAs({
    GenerateDataKey: (input) => {
      const plain = randomBytes(32);
      return {
        KeyId: input['KeyId'],
        Plaintext: plain.toString('base64'),
        CiphertextBlob: wrap(master, plain, contextIn(input)),
      };
    },
    Decrypt: (input) => ({
      KeyId: input['KeyId'],
      Plaintext: unwrap(master, String(input['CiphertextBlob']), contextIn(input)),
    }),
    GetPublicKey: (input) => ({
      KeyId: input['KeyId'],
      PublicKey: publicKey.export({ format: 'der', type: 'spki' }).toString('base64'),
    }),
    Sign: (input) => ({
      KeyId: input['KeyId'],
      Signature: sign('sha256', Buffer.from(String(input['Message']), 'base64'), privateKey).toString('base64'),
    }),
  });
}

/** The encryption context is bound as KMS binds it: another context does not open the key. */
function contextIn({ EncryptionContext }: Record<string, unknown>): Buffer {
  const pairs = Object.entries((EncryptionContext ?? {}) as Record<string, string>);
  return Buffer.from(JSON.stringify(pairs.toSorted(([a], [b]) => (a < b ? -1 : 1))));
}

function wrap(master: Buffer, plain: Buffer, context: Buffer): string {
  const iv = randomBytes(ivBytes);
  const cipher = createCipheriv('aes-256-gcm', master, iv).setAAD(context);
  return Buffer.concat([iv, cipher.update(plain), cipher.final(), cipher.getAuthTag()]).toString('base64');
}

function unwrap(master: Buffer, wrapped: string, context: Buffer): string {
  const bytes = Buffer.from(wrapped, 'base64');
  const decipher = createDecipheriv('aes-256-gcm', master, bytes.subarray(0, ivBytes)).setAAD(context);
  decipher.setAuthTag(bytes.subarray(-tagBytes));
  try {
    return Buffer.concat([decipher.update(bytes.subarray(ivBytes, -tagBytes)), decipher.final()]).toString('base64');
  } catch {
    throw new Fault('InvalidCiphertextException', 'not wrapped by this key for this context');
  }
}
