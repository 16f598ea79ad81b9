import { constants, inflateSync } from 'node:zlib';

/**
 * The content of a PDF stream, unpacked by the filters its dictionary names; undefined when one
 * is for pictures or the content is larger than allowed.
 */
export function decodedStream(
  dictionary: string,
  stream: Uint8Array,
  budget: { left: number },
): Uint8Array | undefined {
  const bytesMax = budget.left;
  const written = /\/Filter\s*(\[[^\]]{0,400}\]|\/\w{1,30})/.exec(dictionary)?.[1] ?? '';
  let content: Uint8Array | undefined = stream;
  for (const [, filter = ''] of written.matchAll(/\/(\w+)/g)) {
    const decode = FILTERS[filter];
    if (decode === undefined || content === undefined) return undefined;
    const most = decode === inflated ? bytesMax : Math.min(bytesMax, BY_HAND_MAX);
    if (decode !== inflated && content.length > BY_HAND_MAX) return undefined;
    const size = content.length;
    content = decode(content, most);
    // What grew beyond the limit has cost as much as the limit.
    budget.left -=
      content === undefined && size > 0 ? Math.min(most, size * RATIO_MAX) : (content?.length ?? 0);
    if (budget.left < 0) return undefined;
  }
  const predictor = Number(/\/Predictor\s+(\d{1,2})/.exec(dictionary)?.[1] ?? 1);
  if (content !== undefined && predictor >= 10) {
    const columns = Number(/\/Columns\s+(\d{1,6})/.exec(dictionary)?.[1] ?? 1);
    content = withoutPrediction(content, columns);
  }
  return content !== undefined && content.length <= bytesMax ? content : undefined;
}

/** Deflate packs no better. */
const RATIO_MAX = 1_032;
/** The filters written here hold a byte in far more memory than one; an invoice is smaller. */
const BY_HAND_MAX = 8 * 1024 * 1024;

type Filter = (bytes: Uint8Array, bytesMax: number) => Uint8Array | undefined;

const FILTERS: Readonly<Record<string, Filter>> = {
  FlateDecode: inflated,
  Fl: inflated,
  ASCIIHexDecode: fromHex,
  AHx: fromHex,
  ASCII85Decode: fromBase85,
  A85: fromBase85,
  LZWDecode: fromLzw,
  LZW: fromLzw,
  RunLengthDecode: fromRuns,
  RL: fromRuns,
};

/** Some writers cut the end off; what is there counts. */
function inflated(bytes: Uint8Array, bytesMax: number): Uint8Array | undefined {
  try {
    return inflateSync(bytes, {
      finishFlush: constants.Z_SYNC_FLUSH,
      maxOutputLength: Math.max(1, bytesMax),
    });
  } catch {
    return undefined;
  }
}

function fromHex(bytes: Uint8Array): Uint8Array {
  const text = new TextDecoder('latin1').decode(bytes).split('>')[0] ?? '';
  const digits = text.replace(/[^0-9A-Fa-f]/g, '');
  return Uint8Array.from(
    digits.padEnd(digits.length + (digits.length % 2), '0').match(/../g) ?? [],
    (pair) => Number.parseInt(pair, 16),
  );
}

function fromBase85(bytes: Uint8Array, bytesMax: number): Uint8Array | undefined {
  const out: number[] = [];
  let group: number[] = [];
  const flush = (count: number) => {
    const full = [...group, 84, 84, 84, 84].slice(0, 5);
    const value = full.reduce((sum, digit) => sum * 85 + digit, 0);
    const four = [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256);
    out.push(...four.slice(0, count));
    group = [];
  };
  for (const byte of bytes) {
    if (byte === 0x7e) break;
    if (out.length > bytesMax) return undefined;
    if (byte === 0x7a && group.length === 0) out.push(0, 0, 0, 0);
    else if (byte >= 0x21 && byte <= 0x75) {
      group.push(byte - 0x21);
      if (group.length === 5) flush(4);
    }
  }
  if (group.length > 1) flush(group.length - 1);
  return Uint8Array.from(out);
}

function fromRuns(bytes: Uint8Array, bytesMax: number): Uint8Array | undefined {
  const out: number[] = [];
  for (let at = 0; at < bytes.length && out.length <= bytesMax;) {
    const length = bytes[at] ?? 128;
    if (length === 128) break;
    if (length < 128) {
      for (const byte of bytes.subarray(at + 1, at + 2 + length)) out.push(byte);
      at += length + 2;
    } else {
      for (let count = 0; count < 257 - length; count += 1) out.push(bytes[at + 1] ?? 0);
      at += 2;
    }
  }
  return Uint8Array.from(out);
}

/** Codes of nine to twelve bits; the width grows one code early, as PDF does by default. */
function fromLzw(bytes: Uint8Array, bytesMax: number): Uint8Array | undefined {
  const out: number[] = [];
  let table: number[][] = [];
  let width = 9;
  let previous: number[] | undefined;
  let bits = 0;
  let value = 0;
  const clear = () => {
    table = Array.from({ length: 258 }, (_, code) => (code < 256 ? [code] : []));
    width = 9;
    previous = undefined;
  };
  clear();
  for (const byte of bytes) {
    value = ((value << 8) | byte) & 0xffffff;
    bits += 8;
    if (bits < width) continue;
    bits -= width;
    const code = (value >> bits) & ((1 << width) - 1);
    if (code === 257) break;
    if (code === 256) {
      clear();
      continue;
    }
    const entry: number[] | undefined =
      table[code] ?? (previous === undefined ? undefined : [...previous, previous[0] ?? 0]);
    if (entry === undefined || out.length > bytesMax) return undefined;
    for (const each of entry) out.push(each);
    if (previous !== undefined && table.length < 4096) table.push([...previous, entry[0] ?? 0]);
    previous = entry;
    if (table.length >= 511) width = table.length >= 2047 ? 12 : table.length >= 1023 ? 11 : 10;
  }
  return Uint8Array.from(out);
}

/** PNG predictors: each row begins with the one it was made with. */
function withoutPrediction(bytes: Uint8Array, columns: number): Uint8Array {
  const rows = Math.floor(bytes.length / (columns + 1));
  const out = new Uint8Array(rows * columns);
  for (let row = 0; row < rows; row += 1) {
    const kind = bytes[row * (columns + 1)] ?? 0;
    for (let column = 0; column < columns; column += 1) {
      const raw = bytes[row * (columns + 1) + 1 + column] ?? 0;
      const left = column === 0 ? 0 : (out[row * columns + column - 1] ?? 0);
      const up = row === 0 ? 0 : (out[(row - 1) * columns + column] ?? 0);
      const corner = row === 0 || column === 0 ? 0 : (out[(row - 1) * columns + column - 1] ?? 0);
      out[row * columns + column] = (raw + predicted(kind, left, up, corner)) & 0xff;
    }
  }
  return out;
}

function predicted(kind: number, left: number, up: number, corner: number): number {
  if (kind === 1) return left;
  if (kind === 2) return up;
  if (kind === 3) return Math.floor((left + up) / 2);
  if (kind !== 4) return 0;
  const guess = left + up - corner;
  const [a, b, c] = [left, up, corner].map((each) => Math.abs(guess - each));
  if ((a ?? 0) <= (b ?? 0) && (a ?? 0) <= (c ?? 0)) return left;
  return (b ?? 0) <= (c ?? 0) ? up : corner;
}
