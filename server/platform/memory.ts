import { setFlagsFromString } from 'node:v8';

/**
 * What a statement carries to the database lies in buffers outside the heap. By itself V8 looks
 * through the whole heap whenever 64 megabytes of such have come, however large the heap is: with a
 * large bank file in hand, every few thousand rows. From here on they count as part of the whole
 * (ADR 0027). A V8 that does not know the flag says so and goes on as before.
 */
export function countBuffersWithTheHeap(): void {
  setFlagsFromString('--external-memory-accounted-in-global-limit');
}
