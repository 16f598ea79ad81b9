import { deflateRawSync } from 'node:zlib';
import { joined } from './fuzz/damage.ts';

/** An archive for tests, as the ZIP specification has it, without checksums: nobody looks at them. */
export function packed(files: readonly (readonly [string, Uint8Array | undefined])[]): Uint8Array {
  const locals: Uint8Array[] = [];
  const entries: Uint8Array[] = [];
  let at = 0;
  for (const [name, bytes = new Uint8Array()] of files) {
    const content = deflateRawSync(bytes, { level: 1 });
    const title = new TextEncoder().encode(name);
    // Version 2.0, no flags, deflated, no time and no checksum, sizes, no extra field.
    const head = [20, 0, 0, 0, 8, ...zeros(9)];
    const sizes = [content.length, bytes.length].flatMap((size) => number(size, 4));
    const described = [...head, ...sizes, ...number(title.length, 2), 0, 0];
    const local = joined(Uint8Array.from([0x50, 0x4b, 3, 4, ...described]), title, content);
    entries.push(
      joined(
        Uint8Array.from([0x50, 0x4b, 1, 2, 20, 0, ...described, ...zeros(10), ...number(at, 4)]),
        title,
      ),
    );
    locals.push(local);
    at += local.length;
  }
  const directory = joined(...entries);
  const count = number(files.length, 2);
  const end = [0x50, 0x4b, 5, 6, ...zeros(4), ...count, ...count];
  return joined(
    ...locals,
    directory,
    Uint8Array.from([...end, ...number(directory.length, 4), ...number(at, 4), 0, 0]),
  );
}

function zeros(count: number): number[] {
  return Array.from({ length: count }, () => 0);
}

function number(value: number, length: number): number[] {
  return Array.from({ length }, (_, at) => (value >>> (8 * at)) & 0xff);
}
