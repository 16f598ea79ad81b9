import { digestOfBytes } from './digest.ts';

/** A control character, which nothing that we write contains: JSON escapes it. */
export const SEPARATOR = '\u001e';
const SEPARATOR_BYTE = 0x1e;
const LAST_OF_ASCII = 0x7f;

/**
 * The texts of one column of many rows, written byte by byte where they will travel from. A morning
 * writes thousands of documents of a hundred small parts each; joined as strings, every part would be
 * made, copied and collected again on its way.
 */
export class TextColumn {
  readonly type = 'written';
  private bytes = Buffer.allocUnsafe(64 * 1024);
  private end = 0;
  private begin = 0;
  private rows = 0;

  /** Begins the next text. Dropped unless it is kept. */
  start(): void {
    this.end = this.begin;
    if (this.rows > 0) this.byte(SEPARATOR_BYTE);
  }

  write(text: string): void {
    if (this.end + text.length > this.bytes.length) this.grow(text.length);
    const { bytes } = this;
    let at = this.end;
    for (let i = 0; i < text.length; i += 1) {
      const character = text.charCodeAt(i);
      if (character > LAST_OF_ASCII) return this.writeAny(text);
      bytes[at] = character;
      at += 1;
    }
    this.end = at;
  }

  /** How far the text has come, for `digest`. */
  get place(): number {
    return this.end;
  }

  /** Of what was written from a place on; see `quickDigest`. */
  digest(from: number, besides: number): number {
    return digestOfBytes(this.bytes, { from, until: this.end }, besides);
  }

  keep(): void {
    this.begin = this.end;
    this.rows += 1;
  }

  /** All texts that were kept, one after another. */
  get joined(): Buffer {
    return this.bytes.subarray(0, this.begin);
  }

  private byte(value: number): void {
    if (this.end === this.bytes.length) this.grow(1);
    this.bytes[this.end] = value;
    this.end += 1;
  }

  private writeAny(text: string): void {
    const size = Buffer.byteLength(text);
    if (this.end + size > this.bytes.length) this.grow(size);
    this.end += this.bytes.write(text, this.end);
  }

  private grow(by: number): void {
    const grown = Buffer.allocUnsafe(Math.max(this.bytes.length * 2, this.end + by));
    this.bytes.copy(grown, 0, 0, this.end);
    this.bytes = grown;
  }
}
