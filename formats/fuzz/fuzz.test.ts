import { expect, test } from 'vitest';
import { fuzz, inputOf } from './fuzz.ts';
import { fuzzedReaders } from './readers.ts';

const CASES = 20_000;
/** Every run of the tests sees the same files; `npm run fuzz` sees others. */
const SEED = 2_026;
const READERS = fuzzedReaders();
const BANK_READERS = 9;

/** The others are in a file of their own, so that two processors share the work. */
test.each(READERS.slice(0, BANK_READERS))(
  '$name reads or refuses twenty thousand damaged files',
  (reader) => fuzz(reader, { seed: SEED, from: 0, until: CASES }),
);

test.each(READERS)('$name has files to damage, and some of them are still read', async (reader) => {
  const inputs = Array.from({ length: 300 }, (_, number) => inputOf(reader, SEED, number));
  const readings = await Promise.all(inputs.map(async (bytes) => reader.read(bytes)));
  expect(readings.some(({ readable }) => readable)).toBe(true);
});

test('a case is the same for the same seed and number, whatever ran before', () => {
  const [reader] = READERS;
  if (reader === undefined) throw new Error('there is no reader');
  expect(inputOf(reader, 7, 123)).toEqual(inputOf(reader, 7, 123));
  expect(inputOf(reader, 7, 123)).not.toEqual(inputOf(reader, 7, 124));
});

test('a reader that crashes is caught, with the seed and the number that repeat it', async () => {
  const crashing = {
    name: 'crashing',
    seeds: [new Uint8Array(40)],
    read: (bytes: Uint8Array) => {
      if (bytes.length < 5) throw new TypeError('too short');
      return { readable: true as const };
    },
  };
  await expect(fuzz(crashing, { seed: 1, from: 0, until: 2_000 })).rejects.toThrow(
    /^crashing: case \d+ of seed 1 went wrong: TypeError: too short$/,
  );
});
