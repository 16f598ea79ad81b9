import { createHash, type Hash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open, rename, rm, type FileHandle } from 'node:fs/promises';
import { dirname, join, normalize, sep } from 'node:path';
import { finished } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { CannotStart } from '../postgres-program.ts';

/**
 * A backup is one file: a tar archive under gzip, which any machine can look into. Its last entry
 * lists the SHA-256 of every other, so that a file that was cut or changed is never restored.
 */
export type Entry = { readonly name: string; readonly size: number; readonly sha256: string };

export type ArchiveWriter = {
  folder(name: string): Promise<void>;
  bytes(name: string, content: Uint8Array): Promise<void>;
  /** As many bytes as the file has now, whatever happens to it meanwhile. */
  file(name: string, path: string): Promise<void>;
  /** Writes the list, makes it durable, and only then gives the file its name. */
  finish(about: object): Promise<void>;
  discard(): Promise<void>;
};

export const MANIFEST = 'manifest.json';
const BLOCK = 512;
const READ_BYTES = 1024 * 1024;
/** The least that halves a database; more costs time and gains little. */
const GZIP_LEVEL = 1;

export async function writeArchive(path: string): Promise<ArchiveWriter> {
  const aside = `${path}.${process.pid}.part`;
  const gzip = createGzip({ level: GZIP_LEVEL });
  const output = createWriteStream(aside, { mode: 0o600, flush: true });
  gzip.on('error', (error) => output.destroy(error));
  output.on('error', (error) => gzip.destroy(error));
  const written = finished(gzip.pipe(output));
  // Whoever writes next hears of it; nobody needs to hear twice.
  written.catch(() => undefined);
  const entries: Entry[] = [];

  const put = async (chunk: Uint8Array): Promise<void> => {
    if (chunk.length === 0) return;
    await new Promise<void>((resolve, reject) => {
      gzip.write(chunk, (error) => (error ? reject(error) : resolve()));
    });
  };
  const entry = async (name: string, size: number, chunks: AsyncIterable<Uint8Array>) => {
    await put(header(name, size, 'file'));
    const hash = createHash('sha256');
    for await (const chunk of chunks) {
      hash.update(chunk);
      await put(chunk);
    }
    await put(padding(size));
    entries.push({ name, size, sha256: hash.digest('hex') });
  };

  return {
    folder: (name) => put(header(`${name}/`, 0, 'folder')),
    bytes: (name, content) => entry(name, content.length, one(content)),
    async file(name, from) {
      const handle = await open(from, 'r');
      try {
        const { size } = await handle.stat();
        await entry(name, size, exactly(handle, size));
      } finally {
        await handle.close();
      }
    },
    async finish(about) {
      const manifest = Buffer.from(JSON.stringify({ ...about, entries }));
      await put(header(MANIFEST, manifest.length, 'file'));
      await put(manifest);
      await put(padding(manifest.length));
      await put(Buffer.alloc(2 * BLOCK));
      gzip.end();
      await written;
      await rename(aside, path);
      await syncFolder(dirname(path));
    },
    async discard() {
      gzip.destroy();
      output.destroy();
      await rm(aside, { force: true });
    },
  };
}

export type ArchiveReader = {
  /** The content of an entry, where it goes: nowhere when undefined. */
  (name: string, size: number): Promise<Sink | undefined>;
};
export type Sink = { write(chunk: Uint8Array): Promise<unknown>; close(): Promise<unknown> };

/**
 * Hands out the entries one by one and checks them against the list at the end. Throws when
 * anything is missing, changed or more than listed; what was handed out is then good for nothing.
 */
export async function readArchive<About>(path: string, take: ArchiveReader): Promise<About> {
  const file = createReadStream(path);
  const gunzip = createGunzip();
  file.on('error', (error) => gunzip.destroy(error));
  const source = new Blocks(file.pipe(gunzip));
  const seen = new Map<string, string>();
  try {
    for (;;) {
      const { name, size, isFolder } = readHeader(await source.take(BLOCK));
      if (name === '') throw damaged('it ends without its list');
      if (name === MANIFEST) {
        const text = Buffer.from(await source.take(size)).toString('utf8');
        await source.readOn();
        const { entries, ...about } = JSON.parse(text) as { entries: Entry[] };
        for (const { name: listed, sha256 } of entries)
          if (seen.get(listed) !== sha256) throw damaged(`${listed} is not what was saved`);
        if (seen.size !== entries.length) throw damaged('it holds more than it lists');
        return about as About;
      }
      const sink = await take(name, size);
      const hash = createHash('sha256');
      await drain(source, size, hash, sink);
      await source.take(padding(size).length);
      if (!isFolder) seen.set(name, hash.digest('hex'));
    }
  } catch (error) {
    if (error instanceof CannotStart || isAboutSpace(error)) throw error;
    throw damaged('it cannot be read to its end');
  } finally {
    source.close();
  }
}

