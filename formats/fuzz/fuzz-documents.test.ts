import { test } from 'vitest';
import { fuzz } from './fuzz.ts';
import { fuzzedReaders } from './readers.ts';

/** Those of bank files are in fuzz.test.ts. */
const READERS = fuzzedReaders().slice(9);

test.each(READERS)('$name reads or refuses twenty thousand damaged files', (reader) =>
  fuzz(reader, { seed: 2_026, from: 0, until: 20_000 }),
);
