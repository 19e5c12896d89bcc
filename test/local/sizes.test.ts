import { describe, expect, it } from 'vitest';
import { oversized, sizeTable } from '../../build/sizes.ts';

describe('bundle sizes', () => {
  it('are listed largest first with their sum', () => {
    const rows = sizeTable([
      { name: 'identity/sign-in', bytes: 150_000 },
      { name: 'transfers/create-transfer', bytes: 250_000 },
    ]).split('\n');
    expect(rows[0]).toContain('250 KB  transfers/create-transfer (<= 260)');
    expect(rows[2]).toContain('400 KB  in 2 functions');
  });

  it.each([
    ['transfers/create-transfer', 260_000, []],
    ['transfers/create-transfer', 260_001, ['transfers/create-transfer is 260 KB, its limit is 260 KB']],
    ['identity/authorize.authorizer', 270_000, ['identity/authorize.authorizer is 270 KB, its limit is 260 KB']],
    ['identity/sign-in', 270_000, []],
    ['identity/sign-in', 401_000, ['identity/sign-in is 401 KB, its limit is 400 KB']],
  ])('%s of %d bytes', (name, bytes, complaints) => expect(oversized([{ name, bytes }])).toEqual(complaints));
});
