/**
 * Tells texts apart, as a whole number of 53 bits: for comparing what we wrote with what we would
 * write, never for safety. Two lanes of multiply and mix over the characters; a morning makes ten
 * thousand of them, and a call of the crypto library costs more than all the characters do.
 * `besides` is the digest of something that goes with the text.
 */
export function quickDigest(text: string, besides = 0): number {
  let low = LOW ^ besides;
  let high = HIGH ^ (besides / TWO_TO_32);
  for (let i = 0; i < text.length; i += 1) {
    const character = text.charCodeAt(i);
    low = Math.imul(low ^ character, LOW_FACTOR);
    high = Math.imul(high ^ character, HIGH_FACTOR);
  }
  return joined(low, high);
}

/** The same for bytes of ours. */
export function digestOfBytes(
  bytes: Uint8Array,
  { from, until }: { readonly from: number; readonly until: number },
  besides: number,
): number {
  let low = LOW ^ besides;
  let high = HIGH ^ (besides / TWO_TO_32);
  for (let i = from; i < until; i += 1) {
    const byte = bytes[i] ?? 0;
    low = Math.imul(low ^ byte, LOW_FACTOR);
    high = Math.imul(high ^ byte, HIGH_FACTOR);
  }
  return joined(low, high);
}

const LOW = 0xdeadbeef;
const HIGH = 0x41c6ce57;
const LOW_FACTOR = 2_654_435_761;
const HIGH_FACTOR = 1_597_334_677;
const TWO_TO_32 = 0x1_0000_0000;
/** Beyond 53 bits a number is not exact. */
const HIGH_BITS = 0x1f_ffff;

function joined(low: number, high: number): number {
  const mixedLow = mix(low, high);
  const mixedHigh = mix(high, mixedLow);
  return (mixedHigh & HIGH_BITS) * TWO_TO_32 + (mixedLow >>> 0);
}

function mix(lane: number, other: number): number {
  return (
    Math.imul(lane ^ (lane >>> 16), 2_246_822_507) ^
    Math.imul(other ^ (other >>> 13), 3_266_489_909)
  );
}
