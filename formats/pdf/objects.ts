import { Unreadable } from '../unreadable.ts';
import { decodedStream } from './filters.ts';

/** An object of a PDF: its dictionary as text, and its stream where it has one. */
export type PdfObject = { readonly body: string; readonly stream: Uint8Array | undefined };

export type PdfFile = {
  readonly objects: ReadonlyMap<number, PdfObject>;
  /** The content of the stream; undefined when it is a picture or all streams became too large. */
  readonly unpack: (object: PdfObject) => Uint8Array | undefined;
};

const OBJECTS_MAX = 300_000;
/** What all streams looked into may unpack to together. */
const UNPACKED_MAX = 128 * 1024 * 1024;
const BODY_MAX = 256 * 1024;

export function isPdf(bytes: Uint8Array): boolean {
  return new TextDecoder('latin1').decode(bytes.subarray(0, 1_024)).includes('%PDF-');
}

/**
 * The objects of a PDF. They are found by looking through the file, not by its index, so that a
 * file whose index is broken is read as well; a later object of the same number replaces the
 * earlier, as in a file that was changed.
 */
export function openPdf(bytes: Uint8Array): PdfFile {
  const text = new TextDecoder('latin1').decode(bytes);
  const budget = { left: UNPACKED_MAX };
  const objects = objectsIn(text, bytes);
  if (isEncrypted(text, objects)) {
    throw new Unreadable(
      'the PDF is protected by a password',
      'Ask the sender for one without, or for the XML alone.',
    );
  }
  for (const [number, object] of objectsInStreams(objects, budget)) {
    if (!objects.has(number)) objects.set(number, object);
  }
  return { objects, unpack: (object) => unpacked(object, budget) };
}

/** 'n g obj … endobj', with what is between 'stream' and 'endstream' set apart. */
function objectsIn(text: string, bytes: Uint8Array): Map<number, PdfObject> {
  const objects = new Map<number, PdfObject>();
  const begin = /(?<!\d)(\d{1,10})\s{1,4}(\d{1,5})\s{1,4}obj\b/g;
  const ends = />>\s{0,8}stream(?:\r\n|\n|\r)|\bendobj\b/g;
  for (let found = begin.exec(text); found !== null; found = begin.exec(text)) {
    const start = begin.lastIndex;
    ends.lastIndex = start;
    const end = ends.exec(text);
    const until = end?.index ?? text.length;
    const isStream = end !== null && end[0].startsWith('>>');
    const body = text.slice(start, Math.min(isStream ? until + 2 : until, start + BODY_MAX));
    let stream: Uint8Array | undefined;
    begin.lastIndex = end === null ? until : ends.lastIndex;
    if (isStream) {
      const from = ends.lastIndex;
      const to = endOfStream(text, from, body);
      stream = bytes.subarray(from, to);
      begin.lastIndex = to;
    }
    objects.set(Number(found[1]), { body, stream });
    if (objects.size > OBJECTS_MAX) {
      throw new Unreadable(
        `the PDF has more than ${OBJECTS_MAX} objects`,
        'Ask for the XML alone.',
      );
    }
  }
  return objects;
}

/** By the stated length where 'endstream' follows it, else by looking for 'endstream'. */
function endOfStream(text: string, from: number, body: string): number {
  const length = Number(/\/Length\s+(\d{1,10})(?!\s+\d+\s+R)/.exec(body)?.[1] ?? Number.NaN);
  if (
    Number.isSafeInteger(length) &&
    /^\s{0,4}endstream/.test(text.slice(from + length, from + length + 16))
  )
    return from + length;
  const at = text.indexOf('endstream', from);
  if (at < 0) return text.length;
  return text[at - 1] === '\n' ? (text[at - 2] === '\r' ? at - 2 : at - 1) : at;
}

/** Newer files pack many objects into one stream. */
function objectsInStreams(
  objects: ReadonlyMap<number, PdfObject>,
  budget: { left: number },
): Map<number, PdfObject> {
  const inner = new Map<number, PdfObject>();
  for (const object of objects.values()) {
    if (object.stream === undefined || !/\/Type\s*\/ObjStm\b/.test(object.body)) continue;
    const content = unpacked(object, budget);
    if (content === undefined) continue;
    const text = new TextDecoder('latin1').decode(content);
    const first = Number(/\/First\s+(\d{1,9})/.exec(object.body)?.[1] ?? 0);
    const index = (text.slice(0, first).match(/\d+/g) ?? []).map(Number);
    for (let at = 0; at + 1 < index.length && inner.size < OBJECTS_MAX; at += 2) {
      const start = first + (index[at + 1] ?? 0);
      const next = index[at + 3];
      const body = text.slice(start, next === undefined ? undefined : first + next);
      inner.set(index[at] ?? 0, { body: body.slice(0, BODY_MAX), stream: undefined });
    }
  }
  return inner;
}

function unpacked(object: PdfObject, budget: { left: number }): Uint8Array | undefined {
  if (object.stream === undefined) return undefined;
  return decodedStream(object.body, object.stream, budget);
}

function isEncrypted(text: string, objects: ReadonlyMap<number, PdfObject>): boolean {
  const trailer = text.lastIndexOf('trailer');
  if (
    trailer >= 0 &&
    /\/Encrypt\s+\d+\s+\d+\s+R|\/Encrypt\s*<</.test(text.slice(trailer, trailer + 4_000))
  )
    return true;
  for (const { body } of objects.values())
    if (/\/Type\s*\/XRef\b/.test(body) && /\/Encrypt\b/.test(body)) return true;
  return false;
}
