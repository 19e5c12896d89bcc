import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'esbuild';
import { root } from '../local/settings.ts';

/** Modules of the AWS SDK that no function of the bank can reach, and what stands in for each. */
const replaced: Readonly<Record<string, string>> = {
  // Lambda gives a function its role by environment variables; the other sources of credentials weigh 121 KB.
  '@aws-sdk/credential-provider-node': `export { fromEnv as defaultProvider } from '@aws-sdk/credential-provider-env';`,
  // Only operations that stream events load it; DynamoDB, KMS, SQS and Step Functions have none in use. 16 KB.
  '@smithy/core/event-streams': `throw new Error('event streams are not part of this bundle: see build/lean-sdk.ts');`,
  // Endpoint discovery is for Timestream and off for DynamoDB, yet its cache is made with each client. 8 KB.
  '@aws-sdk/endpoint-cache': 'export class EndpointCache {}',
};

/** Files of the SDK's core, likewise: their names, and what remains of them. Refused at once if ever reached. */
const emptied: Readonly<Record<string, string>> = {
  // SHA-256 in JavaScript, for a Node without crypto. 3 KB.
  Sha256Js: refusing('Sha256Js'),
  // AWS_RETRY_MODE=adaptive and its rate limiter; the bank retries in standard mode. 3 KB.
  AdaptiveRetryStrategy: refusing('AdaptiveRetryStrategy'),
  // The region of an EC2 instance; Lambda has AWS_REGION.
  getInstanceMetadataRegion: refusing('getInstanceMetadataRegion'),
};

function refusing(name: string): string {
  return `export const ${name} = function () { throw new Error('${name} is not part of this bundle: see build/lean-sdk.ts'); };`;
}

/** The failures whose members we read; any other keeps its name and message on the service's base class. */
const kept = /ServiceException|ConditionalCheckFailed|TransactionCanceled/;
const registration = /^\w+_registry\.registerError\((\w+)\$, \w+\);$/gm;
/** A literal with computed keys, which the bundler keeps unless it is told that making it has no effect. */
const literal = /^(export var \w+\$? = )(\[[^]*?\]);$/gm;

/** A service's shapes and failures, of which the bundler then keeps those that the used commands name. */
const onlyUsed = (schemas: string): string =>
  schemas
    .replace(registration, (line, name: string) => (kept.test(name) ? line : ''))
    .replace(literal, '$1/* @__PURE__ */ (() => $2)();');

/** Cuts from the SDK what the bank's functions never run: about 70 KB of each. */
export const leanSdk: Plugin = {
  name: 'lean-sdk',
  setup(run) {
    const namespace = 'lean-sdk';
    const anyOf = Object.keys(replaced)
      .map((name) => name.replaceAll('/', '\\/'))
      .join('|');
    run.onResolve({ filter: new RegExp(`^(?:${anyOf})$`) }, ({ path }) => ({ path, namespace }));
    run.onLoad({ filter: /.*/, namespace }, ({ path }) => ({
      contents: replaced[path]!,
      resolveDir: join(root, 'node_modules/@aws-sdk/client-dynamodb'),
    }));
    const files = new RegExp(`[/\\\\](${Object.keys(emptied).join('|')})\\.js$`);
    run.onLoad({ filter: files }, ({ path }) => ({ contents: emptied[files.exec(path)![1]!]! }));
    // A class for each failure of the service, 12 KB for KMS alone.
    run.onLoad({ filter: /@aws-sdk\/client-[a-z-]+\/dist-es\/schemas\/schemas_0\.js$/ }, ({ path }) => ({
      contents: onlyUsed(readFileSync(path, 'utf8')),
    }));
    // The whole package.json of a client for the sake of its version.
    run.onLoad({ filter: /@aws-sdk\/client-[a-z-]+\/package\.json$/ }, ({ path }) => ({
      contents: JSON.stringify({ version: (JSON.parse(readFileSync(path, 'utf8')) as { version: string }).version }),
      loader: 'json',
    }));
  },
};
