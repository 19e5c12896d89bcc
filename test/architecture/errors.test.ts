import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadOperations, ofKind } from '../../lib/operations.ts';
import { protocolErrors } from '../../shared/contract/protocol-errors.ts';
import { Reach } from './reach.ts';
import { root, sourcesOf } from './sources.ts';

const operations = ofKind(await loadOperations(join(root, 'functions')), 'operation');
/** What a call meets before its operation runs: whatever fails in there, any operation may answer with. */
const doorstep = 'shared/lambda/serve.ts';
const reach = new Reach(
  ['functions', 'shared/domain', 'shared/data', 'shared/gateway', 'shared/lambda']
    .flatMap(sourcesOf)
    .filter(({ path }) => path !== doorstep),
);
const always = new Set<string>(protocolErrors.map(({ code }) => code));

/** Failures that the code could make and this operation cannot, each with the reason; one that came all the same is a 500. */
const wholeList = { INVALID_CURSOR: 'Reads the whole list: no cursor comes from outside' };
const impossible: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  closeCase: { INSUFFICIENT_FUNDS: 'The side that pays is an account of the bank, which has no floor' },
  createAddress: wholeList,
  listAddresses: wholeList,
  listConsents: wholeList,
  listDevices: wholeList,
  listFactors: wholeList,
  listRoutes: wholeList,
  listSessions: wholeList,
  listSmsInbox: wholeList,
  payIn: {
    BALANCE_CAP_EXCEEDED: 'Only class I accounts are paid into, and they have no cap',
    INSUFFICIENT_FUNDS: 'The other side is the account of the sandbox bank, which has no floor',
  },
};

describe.each(operations)('$contract.name', ({ domain, file, contract }) => {
  const made = reach.codesFrom(`functions/${domain}/${file}.ts`, 'handler').filter((code) => !always.has(code));
  const excused = impossible[contract.name] ?? {};
  const declared = contract.errors.map(({ code }) => code);

  it('declares every failure that the code it calls can make', () => {
    expect(made.filter((code) => !declared.includes(code) && !(code in excused))).toEqual([]);
  });

  it('declares no failure that nothing makes', () => {
    expect(declared.filter((code) => !made.includes(code))).toEqual([]);
  });

  it('is excused from nothing that it needs no excuse for', () => {
    expect(Object.keys(excused).filter((code) => !made.includes(code) || declared.includes(code))).toEqual([]);
  });
});
