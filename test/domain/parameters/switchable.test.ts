import { describe, expect, it } from 'vitest';
import { opensOpen, switchable } from '../../../shared/domain/parameters/switchable.ts';

describe('a business that nobody has switched', () => {
  it('is open, but for accounts in production (docs/decisions/004)', () => {
    const closed = ['local', 'dev', 'test', 'prod'].flatMap((environment) =>
      switchable
        .filter((business) => !opensOpen(business, environment))
        .map((business) => `${environment} ${business}`),
    );
    expect(closed).toEqual(['prod account']);
  });
});
