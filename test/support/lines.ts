import { afterEach, beforeEach, vi } from 'vitest';

/** Every line that is logged in a test, parsed, and none of it shown; empty again before each test of this file. */
export function useLines(): Record<string, unknown>[] {
  const lines: Record<string, unknown>[] = [];
  beforeEach(() => {
    lines.length = 0;
    vi.spyOn(process.stdout, 'write').mockImplementation((text) => lines.push(JSON.parse(String(text))) > 0);
  });
  afterEach(() => vi.restoreAllMocks());
  return lines;
}
