import fc from 'fast-check';
import { expect, test } from 'vitest';
import { writeCsv } from './write.ts';

test('fields are quoted, quotes doubled, lines ended by CR LF', () => {
  expect(writeCsv(['name', 'said'], [['Keel & Sons', 'so "late"\nagain']])).toBe(
    '\uFEFF"name","said"\r\n"Keel & Sons","so ""late""\nagain"\r\n',
  );
});

test.each([
  '=1+1',
  '+31 20',
  '-2',
  '@SUM(A1)',
  '\t=1',
  '\r=1',
  ' =1',
  '＝1',
  '＋1',
  '|calc',
  '%0A=1',
])('text that begins a formula is defused: %j', (text) => {
  expect(fieldOf(text)).toBe(`'${text}`);
});

test('an exact amount keeps its minus sign; text that only pretends to be one does not', () => {
  expect(fieldOf({ exact: '-12.50' })).toBe('-12.50');
  expect(fieldOf({ exact: '-12.50+cmd' })).toBe("'-12.50+cmd");
});

test('no text whatever is read as a formula, and none is lost', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const field = fieldOf(text);
      expect(field).not.toMatch(/^\s*[=+\-@＝＋－＠]/u);
      expect(field.replace(/^'/, '')).toBe(text.replace(/^'/, ''));
    }),
    { numRuns: 2000 },
  );
});

/** What a reader of RFC 4180 finds in a file of one field. */
function fieldOf(
  field: Parameters<typeof writeCsv>[1] extends Iterable<readonly (infer F)[]> ? F : never,
) {
  const text = writeCsv(['field'], [[field]]);
  const second = text.slice(text.indexOf('\r\n') + 2, -2);
  expect(second.startsWith('"') && second.endsWith('"')).toBe(true);
  return second.slice(1, -1).replaceAll('""', '"');
}
