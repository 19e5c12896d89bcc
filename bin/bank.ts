import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { makeBank } from '../lib/bank.ts';
import { environmentOf } from '../lib/environments.ts';
import { type Deployable, loadOperations } from '../lib/operations.ts';

const root = join(import.meta.dirname, '..');

const app = new App();
const context = (key: string): string | undefined => app.node.tryGetContext(key);
const bundles = context('bundles') ?? join(root, 'dist');

/** The folder that `npm run build` made for a function. */
function bundleOf({ domain, file }: Pick<Deployable, 'domain' | 'file'>): string {
  const folder = join(bundles, domain, file);
  if (!existsSync(join(folder, 'index.mjs'))) throw new Error(`${folder}/index.mjs is missing: npm run build`);
  return folder;
}

const waitSeconds = context('waitSeconds');
const environment = environmentOf(context('environment') ?? 'local', {
  baseUrl: context('baseUrl'),
  waitSeconds: waitSeconds === undefined ? undefined : Number(waitSeconds),
});
Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
makeBank(app, environment, await loadOperations(join(root, 'functions')), bundleOf);
app.synth();