/** Writes the entries below a folder; names that would leave it are refused. */
export function intoFolder(folder: string, inside = ''): ArchiveReader {
  return async (name) => {
    if (!name.startsWith(inside)) return undefined;
    const path = normalize(join(folder, name.slice(inside.length)));
    if (!`${path}${sep}`.startsWith(`${normalize(folder)}${sep}`))
      throw damaged(`it names ${name}`);
    if (name.endsWith('/')) {
      await mkdir(path, { recursive: true, mode: 0o700 });
      return undefined;
    }
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    const handle = await open(path, 'w', 0o600);
    return {
      write: (chunk) => handle.write(chunk),
      close: () => handle.close(),
    };
  };
}

export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  await handle.sync().finally(() => handle.close());
}

async function drain(source: Blocks, size: number, hash: Hash, sink: Sink | undefined) {
  try {
    for (let left = size; left > 0;) {
      const chunk = await source.some(left);
      left -= chunk.length;
      hash.update(chunk);
      await sink?.write(chunk);
    }
  } finally {
    await sink?.close();
  }
}

async function* one(content: Uint8Array): AsyncGenerator<Uint8Array> {
  yield content;
}

/** A file that shrinks while it is read is filled up with zeros, as the header has promised. */
async function* exactly(handle: FileHandle, size: number): AsyncGenerator<Uint8Array> {
  for (let left = size; left > 0;) {
    const { bytesRead, buffer } = await handle.read({
      buffer: Buffer.alloc(Math.min(READ_BYTES, left)),
    });
    if (bytesRead === 0) {
      yield Buffer.alloc(left);
      return;
    }
    left -= bytesRead;
    yield buffer.subarray(0, bytesRead);
  }
}

/** POSIX ustar: a block of fields in ASCII, numbers in octal. */
function header(name: string, size: number, kind: 'file' | 'folder'): Buffer {
  const cut = name.length <= 100 ? 0 : name.indexOf('/', name.length - 101) + 1;
  const block = Buffer.alloc(BLOCK);
  block.write(name.slice(cut), 0, 100, 'utf8');
  block.write(octal(kind === 'folder' ? 0o700 : 0o600, 8), 100);
  block.write(octal(0, 8), 108);
  block.write(octal(0, 8), 116);
  block.write(octal(size, 12), 124);
  block.write(octal(0, 12), 136);
  block.write('        ', 148);
  block.write(kind === 'folder' ? '5' : '0', 156);
  block.write('ustar\u000000', 257);
  block.write(cut === 0 ? '' : name.slice(0, cut - 1), 345, 155, 'utf8');
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return block;
}

function readHeader(block: Uint8Array): { name: string; size: number; isFolder: boolean } {
  const text = (from: number, length: number) =>
    Buffer.from(block.subarray(from, from + length))
      .toString('utf8')
      .replace(/\0.*$/s, '');
  const folder = text(345, 155);
  const name = folder === '' ? text(0, 100) : `${folder}/${text(0, 100)}`;
  return { name, size: Number.parseInt(text(124, 12), 8) || 0, isFolder: text(156, 1) === '5' };
}

function octal(value: number, length: number): string {
  return `${value.toString(8).padStart(length - 1, '0')}\0`;
}

function padding(size: number): Buffer {
  return Buffer.alloc((BLOCK - (size % BLOCK)) % BLOCK);
}

function damaged(why: string): CannotStart {
  return new CannotStart(`This backup is damaged: ${why}. Take another.`);
}

function isAboutSpace(error: unknown): boolean {
  return ['ENOSPC', 'EDQUOT', 'EACCES', 'ENOENT'].includes(
    (error as NodeJS.ErrnoException).code ?? '',
  );
}

/** Reads a stream in pieces of the size asked for. */
class Blocks {
  readonly #stream: NodeJS.ReadableStream & { destroy(): unknown };
  readonly #chunks: AsyncIterator<Buffer>;
  #rest: Buffer = Buffer.alloc(0);

  constructor(stream: NodeJS.ReadableStream & { destroy(): unknown }) {
    this.#stream = stream;
    this.#chunks = (stream as AsyncIterable<Buffer>)[Symbol.asyncIterator]();
  }

  /** Some bytes, at least one and at most so many. */
  async some(most: number): Promise<Buffer> {
    while (this.#rest.length === 0) {
      const { value, done } = await this.#chunks.next();
      if (done) throw new Error('Expected: more bytes');
      this.#rest = value;
    }
    const chunk = this.#rest.subarray(0, most);
    this.#rest = this.#rest.subarray(chunk.length);
    return chunk;
  }

  async take(size: number): Promise<Buffer> {
    const parts: Buffer[] = [];
    for (let left = size; left > 0;) {
      const part = await this.some(left);
      parts.push(part);
      left -= part.length;
    }
    return Buffer.concat(parts);
  }

  /** To the end, where gzip keeps the sum that covers the list itself. */
  async readOn(): Promise<void> {
    while (!(await this.#chunks.next()).done);
  }

  close(): void {
    this.#stream.destroy();
  }
}
