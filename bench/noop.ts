import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Stack, Tags } from 'aws-cdk-lib';
import { HttpApi, HttpMethod, HttpStage } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaAuthorizer, HttpLambdaResponseType } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { Architecture, Code, Function as Lambda, Runtime } from 'aws-cdk-lib/aws-lambda';
import { Duration } from 'aws-cdk-lib';
import { deployStacks } from '../local/deploy.ts';
import type { Emulator } from '../local/emulator.ts';
import { account, region } from '../local/settings.ts';

/** Each logs a line, since the emulator waits 50 ms for one that never comes. */
const answers = `export const handler = async () => { console.log('{}'); return { statusCode: 201, body: '{}' }; };\n`;
const lets = `export const handler = async () => { console.log('{}'); return { isAuthorized: true, context: {} }; };\n`;

/** Deploys a function that does nothing behind an authorizer that asks nothing: what every call costs here whatever it does. */
export async function deployNoop(emulator: Emulator): Promise<string> {
  const folder = join(emulator.folder, 'noop');
  const app = new App({ outdir: join(folder, 'cdk.out') });
  const stack = new Stack(app, 'noop', { env: { account, region } });
  const api = new HttpApi(stack, 'Api', { createDefaultStage: false });
  const stage = new HttpStage(stack, 'Stage', { httpApi: api, stageName: '$default', autoDeploy: true });
  Tags.of(api).add('ms-custom-id', 'noop');
  stage.node.addDependency(api);
  const authorizer = new HttpLambdaAuthorizer('Lets', functionOf(stack, 'Lets', lets, folder), {
    responseTypes: [HttpLambdaResponseType.SIMPLE],
    identitySource: [],
    resultsCacheTtl: Duration.seconds(0),
  });
  const integration = new HttpLambdaIntegration('Answers', functionOf(stack, 'Answers', answers, folder));
  api.addRoutes({ path: '/noop', methods: [HttpMethod.POST], integration, authorizer });
  app.synth();
  await deployStacks({ ...emulator, folder }, () => undefined);
  return `${emulator.url}/_aws/execute-api/noop/$default/noop`;
}

function functionOf(stack: Stack, id: string, source: string, folder: string): Lambda {
  const bundle = join(folder, id);
  mkdirSync(bundle, { recursive: true });
  writeFileSync(join(bundle, 'index.mjs'), source);
  const code = Code.fromAsset(bundle);
  return new Lambda(stack, id, {
    runtime: Runtime.NODEJS_24_X,
    architecture: Architecture.ARM_64,
    handler: 'index.handler',
    memorySize: 512,
    code,
  });
}
