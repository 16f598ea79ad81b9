/** Numbers that look like chance and come again with the same seed. */
export type Chances = {
  /** From nothing up to, and not with, the limit. */
  readonly below: (limit: number) => number;
  readonly oneOf: <Item>(items: readonly Item[]) => Item;
};

/** Each case of a run has its own chances, so that it can be repeated alone. */
export function chancesOf(seed: number, name: string, number: number): Chances {
  let state = seed >>> 0;
  for (const letter of `${name} ${number}`)
    state = Math.imul(state ^ letter.charCodeAt(0), 0x01000193) >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (limit: number) => Math.floor(next() * limit);
  return { below, oneOf: (items) => items[below(items.length)] as (typeof items)[number] };
}

const WAYS = [flipped, cut, cutOff, repeated, noised, swapped, spliced, numbered, worded] as const;
const BYTES_MAX = 128 * 1024;

/** A file damaged in the ways in which files get damaged, once or several times. */
export function damaged(
  file: Uint8Array,
  others: readonly Uint8Array[],
  chances: Chances,
): Uint8Array {
  let bytes = file;
  for (let times = 1 + chances.below(4); times > 0; times -= 1)
    bytes = chances.oneOf(WAYS)(bytes, chances, chances.oneOf(others));
  return bytes.subarray(0, BYTES_MAX);
}

type Way = (bytes: Uint8Array, chances: Chances, other: Uint8Array) => Uint8Array;

function flipped(bytes: Uint8Array, chances: Chances): Uint8Array {
  const copy = Uint8Array.from(bytes);
  for (let times = 1 + chances.below(16); times > 0; times -= 1) {
    const at = chances.below(copy.length);
    copy[at] = (copy[at] ?? 0) ^ (1 << chances.below(8));
  }
  return copy;
}

function cut(bytes: Uint8Array, chances: Chances): Uint8Array {
  const at = chances.below(bytes.length);
  return joined(bytes.subarray(0, at), bytes.subarray(at + 1 + chances.below(64)));
}

function cutOff(bytes: Uint8Array, chances: Chances): Uint8Array {
  return bytes.subarray(0, chances.below(bytes.length + 1));
}

function repeated(bytes: Uint8Array, chances: Chances): Uint8Array {
  const at = chances.below(bytes.length);
  const piece = bytes.subarray(at, at + 1 + chances.below(64));
  const times = Array.from({ length: 1 + chances.below(64) }, () => piece);
  return joined(bytes.subarray(0, at), ...times, bytes.subarray(at));
}

function noised(bytes: Uint8Array, chances: Chances): Uint8Array {
  const at = chances.below(bytes.length);
  const noise = Uint8Array.from({ length: 1 + chances.below(16) }, () => chances.below(256));
  return joined(bytes.subarray(0, at), noise, bytes.subarray(at));
}

function swapped(bytes: Uint8Array, chances: Chances): Uint8Array {
  const at = chances.below(bytes.length);
  return joined(bytes.subarray(at), bytes.subarray(0, at));
}

/** A piece of another file, as when two are written into one. */
function spliced(bytes: Uint8Array, chances: Chances, other: Uint8Array): Uint8Array {
  const at = chances.below(bytes.length);
  const from = chances.below(other.length);
  const piece = other.subarray(from, from + 1 + chances.below(256));
  return joined(bytes.subarray(0, at), piece, bytes.subarray(at + chances.below(64)));
}

const NUMBERS = [
  '0',
  '-1',
  '00000000',
  '99999999999999999999',
  '-0.00',
  '1e309',
  '4294967296',
  '2026-02-30',
  'NaN',
  '9'.repeat(400),
];

/** Another number stands where one stood. */
function numbered(bytes: Uint8Array, chances: Chances): Uint8Array {
  const isDigit = (at: number) => (bytes[at] ?? 0) >= 0x30 && (bytes[at] ?? 0) <= 0x39;
  let from = chances.below(bytes.length);
  while (from < bytes.length && !isDigit(from)) from += 1;
  let until = from;
  while (until < bytes.length && isDigit(until)) until += 1;
  const number = new TextEncoder().encode(chances.oneOf(NUMBERS));
  return joined(bytes.subarray(0, from), number, bytes.subarray(until));
}

const WORDS = [
  '__proto__',
  'constructor',
  '<!DOCTYPE a [<!ENTITY b "c">]>&b;',
  '<![CDATA[',
  '<a>'.repeat(80),
  '"',
  '""',
  ';;;;;;;;',
  '\r',
  '\u0000',
  '\uFEFF',
  '\u202E',
  '-->',
  '>>',
  'stream\n',
  ' 0 R',
  ':61:',
  '88,',
  '(((((',
  '${a}',
];

/** A word that means something to readers. */
function worded(bytes: Uint8Array, chances: Chances): Uint8Array {
  const at = chances.below(bytes.length);
  const word = new TextEncoder().encode(chances.oneOf(WORDS));
  return joined(bytes.subarray(0, at), word, bytes.subarray(at));
}

WAYS satisfies readonly Way[];

export function joined(...parts: readonly Uint8Array[]): Uint8Array {
  return Uint8Array.from(Buffer.concat(parts));
}
