import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { asOwner, sql } from '@goodterms/server/platform/database.ts';
import { openHouse } from '@goodterms/server/platform/installation.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { importLedgerFiles } from './import-ledger.ts';

const FOLDER = mkdtempSync(join(tmpdir(), 'goodterms-import-ledger-'));
const DATA = join(FOLDER, 'data');
const BOOKS = join(FOLDER, 'books');
afterAll(() => rmSync(FOLDER, { recursive: true }));

beforeAll(async () => {
  const house = await openHouse({ dataFolder: DATA, embedded: true });
  await asOwner(house.pool, (db) =>
    sql`insert into tenant (id, name) values (gen_random_uuid(), 'Keel & Sons')`.execute(db),
  );
  await house.close();
  mkdirSync(BOOKS);
  writeFileSync(join(BOOKS, 'notes.md'), 'not a table');
  writeFileSync(
    join(BOOKS, 'customers.csv'),
    'Customer no,Name,Country\n100,Acme,GB\n101,Elm,DE\n',
  );
  writeFileSync(
    join(BOOKS, 'items.csv'),
    'Customer no,Invoice no,Invoice date,Due date,Amount,Currency\n100,INV-1,2026-01-31,2026-03-02,10.00,GBP\n',
  );
});

test('a dry run of a folder says what would change, and changes nothing', async () => {
  const { code, out } = await run(BOOKS, '--dry-run');
  expect(code).toBe(0);
  expect(out).toContain('items.csv: 1 rows of items, utf-8, separated by ","');
  expect(out).toContain('customer: 2 added');
  expect(out).toContain('open in GBP: 0.00 before, 10.00 after');
  expect(out).toContain('INV-1, Acme: New: 10.00 GBP, due 2026-03-02.');
  expect(out).toContain('nothing has been written');
});

test('the folder is taken in once', async () => {
  const first = await run(BOOKS, '--json');
  expect(first.code).toBe(0);
  expect(JSON.parse(first.out)).toMatchObject({
    dryRun: false,
    alreadyImported: false,
    counts: [
      { noun: 'customer', added: 2 },
      { noun: 'invoice', added: 1 },
    ],
  });
  const again = await run(BOOKS, '--json');
  expect(JSON.parse(again.out)).toMatchObject({
    importId: null,
    alreadyImported: true,
    counts: [
      { noun: 'customer', added: 0, unchanged: 2 },
      { noun: 'invoice', added: 0, unchanged: 1 },
    ],
  });
});

test('bad lines are said with their place, and the file is refused', async () => {
  const file = put(
    'bad.csv',
    'Customer no,Invoice no,Invoice date,Amount,Currency\n100,INV-2,2026-02-30,10.00,GBP\n100,INV-3,2026-02-28,11.00,GBP\n101,INV-5,2026-02-28,12.00,GBP\n',
  );
  const refused = await run(file);
  expect(refused.code).toBe(1);
  expect(refused.err).toContain("line 2, column 'Invoice date': '2026-02-30' is no day.");
  const taken = await run(file, '--skip-bad');
  expect(taken).toMatchObject({ code: 0 });
  expect(taken.out).toContain('invoice: 2 added, 1 missing');
});

test('a question is asked with its answers, and answered on the command line', async () => {
  const file = put(
    'doubt.csv',
    'Customer no,Invoice no,Invoice date,Amount,Currency\n100,INV-4,04/03/2026,10.00,GBP\n',
  );
  const asked = await run(file);
  expect(asked.code).toBe(1);
  expect(asked.err).toContain('--answer day_order=DMY');
  expect((await run(file, '--answer', 'day_order=DMY')).code).toBe(0);
});

test('what cannot be read is said, and without a file the use is shown', async () => {
  const letter = put('letter.txt', 'Dear all');
  const { code, err } = await run(letter, join(FOLDER, 'nowhere.csv'));
  expect(code).toBe(1);
  expect(err).toContain(`${letter}: the file holds no table.`);
  expect(err).toContain('nowhere.csv: there is no such file.');
  expect((await run()).err).toContain('Usage: goodterms import ledger');
});

function put(name: string, text: string): string {
  const path = join(FOLDER, name);
  writeFileSync(path, text);
  return path;
}

async function run(...args: string[]) {
  const said = { out: '', err: '' };
  const code = await importLedgerFiles([...args, '--data', DATA], {
    out: (text) => void (said.out += text),
    err: (text) => void (said.err += text),
  });
  return { code, ...said };
}
