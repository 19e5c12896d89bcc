import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { root } from '../../local/settings.ts';

/** The 25 abuse cases of the proof: what is tried, and why there is nothing to try yet where a part of the bank is not built. */
const cases: readonly [number, string, string?][] = [
  [1, 'factor bootstrapping by phone and face', 'no factor is enrolled by face yet'],
  [2, 'SIM swap'],
  [3, 'OTP brute force'],
  [4, 'OTP bombing'],
  [5, 'a challenge used for another transfer'],
  [6, 'amount or payee changed after the challenge'],
  [7, 'token or proof replayed, for another address, with another key'],
  [8, "another customer's ids"],
  [9, 'parallel transfers, each under the limit'],
  [10, 'amounts that are none'],
  [11, 'bidirectional and other tricks of Unicode'],
  [12, 'phone numbers enumerated'],
  [13, 'registration as an oracle'],
  [14, 'callbacks forged, stale, replayed, changed'],
  [15, 'requests to places that partners name'],
  [16, 'QR codes tampered with or reused', 'no QR codes yet'],
  [17, 'points spent twice, stock oversold', 'no points yet'],
  [18, 'a draw manipulated', 'no draws yet'],
  [19, 'private money leaking', 'no private money yet'],
  [20, 'maker and checker the same'],
  [21, 'personal data in logs'],
  [22, 'denial of wallet'],
  [23, 'prototype pollution, mass assignment, duplicate keys'],
  [24, 'confusion of JWT algorithms'],
  [25, 'wildcards in IAM, secrets in outputs'],
];

const tests = globSync('test/**/*.test.ts', { cwd: root, exclude: ['test/architecture/abuse-cases.test.ts'] }).map(
  (file) => readFileSync(`${root}/${file}`, 'utf8'),
);

/** Whether a test names the case in its title: `(abuse case 3)`, `(abuse cases 12 and 13)`. */
const isNamed = (number: number): boolean =>
  tests.some((text) =>
    [...text.matchAll(/abuse cases? ([\d, and]+)/g)].some(([, listed]) =>
      listed!.match(/\d+/g)?.includes(String(number)),
    ),
  );

describe('the abuse cases of the proof', () => {
  it.each(cases.flatMap(([number, what, reason]) => (reason === undefined ? [[number, what] as const] : [])))(
    '%i, %s, has a named test',
    (number) => expect(isNamed(number)).toBe(true),
  );

  it.each(cases.flatMap(([number, what, reason]) => (reason === undefined ? [] : [[number, what, reason] as const])))(
    '%i, %s, has none: %s',
    (number) => expect(isNamed(number), 'the case has its subject now: take the reason away').toBe(false),
  );
});
