import { assert as check, constantFrom, integer, nat, property, uint8Array } from 'fast-check';

/** What any reader answers: what was read, or why not. */
type Reading =
  | { readonly readable: true }
  | { readonly readable: false; readonly refusal: { readonly advice: string } };

/**
 * Damages files in every way a file gets damaged and holds a reader to its word: it reads or
 * refuses, never crashes, never takes long, and never changes what all objects have in common.
 */
export function neverCrashes(
  seeds: readonly Uint8Array[],
  read: (bytes: Uint8Array) => Reading,
  numRuns: number,
): void {
  const untouched = JSON.stringify(Object.getOwnPropertyNames(Object.prototype));
  check(
    property(
      constantFrom(...seeds),
      constantFrom('flip', 'cut', 'repeat', 'insert', 'swap'),
      nat(),
      integer({ min: 1, max: 64 }),
      uint8Array({ minLength: 1, maxLength: 16 }),
      (seed, way, place, length, noise) => {
        const started = performance.now();
        const reading = read(damaged(seed, way, place % seed.length, length, noise));
        if (performance.now() - started > 2_000) throw new Error('reading takes too long');
        if (!reading.readable && reading.refusal.advice === '') throw new Error('no advice');
      },
    ),
    { numRuns },
  );
  if (JSON.stringify(Object.getOwnPropertyNames(Object.prototype)) !== untouched)
    throw new Error('the prototype of all objects was changed');
}

function damaged(
  seed: Uint8Array,
  way: string,
  place: number,
  length: number,
  noise: Uint8Array,
): Uint8Array {
  const before = seed.subarray(0, place);
  const after = seed.subarray(place);
  if (way === 'cut') return joined(before, after.subarray(length));
  if (way === 'repeat')
    return joined(before, ...Array.from({ length }, () => after.subarray(0, 64)), after);
  if (way === 'insert') return joined(before, noise, after);
  if (way === 'swap') return joined(after, before);
  return joined(
    before,
    after.subarray(0, length).map((byte, at) => byte ^ (noise[at % noise.length] ?? 0)),
    after.subarray(length),
  );
}

export function joined(...parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(Buffer.concat(parts));
}
