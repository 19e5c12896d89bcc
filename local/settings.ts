import { join } from 'node:path';

/** The project's own folder. */
export const root = join(import.meta.dirname, '..');

/** Everything the local bank writes: the virtual environment and the certificate stay, the rest goes with the bank. */
export const localFolder = join(root, '.local');

/** Where `npm start` says which bank runs, for `npm run demo`, `bank` and `fuzz`. */
export const bankFile = join(localFolder, 'bank.json');

/** The emulator knows one account; the region is the production one, so that the partition of every ARN is `aws-cn`. */
export const account = '000000000000';
export const region = 'cn-north-1';

export const defaultPort = 4566;

/** The public URL of the local bank: API Gateway behind the emulator, found by the API's tag `ms-custom-id`. */
export const baseUrlOf = (port: number): string => `https://127.0.0.1:${port}/_aws/execute-api/songhua/$default/v1`;
