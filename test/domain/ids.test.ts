import { describe, expect, it } from 'vitest';
import { derivedId, newId } from '../../shared/data/new-id.ts';
import { timeOfId } from '../../shared/domain/ids.ts';
import { fc } from '../support/property.ts';

const uuidV7 = fc.uuid({ version: 7 });

describe('ids', () => {
  it('sort by the time they were made', () =>
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2 ** 46 }), fc.integer({ min: 1, max: 2 ** 46 }), (a, b) => {
        fc.pre(a !== b);
        expect(newId('trf', a) < newId('trf', b)).toBe(a < b);
        expect(timeOfId(newId('trf', a))).toBe(a);
      }),
    ));

  it('of one press of a button are the same, for one caller only', () =>
    fc.assert(
      fc.property(uuidV7, (key) => {
        const id = derivedId('trf', 'a', key);
        expect(derivedId('trf', 'a', key)).toBe(id);
        expect(derivedId('trf', 'b', key)).not.toBe(id);
        expect(derivedId('acc', 'a', key).slice(4)).not.toBe(id.slice(4));
        expect(timeOfId(id)).toBe(Number.parseInt(key.replace('-', '').slice(0, 12), 16));
      }),
    ));
});
