import { expect, test } from 'vitest';
import { decodedStream } from './filters.ts';

function decoded(filter: string, bytes: readonly number[] | string): string | undefined {
  const stream = typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : Uint8Array.from(bytes);
  const content = decodedStream(`<</Filter${filter}>>`, stream, { left: 1_000_000 });
  return content && Buffer.from(content).toString('latin1');
}

test.each([
  [
    'LZW, with the example of the standard',
    '/LZWDecode',
    [0x80, 0x0b, 0x60, 0x50, 0x22, 0x0c, 0x0c, 0x85, 0x01],
    '-----A---B',
  ],
  ['base 85', '/ASCII85Decode', '87cURD]i,"Ebo80~>', 'Hello World!'],
  ['base 85 that ends within a group', '/ASCII85Decode', '87cURDZ~>', 'Hello'],
  ['base 85 with a short form of noughts', '/A85', 'z~>', '\0\0\0\0'],
  ['digits, of which the last may be missing', '/ASCIIHexDecode', '48 65 6C6c 7>', 'Hellp'],
  ['runs', '/RunLengthDecode', [2, 65, 66, 67, 254, 90, 128, 1], 'ABCZZZ'],
  ['no filter', '', 'plain', 'plain'],
])('%s', (_what, filter, bytes, text) => {
  expect(decoded(filter, bytes)).toBe(text);
});

test('a filter of pictures, and more than is allowed, is left alone', () => {
  expect(decoded('/DCTDecode', 'x')).toBeUndefined();
  expect(decodedStream('<<>>', new Uint8Array(10), { left: 9 })).toBeUndefined();
});
