import * as z from 'zod/mini';
import packageJson from '../../package.json' with { type: 'json' };
import { defineContract } from '../../shared/contract/contract.ts';
import { isoTime } from '../../shared/domain/time.ts';
import { serve } from '../../shared/lambda/serve.ts';

export const contract = defineContract({
  name: 'readHealth',
  summary: 'Says that the bank answers, in which environment and in which version',
  method: 'GET',
  path: '/health',
  auth: 'public',
  business: 'platform',
  idempotent: false,
  grants: [],
  input: z.strictObject({}),
  output: z.strictObject({
    environment: z.enum(['local', 'dev', 'test', 'prod']),
    version: z.string().check(z.regex(/^\d+\.\d+\.\d+$/)),
    time: z.iso.datetime({ offset: true }),
  }),
  errors: [],
});

export const handler = serve(contract, async (_, { now }) => ({
  environment: contract.output.shape.environment.parse(process.env['BANK_ENVIRONMENT']),
  version: packageJson.version,
  time: isoTime(now),
}));
