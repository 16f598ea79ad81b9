import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { bankRead } from './bank-read.ts';

const FOLDER = mkdtempSync(join(tmpdir(), 'goodterms-bank-read-'));
afterAll(() => rmSync(FOLDER, { recursive: true }));

const STATEMENT =
  ':20:1\n:25:12345678\n:28C:1/1\n:60F:C260302EUR10,00\n:61:2603020303RC5,00NTRFKREF7//B7\n:86:166?20EREF+E7?21SVWZ+RE 7?31DE02120300000000202051?32ACME\n:62F:C260303EUR15,00\n-\n';
const statement = put('statement.sta', STATEMENT);
const letter = put('letter.txt', 'Dear all');

test('one file is one document, and its problems are also said', async () => {
  const { code, out, err } = await run(statement, '--json');
  expect(code).toBe(0);
  expect(JSON.parse(out)).toEqual({
    format: 'mt940',
    encoding: 'utf-8',
    problems: [
      {
        where: 'statement 1',
        what: 'opening 10.00 and lines of -5.00 make 5.00, but the closing balance is 15.00',
        advice:
          'The statement may be incomplete. Compare it with the account before you rely on it.',
        severity: 'warning',
      },
    ],
    statements: [
      {
        account: '12345678',
        currency: 'EUR',
        reference: '1',
        number: '1/1',
        opening: { on: '2026-03-02', amount: '10.00' },
        closing: { on: '2026-03-03', amount: '15.00' },
        lines: [
          {
            bookedOn: '2026-03-03',
            valueOn: '2026-03-02',
            amount: '-5.00',
            currency: 'EUR',
            pending: false,
            reversal: true,
            type: 'NTRF',
            counterparty: { name: 'ACME', account: 'DE02120300000000202051' },
            remittance: 'RE 7',
            references: { endToEnd: 'E7', structured: null, customer: 'KREF7', bank: 'B7' },
            parts: [],
          },
        ],
      },
    ],
  });
  expect(err).toBe(
    `${statement}, statement 1: opening 10.00 and lines of -5.00 make 5.00, but the closing balance is 15.00. The statement may be incomplete. Compare it with the account before you rely on it.\n`,
  );
});

test('one file that cannot be read leaves standard output empty', async () => {
  expect(await run(letter, '--json')).toEqual({
    code: 1,
    out: '',
    err: `${letter}: this is no bank file that we know. Ask the bank for camt.053 or MT940.\n`,
  });
});

test('several files are one document a line; one that cannot be read has its error there', async () => {
  const { code, out } = await run('--json', statement, letter, join(FOLDER, 'missing'));
  const documents = out
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(code).toBe(1);
  expect(documents).toMatchObject([
    { file: statement, format: 'mt940' },
    { file: letter, error: { what: 'this is no bank file that we know' } },
    {
      file: join(FOLDER, 'missing'),
      error: { what: 'there is no such file', advice: 'Check the name and the folder.' },
    },
  ]);
});

test.each([
  [['--json']],
  [['--format', 'pdf', 'x']],
  [['--format']],
  [['--colour', 'x']],
  [['--currency', 'euro', 'x']],
  [['--mapping', 'missing', 'x']],
])('%j is wrong usage', async (args) => {
  expect(await run(...args)).toMatchObject({ code: 2, out: '' });
});

test('the format may be named, and is believed', async () => {
  expect(await run('--format', 'camt', statement)).toMatchObject({ code: 1 });
  expect(await run('--format=mt940', statement)).toMatchObject({ code: 0 });
});

test('the currency of the account and the meaning of the columns may be said', async () => {
  const table = put('table.csv', 'Alpha;Beta\n02/03/26;1.234\n03/03/26;-5\n');
  const mapping = put(
    'mapping.json',
    JSON.stringify({
      columns: [
        { field: 'bookedOn', header: 'Alpha' },
        { field: 'amount', header: 'Beta' },
      ],
      dayOrder: 'DMY',
      decimalMark: ',',
    }),
  );
  expect(await run(table)).toMatchObject({ code: 1 });
  const { out } = await run(`--mapping=${mapping}`, '--currency', 'EUR', table);
  expect(JSON.parse(out)).toMatchObject({
    statements: [{ currency: 'EUR', lines: [{ amount: '1234.00' }, { amount: '-5.00' }] }],
  });
});

async function run(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  let out = '';
  let err = '';
  const code = await bankRead(args, {
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
  });
  return { code, out, err };
}

function put(name: string, text: string): string {
  const path = join(FOLDER, name);
  writeFileSync(path, text);
  return path;
}
