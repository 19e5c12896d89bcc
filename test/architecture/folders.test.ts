import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root, sourcesOf } from './sources.ts';

/** Who may import whom: folders of ours and packages of others. The whole dependency rule of the bank. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  'shared/domain': ['shared/domain', 'zod'],
  'shared/contract': ['shared/contract', 'shared/domain', 'zod', 'jose'],
  'shared/gateway': ['shared/gateway', 'shared/domain', 'zod', 'jose', '@aws-sdk', 'node:'],
  'shared/data': ['shared/data', 'shared/domain', 'zod', 'uuid', '@aws-sdk', 'node:'],
  'shared/lambda': [
    'shared/lambda',
    'shared/data',
    'shared/gateway',
    'shared/contract',
    'shared/domain',
    'zod',
    '@middy/core',
    '@aws-lambda-powertools',
    'aws-lambda',
    'node:',
  ],
  functions: ['shared', 'zod', 'package.json', 'node:'],
  lib: [
    'lib',
    'shared/contract',
    'shared/domain',
    'aws-cdk-lib',
    'constructs',
    'cdk-monitoring-constructs',
    'cdk-nag',
    'node:',
  ],
  bin: ['bin', 'lib', 'aws-cdk-lib', 'cdk-nag', 'node:'],
};

const fits = (target: string, folder: string): boolean =>
  target === folder || target.startsWith(folder.endsWith(':') ? folder : `${folder}/`);

describe.each(Object.entries(allowed).filter(([folder]) => existsSync(join(root, folder))))('%s', (folder, friends) => {
  it.each(sourcesOf(folder))('$path imports only what its folder may', ({ imports }) => {
    const strangers = imports.map(({ from }) => from).filter((from) => !friends.some((friend) => fits(from, friend)));
    expect(strangers).toEqual([]);
  });
});

describe('the layout', () => {
  const folders = readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
    .filter((path) => !/^(?:node_modules|dist|cdk\.out|\.git|\.local)(?:\/|$)/.test(path));

  it('has no folder for things without a place', () => {
    expect(folders.filter((path) => /(?:^|\/)(?:utils?|helpers?|common|misc|lib\/shared|core)$/.test(path))).toEqual(
      [],
    );
  });

  it('has no barrel files', () => {
    const barrels = ['bin', 'lib', 'functions', 'shared', 'local', 'build']
      .flatMap(sourcesOf)
      .filter(({ program }) => program.body.length > 0 && program.body.every(({ type }) => reexports.has(type)));
    expect(barrels.map(({ path }) => path)).toEqual([]);
  });
});

const reexports = new Set<string>(['ExportAllDeclaration', 'ImportDeclaration']);
