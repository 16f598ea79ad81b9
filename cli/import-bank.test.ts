import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { asOwner, sql } from '@goodterms/server/platform/database.ts';
import { openHouse } from '@goodterms/server/platform/installation.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { importBank } from './import-bank.ts';

const FOLDER = mkdtempSync(join(tmpdir(), 'goodterms-import-bank-'));
const DATA = join(FOLDER, 'data');
afterAll(() => rmSync(FOLDER, { recursive: true }));

const STATEMENT =
  ':20:1\n:25:NL00OURS0000000001\n:28C:1/1\n:60F:C260301EUR10,00\n:61:2603020302C5,00NTRFNONREF\n:86:INV-1001\n:62F:C260302EUR15,00\n-\n';

beforeAll(async () => {
  const house = await openHouse({ dataFolder: DATA, embedded: true });
  await asOwner(house.pool, (db) =>
    sql`insert into tenant (id, name) values (gen_random_uuid(), 'Keel & Sons')`.execute(db),
  );
  await house.close();
});

test('a bank file is taken in once, and says what came of it', async () => {
  const file = put('march.sta', STATEMENT);
  const first = await run(file, '--json');
  expect(first.code).toBe(0);
  expect(JSON.parse(first.out)).toMatchObject({
    file,
    name: 'march.sta',
    alreadyImported: false,
    counts: { lines: 1, added: 1, matched: 0, unapplied: 1 },
    received: [{ amount: '5.00', currency: 'EUR' }],
  });
  const again = await run(file);
  expect(again).toMatchObject({ code: 0, err: '' });
  expect(again.out).toBe(`${file}: 1 line, all here already; nothing has changed.\n`);
});

test('a file that cannot be read stops no other, and the code says so', async () => {
  const letter = put('letter.txt', 'Dear all');
  const file = put('april.sta', STATEMENT.replaceAll('2603', '2604'));
  const { code, out, err } = await run(letter, file);
  expect(code).toBe(1);
  expect(err).toContain(`${letter}: this is no bank file that we know.`);
  expect(out).toContain(`${file}: 1 line: 1 new, 0 here already.`);
});

test('a table that nobody knows is explained once, and the next one needs no word', async () => {
  const march = put(
    'march.csv',
    'Alpha;Beta;Gamma\n02/03/26;1.234,50;INV-7\n14/03/26;5,00;INV-8\n',
  );
  const unknown = await run(march);
  expect(unknown.code).toBe(1);
  expect(unknown.err).toContain('The columns are: Alpha, Beta, Gamma.');

  const columns = [
    { field: 'bookedOn', header: 'Alpha' },
    { field: 'amount', header: 'Beta' },
    { field: 'remittance', header: 'Gamma' },
  ];
  const mapping = put('mapping.json', JSON.stringify({ columns, currency: 'EUR' }));
  const nameless = await run(march, '--mapping', mapping, '--save-mapping', 'House bank');
  expect(nameless).toMatchObject({ code: 1 });
  expect(nameless.err).toContain('it does not say its account. Say the account with it.');

  const said = ['--account', 'NL00OURS0000000002', '--mapping', mapping];
  const taken = await run(march, ...said, '--save-mapping', 'House bank');
  expect(taken.out).toContain('2 lines: 2 new');
  const april = put('april.csv', 'Alpha;Beta;Gamma\n02/04/26;7,00;INV-9\n');
  expect((await run(april, '--account', 'NL00OURS0000000002')).out).toContain('1 line: 1 new');
});

test.each([
  [['--currency', 'EURO']],
  [['--mapping', 'missing.json']],
  [['--save-mapping', 'House bank']],
  [['--account', ' ']],
])('with %j the use is shown', async (said) => {
  expect(await run('march.sta', ...said)).toMatchObject({ code: 2 });
});

test('without a file the use is shown', async () => {
  const { code, err } = await run();
  expect(code).toBe(2);
  expect(err).toContain('Usage: goodterms import bank');
});

function put(name: string, text: string): string {
  const path = join(FOLDER, name);
  writeFileSync(path, text);
  return path;
}

async function run(...args: string[]) {
  const said = { out: '', err: '' };
  const code = await importBank([...args, '--data', DATA], {
    out: (text) => void (said.out += text),
    err: (text) => void (said.err += text),
  });
  return { code, ...said };
}
