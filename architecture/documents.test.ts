import { existsSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { expect, test } from 'vitest';
import { documents, linksOf } from './documents.ts';

const ROOT = new URL('..', import.meta.url);
const DOCUMENTS = documents();

test('a link in a document leads somewhere', () => {
  const broken = DOCUMENTS.flatMap(({ path, text }) =>
    linksOf(text)
      .filter((link) => !existsSync(new URL(normalize(join(dirname(path), link)), ROOT)))
      .map((link) => `${path} links to ${link}`),
  );
  expect(broken).toEqual([]);
});

test('a planted broken link is seen', () => {
  expect(linksOf('[a](b.md) ![c](d.png) [e](https://example.org) [f](#g)')).toEqual([
    'b.md',
    'd.png',
  ]);
});

test('decisions are numbered without gaps', () => {
  const numbers = DOCUMENTS.map(({ path }) => /^docs\/adr\/(\d{4})-/.exec(path)?.[1])
    .filter((number) => number !== undefined)
    .map(Number)
    .toSorted((a, b) => a - b);
  expect(numbers).toEqual(numbers.map((_, i) => i + 1));
});

test('documents speak of the product alone', () => {
  const machine = /(^|[\s('"`=:])\/(work|farm|root|tmp\/bash_jobs)\//;
  const word = new RegExp(`\\b${['deb', 'tors?'].join('')}\\b`, 'i');
  const offenders = DOCUMENTS.filter(({ text }) => machine.test(text) || word.test(text));
  expect(offenders.map(({ path }) => path)).toEqual([]);
});
