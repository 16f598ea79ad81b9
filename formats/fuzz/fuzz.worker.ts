import { parentPort, workerData } from 'node:worker_threads';
import { fuzz, type FuzzRun } from './fuzz.ts';
import { fuzzedReaders } from './readers.ts';

/** One reader's share of `npm run fuzz`, in a thread that can be ended while it hangs. */
const { name, run, progress } = workerData as {
  readonly name: string;
  readonly run: FuzzRun;
  /** The case that is being read: the thread that watches compares it with a second ago. */
  readonly progress: Int32Array;
};
const reader = fuzzedReaders().find((each) => each.name === name);
if (reader === undefined) throw new Error(`There is no reader called ${name}.`);
await fuzz(reader, run, (number) => Atomics.store(progress, 0, number));
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread is no window
parentPort?.postMessage('done');
