import { toDay } from '@goodterms/core/kernel/day.ts';
import { testHouse } from '@goodterms/stories/house.ts';
import { expect, test } from 'vitest';
import {
  asTable,
  booleans,
  days,
  documents,
  foreignTexts,
  integerLists,
  integers,
  texts,
  type Column,
} from './columns.ts';
import { rows, sql } from './database.ts';
import { quickDigest } from './digest.ts';
import { TextColumn } from './text-column.ts';

const house = await testHouse();

function read(columns: Readonly<Record<string, Column>>): Promise<object[]> {
  return house.inside((ctx) => rows(ctx, sql`select * from ${asTable(columns)} as d`));
}

test('rows arrive as they were, whatever stands in their columns', async () => {
  const column = {
    id: integers([-5, '2', 9007199254740993n, undefined]),
    text: texts(['plain', 'é "漢" {,} \\ NULL', undefined, '']),
  };
  expect(await read(column)).toEqual([
    { id: -5n, text: 'plain' },
    { id: 2n, text: 'é "漢" {,} \\ NULL' },
    { id: 9007199254740993n, text: null },
    { id: null, text: '' },
  ]);
});

test('texts of others arrive as they were, also with signs that separate ours, and so do days', async () => {
  const said = ['plain', '\u001a\u001e', 'é漢🙂 \\N "{,}"', '', undefined, 'x'.repeat(100_000)];
  const on = ['2026-02-28', '2000-01-01', '1999-12-31', '1800-01-01', undefined, '2999-12-31'].map(
    (day) => (day === undefined ? undefined : toDay(day)),
  );
  const found = await read({
    id: integers(said.map((_, i) => i)),
    said: foreignTexts(said),
    on: days(on),
  });
  expect(found).toEqual(
    said.map((text, i) => ({ id: BigInt(i), said: text ?? null, on: on[i] ?? null })),
  );
});

test('truths, documents and lists arrive as they were', async () => {
  const said = [{ a: 'é "漢" \\u001e' }, [], undefined, 'plain'];
  const found = await read({
    id: integers([1, 2, 3, 4]),
    isSo: booleans([true, false, undefined, true]),
    said: documents(said.map((one) => one && JSON.stringify(one))),
    among: integerLists([['7', '-8'], [], undefined, [9007199254740993n]]),
  });
  expect(found).toEqual([
    { id: 1n, isSo: true, said: said[0], among: [7n, -8n] },
    { id: 2n, isSo: false, said: [], among: [] },
    { id: 3n, isSo: null, said: null, among: null },
    { id: 4n, isSo: true, said: 'plain', among: [9007199254740993n] },
  ]);
});

test('a column that says the same in every row is there in every row', async () => {
  const of = {
    id: integers([7, 7]),
    text: texts(['same', 'same']),
    none: integers([undefined, undefined]),
    on: days([toDay('2026-06-30'), toDay('2026-06-30')]),
    theirs: foreignTexts(['EUR', 'EUR']),
    isSo: booleans([true, true]),
    said: documents(['{"a":1}', '{"a":1}']),
    among: integerLists([undefined, undefined]),
  };
  const same = { text: 'same', none: null, on: '2026-06-30', theirs: 'EUR', isSo: true };
  const row = { id: 7n, ...same, said: { a: 1 }, among: null };
  expect(await read(of)).toEqual([row, row]);
});

test('no rows are no rows', async () => {
  const none = { id: integers([]), text: texts([]), theirs: foreignTexts([]), on: days([]) };
  expect(await read(none)).toEqual([]);
});

test('texts written byte by byte arrive as they were; what is not kept does not', async () => {
  const column = new TextColumn();
  const said = ['first', 'é漢', '', 'x'.repeat(200_000)];
  for (const text of said) {
    column.start();
    column.write('dropped');
    column.start();
    column.write(text.slice(0, 2));
    column.write(text.slice(2));
    column.keep();
  }
  const found = await read({ id: integers([1, 2, 3, 4]), text: column });
  expect(found.map((row) => 'text' in row && row.text)).toEqual(said);
});

test('a digest tells texts apart, wherever they are written and whatever goes before', () => {
  const column = new TextColumn();
  const digestOf = (text: string, besides: number) => {
    column.start();
    const from = column.place;
    column.write(text);
    const digest = column.digest(from, besides);
    column.keep();
    return digest;
  };
  const first = digestOf('to ask for 100', 1);
  expect(digestOf('to ask for 100', 1)).toBe(first);
  expect(digestOf('to ask for 101', 1)).not.toBe(first);
  expect(digestOf('to ask for 100', 2)).not.toBe(first);
  expect(digestOf('to ask for 100', 1 + 2 ** 32)).not.toBe(first);

  const digests = Array.from({ length: 50_000 }, (_, i) => quickDigest(`item ${i}`));
  expect(new Set(digests).size).toBe(digests.length);
  expect(digests.every(Number.isSafeInteger)).toBe(true);
});
