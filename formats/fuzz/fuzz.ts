import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { chancesOf, damaged } from './damage.ts';
import type { FuzzedReader } from './readers.ts';

/** No honest reader needs longer for a small file, however damaged. */
export const CASE_MS_MAX = 2_000;
const HEAP_BYTES_MAX = 512 * 1024 * 1024;
/** Looking at the memory takes longer than reading a small file. */
const CASES_BETWEEN_LOOKS = 250;

export type FuzzRun = { readonly seed: number; readonly from: number; readonly until: number };

/** The input of one case: the same for the same seed and number, whatever ran before. */
export function inputOf(reader: FuzzedReader, seed: number, number: number): Uint8Array {
  const chances = chancesOf(seed, reader.name, number);
  const part = damaged(chances.oneOf(reader.seeds), reader.seeds, chances);
  return reader.wrap === undefined ? part : reader.wrap(part);
}

/**
 * Gives a reader damaged files and holds it to its word: it reads or refuses, never crashes, never
 * takes long or much memory, and never changes what all objects have in common. What goes wrong
 * is thrown with the seed and the number that repeat it.
 */
export async function fuzz(
  reader: FuzzedReader,
  { seed, from, until }: FuzzRun,
  onCase?: (number: number) => void,
): Promise<void> {
  const common = commonNames();
  for (let number = from; number < until; number += 1) {
    onCase?.(number);
    try {
      // oxlint-disable-next-line no-await-in-loop -- one after the other, so that each is timed alone
      await holdToItsWord(reader, inputOf(reader, seed, number));
      if (number % CASES_BETWEEN_LOOKS === 0) lookAtMemory();
      if (commonNames() !== common) throw new Error('the prototype of all objects was changed');
    } catch (error) {
      throw new Error(
        `${reader.name}: case ${number} of seed ${seed} went wrong: ${String(error)}`,
        {
          cause: error,
        },
      );
    }
  }
}

async function holdToItsWord({ read }: FuzzedReader, bytes: Uint8Array): Promise<void> {
  const started = performance.now();
  const answer = read(bytes);
  const reading = answer instanceof Promise ? await answer : answer;
  const took = performance.now() - started;
  if (took > CASE_MS_MAX) throw new Error(`reading takes ${Math.round(took)} ms`);
  if (!reading.readable && reading.refusal.advice === '') throw new Error('no advice');
}

/** What nobody holds any more does not count; it is freed only where there seems to be too much. */
function lookAtMemory(): void {
  if (heldBytes() <= HEAP_BYTES_MAX) return;
  collectGarbage();
  if (heldBytes() > HEAP_BYTES_MAX)
    throw new Error(`memory is at ${Math.round(heldBytes() / 1024 / 1024)} MB`);
}

function heldBytes(): number {
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
}

function commonNames(): number {
  return Object.getOwnPropertyNames(Object.prototype).length;
}
