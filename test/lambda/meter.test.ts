import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { recordCall, recordMeasure, recordPartnerCall, recordRun } from '../../shared/lambda/meter.ts';
import { useLines } from '../support/lines.ts';

const lines = useLines();
beforeEach(() => void vi.stubEnv('BANK_CALLS_PER_LINE', '10'));
afterEach(() => void vi.unstubAllEnvs());

const ids = Array.from({ length: 2_000 }, () => randomUUID());
const told = () => lines.map(({ traceId }) => traceId);

describe('the line of a call', () => {
  it.each(['ok', 'replayed'] as const)('that ended %s is written for one in ten', (outcome) => {
    for (const traceId of ids) recordCall('readAccount', outcome, 3, { traceId });
    // Seven standard deviations around 200.
    expect(lines.length).toBeGreaterThan(106);
    expect(lines.length).toBeLessThan(294);
  });

  it('is written or left out by the call itself, not by chance', () => {
    for (const traceId of ids) recordCall('readAccount', 'ok', 3, { traceId });
    const first = told();
    lines.length = 0;
    for (const traceId of ids) recordCall('readAccount', 'ok', 3, { traceId });
    expect(told()).toEqual(first);
  });

  it('is written by all functions of one trace or by none', () => {
    for (const [end, written] of [
      ['0000000a', true],
      ['0000000b', false],
    ] as const) {
      vi.stubEnv('_X_AMZN_TRACE_ID', `Root=1-67891233-abcdef012345678${end.padStart(9, '0')};Sampled=0`);
      lines.length = 0;
      for (const traceId of ids) recordCall('readAccount', 'ok', 3, { traceId });
      expect(lines).toHaveLength(written ? ids.length : 0);
    }
  });

  it.each([
    ['refused', 'WARN'],
    ['failed', 'ERROR'],
  ] as const)('that was %s is always written, as %s', (outcome, level) => {
    for (const traceId of ids) recordCall('createTransfer', outcome, 3, { traceId, code: 'INSUFFICIENT_FUNDS' });
    expect(told()).toEqual(ids);
    expect(lines[0]).toMatchObject({ level, message: 'call', outcome, code: 'INSUFFICIENT_FUNDS', latencyMs: 3 });
  });

  it.each([
    ['where nobody says otherwise', undefined],
    ['where every call shares its line with none', '1'],
  ])('is always written %s', (_, callsPerLine) => {
    vi.stubEnv('BANK_CALLS_PER_LINE', callsPerLine);
    for (const traceId of ids) recordCall('readAccount', 'ok', 3, { traceId });
    expect(told()).toEqual(ids);
  });

  it('is written for an id that is no number', () => {
    recordCall('readAccount', 'ok', 3, { traceId: 'trf_01jd000000000000000000zzzz' });
    expect(lines).toHaveLength(1);
  });

  it('is no metric: the gateway and Lambda count', () => {
    recordCall('readAccount', 'failed', 3, { traceId: ids[0]! });
    expect(lines[0]).not.toHaveProperty('_aws');
  });
});

it('writes every run by the clock, whose counts are told nowhere else', () => {
  for (const traceId of ids) recordRun('sweepExpiredHolds', 'ok', 3, { traceId, expired: 0 });
  expect(told()).toEqual(ids);
});

it('counts every call to a partner and every number of the bank', () => {
  for (const _ of ids) recordPartnerCall('sf', 'ok', 3);
  for (const _ of ids) recordMeasure('ledgerFindings', 0);
  expect(lines.filter((line) => '_aws' in line)).toHaveLength(2 * ids.length);
});
