import { inflateRawSync } from 'node:zlib';
import { Unreadable } from './unreadable.ts';

/** What an archive may unpack to: more is a bomb, whatever it says of itself. */
const ENTRIES_MAX = 2_000;
const TOTAL_BYTES_MAX = 200 * 1024 * 1024;
const RATIO_MAX = 100;
/** Below this a high ratio harms nobody: a page of blanks packs very well. */
const SMALL_BYTES = 1024 * 1024;

const LOCAL_HEADER = 0x04034b50;
const CENTRAL_HEADER = 0x02014b50;
const END_OF_DIRECTORY = 0x06054b50;
const STORED = 0;
const DEFLATED = 8;
const ENCRYPTED = 1;

/** Folders, and what computers put into every archive beside what somebody has put there. */
const NO_CONTENT = /\/$|^__MACOSX\/|(?:^|\/)(?:\._[^/]*|\.DS_Store|Thumbs\.db|desktop\.ini)$/i;

export type ZipEntry = { readonly name: string; readonly bytes: Uint8Array };

export function isZip(bytes: Uint8Array): boolean {
  return (
    bytes.length > 30 && bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 3 && bytes[3] === 4
  );
}

export type ZipWish = {
  /** Files that are not wanted are not unpacked. */
  readonly wants?: (name: string) => boolean;
  /** What all wanted files may unpack to together. */
  readonly bytesMax?: number;
};

/** The names of the files in an archive, without unpacking any. */
export function namesIn(bytes: Uint8Array): string[] {
  const names: string[] = [];
  unzip(bytes, { wants: (name) => names.push(name) < 0 });
  return names;
}

/** The files of an archive, in memory: their names are labels and never paths. */
export function unzip(bytes: Uint8Array, wish: ZipWish = {}): ZipEntry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const directory = directoryOf(view);
  if (directory.count > ENTRIES_MAX) throw bomb(`more than ${ENTRIES_MAX} files`);
  const entries: ZipEntry[] = [];
  let at = directory.at;
  let total = 0;
  for (let number = 0; number < directory.count; number += 1) {
    if (at + 46 > view.byteLength || view.getUint32(at, true) !== CENTRAL_HEADER) throw broken();
    const nameLength = view.getUint16(at + 28, true);
    const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength));
    if (!NO_CONTENT.test(name) && wish.wants?.(name) !== false) {
      const most = wish.bytesMax ?? TOTAL_BYTES_MAX;
      const content = contentOf(view, bytes, at, most - total);
      total += content.length;
      entries.push({ name, bytes: content });
    }
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return entries;
}

function directoryOf(view: DataView): { at: number; count: number } {
  const lowest = Math.max(0, view.byteLength - 22 - 0xffff);
  for (let at = view.byteLength - 22; at >= lowest; at -= 1) {
    if (view.getUint32(at, true) !== END_OF_DIRECTORY) continue;
    return { count: view.getUint16(at + 10, true), at: view.getUint32(at + 16, true) };
  }
  throw broken();
}

function contentOf(
  view: DataView,
  bytes: Uint8Array,
  entry: number,
  bytesLeft: number,
): Uint8Array {
  const flags = view.getUint16(entry + 8, true);
  const method = view.getUint16(entry + 10, true);
  const packed = view.getUint32(entry + 20, true);
  const header = view.getUint32(entry + 42, true);
  if ((flags & ENCRYPTED) !== 0) {
    throw new Unreadable('the archive is protected by a password', 'Unpack it first.');
  }
  if (header + 30 > view.byteLength || view.getUint32(header, true) !== LOCAL_HEADER)
    throw broken();
  const start = header + 30 + view.getUint16(header + 26, true) + view.getUint16(header + 28, true);
  if (start + packed > view.byteLength) throw broken();
  const content = bytes.subarray(start, start + packed);
  if (method === STORED) return content;
  if (method !== DEFLATED) throw broken();
  const most = Math.min(bytesLeft, Math.max(SMALL_BYTES, packed * RATIO_MAX));
  try {
    return inflateRawSync(content, { maxOutputLength: Math.max(1, most) });
  } catch (error) {
    if (error instanceof RangeError) throw bomb('contents far larger than itself');
    throw broken();
  }
}

function broken(): Unreadable {
  return new Unreadable('the archive is damaged', 'Fetch it again, or unpack it first.');
}

function bomb(what: string): Unreadable {
  return new Unreadable(
    `the archive has ${what}`,
    'Ask where it comes from; no bank sends such an archive.',
  );
}
