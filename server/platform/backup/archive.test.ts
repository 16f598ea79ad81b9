import { spawnSync } from 'node:child_process';
import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, expect, test } from 'vitest';
import { intoFolder, readArchive, writeArchive } from './archive.ts';

const folder = mkdtempSync(join(tmpdir(), 'gt-archive-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const LONG = `base/${'x'.repeat(90)}/${'y'.repeat(60)}`;
const big = Buffer.alloc(3_000_001, 'abc');
const path = join(folder, 'a.goodterms');

async function save(): Promise<void> {
  writeFileSync(join(folder, 'big'), big);
  const archive = await writeArchive(path);
  await archive.folder('empty');
  await archive.bytes('small', Buffer.from('hello'));
  await archive.bytes('nothing', Buffer.alloc(0));
  await archive.bytes(LONG, Buffer.from('deep'));
  await archive.file('big', join(folder, 'big'));
  await archive.finish({ kind: 'story' });
}

test('what went in comes out, and tar understands it', async () => {
  await save();
  const out = join(folder, 'out');
  expect(await readArchive(path, intoFolder(out))).toEqual({ kind: 'story' });
  expect(readFileSync(join(out, 'small'), 'utf8')).toBe('hello');
  expect(readFileSync(join(out, LONG), 'utf8')).toBe('deep');
  expect(readFileSync(join(out, 'big')).equals(big)).toBe(true);
  expect(readdirSync(join(out, 'empty'))).toEqual([]);
  const listed = spawnSync('tar', ['tzf', path], { encoding: 'utf8' }).stdout.split('\n');
  expect(listed).toEqual(expect.arrayContaining(['empty/', 'small', 'nothing', LONG, 'big']));
  expect(statSync(path).mode & 0o777).toBe(0o600);
});

test.each([
  ['cut short', (bytes: Buffer) => bytes.subarray(0, bytes.length - 3000)],
  ['with one bit turned', (bytes: Buffer) => turned(bytes, 1_000_000)],
  ['with one bit of a name turned', (bytes: Buffer) => turned(bytes, bytes.indexOf('small'))],
  ['without its list', (bytes: Buffer) => bytes.subarray(0, bytes.indexOf('manifest.json'))],
])('a file %s is refused', async (_how, change) => {
  await save();
  const bad = join(folder, 'bad.goodterms');
  writeFileSync(bad, gzipSync(change(gunzipSync(readFileSync(path)))));
  await expect(readArchive(bad, intoFolder(join(folder, 'bad')))).rejects.toThrow('is damaged');
});

test('a compressed file cut anywhere is refused', async () => {
  await save();
  truncateSync(path, statSync(path).size - 5);
  await expect(readArchive(path, intoFolder(join(folder, 'bad')))).rejects.toThrow('is damaged');
});

test('an entry that would lie outside the folder is refused', async () => {
  const archive = await writeArchive(path);
  await archive.bytes('../outside', Buffer.from('x'));
  await archive.finish({});
  await expect(readArchive(path, intoFolder(join(folder, 'in')))).rejects.toThrow('is damaged');
  expect(readdirSync(folder)).not.toContain('outside');
});

test('a backup that is given up leaves nothing', async () => {
  const archive = await writeArchive(join(folder, 'never.goodterms'));
  await archive.bytes('x', big);
  await archive.discard();
  expect(readdirSync(folder).filter((name) => name.startsWith('never'))).toEqual([]);
});

function turned(bytes: Buffer, at: number): Buffer {
  const changed = Buffer.from(bytes);
  changed[at] = (changed[at] ?? 0) ^ 1;
  return changed;
}
