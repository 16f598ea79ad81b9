import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cashBacktest } from '@goodterms/cli/cash-backtest.ts';
import { toDay } from '@goodterms/core/kernel/day.ts';
import { rows, sql } from '@goodterms/server/platform/database.ts';
import { afterAll, expect, test } from 'vitest';
import { bankFileOf } from './bank-file-of.ts';
import { openDoor } from './door.ts';
import { testHouse } from './house.ts';
import { accountOf } from './ledger-files-of.ts';

/*
 * The back-test decides in memory what the books decide with their own queries, keys and rules of
 * allocation. What one of the two knows and the other does not is found here, and not by a customer.
 */
const house = await testHouse();
const door = await openDoor(house);
const clerk = await door.keyFor('clerk');
const ON = toDay('2026-03-02');
house.clock.set(ON);
const FOLDER = mkdtempSync(join(tmpdir(), 'goodterms-both-ways-'));
afterAll(() => rmSync(FOLDER, { recursive: true }));

/** Number, name, whether the account is known, number of the parent. */
const CUSTOMERS: readonly (readonly [string, string, boolean, string?])[] = [
  ['70010', 'Acme Werkzeuge GmbH', true],
  ['70020', 'Birch Trading Ltd', true],
  ['70030', 'Cedar Logistik AG', false],
  ['70040', 'Dahlia Garden Supplies', true],
  ['70050', 'Elm Holding BV', true],
  ['70051', 'Elm Services BV', false, '70050'],
  ['70060', 'Fjordglass AS', true],
  ['70070', 'Gentian Papier OHG', true],
];

/** Customer, number, open amount (a credit note below zero), terms, payment reference, order. */
const ITEMS: readonly (readonly [string, string, string, string?, string?, string?])[] = [
  ['70010', 'RE-2026-10001', '1250.00', '2/10N30'],
  ['70010', 'RE-2026-10002', '300.10'],
  ['70010', 'RE-2026-10003', '77.70'],
  ['70010', 'GU-2026-90001', '-50.00'],
  ['70020', 'RE-2026-10004', '410.00', '', '', 'PO 88123'],
  ['70020', 'RE-2026-10005', '411.11'],
  ['70030', 'RE-2026-10006', '999.99', '', 'RF18 5390 0754 7034'],
  ['70030', 'RE-2026-10007', '18.20', '', '21 00000 00003 13947 14300 09017'],
  ['70040', 'RE-2026-10008', '505.00'],
  ['70040', 'RE-2026-10009', '606.00'],
  ['70050', 'RE-2026-10010', '720.00'],
  ['70051', 'RE-2026-10011', '830.00'],
  ['70060', 'RE-2026-10012', '144.40', '', '60012345678907'],
  ['70060', 'RE-2026-10013', '155.50', '', '+++777/8881/23490+++'],
  ['70070', 'RE-2026-10014', '2000.00'],
  ['70070', 'RE-2026-10015', '64.00'],
  ['70010', 'RE-2026-10016', '21.00'],
  ['70020', 'RE-2026-10017', '22.00'],
];

const LINES = [
  '1225.00 Acme Werkzeuge GmbH: RE-2026-10001 abzgl. 2% Skonto',
  '327.80 Acme Werkzeuge: RE-2026-10002 10003 GU-2026-90001',
  '410.00 Birch Trading: PO 88123',
  '411.11 Birch Trading Ltd: thank you',
  '999.99 Cedar Log: RF18539007547034',
  '18.20 Somebody Else: 210000000003139471430009017',
  '1111.00 Dahlia Garden Supplies: all that was due in February',
  '1550.00 Elm Holding BV: RE-2026-10010 and RE-2026-10011',
  '144.40 Fjordglass AS: KID 60012345678907',
  '155.50 FJORDGLASS: 777/8881/23490',
  '1990.00 Gentian Papier: RE 2026 10014 less charges of the bank 10.00',
  '64.00 Birch Trading Ltd: RE-2026-10015',
  '43.00 Gentian Papier OHG: RE-2026-10016 RE-2026-10017',
  '12.34 Tax Office: refund VAT 02/2026',
  '33.00 Nobody We Know: greetings',
];

test('every line is settled by both against the same invoices, or left by both', async () => {
  const [inBooks, inMemory] = [await byBooks(), await byBackTest()];
  expect(inBooks).toEqual(inMemory);
  expect(Object.values(inBooks).filter((references) => references !== '').length).toBeGreaterThan(
    9,
  );
});

/** What each line pays, by its words. */
async function byBooks(): Promise<Record<string, string>> {
  await send('/ledger-imports', 'customers.csv', [
    'Customer number;Name;Currency;IBAN;Parent customer number',
    ...CUSTOMERS.map(([number, name, isKnown, parent = '']) =>
      [number, name, 'EUR', isKnown ? accountOf(name) : '', parent].join(';'),
    ),
  ]);
  await send('/ledger-imports', 'items.csv', [
    'Customer number;Document;Type;Currency;Issue date;Due date;Terms;Open amount;Payment reference;Order number',
    ...ITEMS.map(([customer, number, amount, terms = '', reference = '', order = '']) =>
      [
        customer,
        number,
        amount.startsWith('-') ? 'Credit note' : 'Invoice',
        'EUR;2026-02-20;2026-03-22',
        terms,
        amount.replace('-', ''),
        reference,
        order,
      ].join(';'),
    ),
  ]);
  await send('/bank-imports', 'march.xml', [bankFileOf(ON, LINES)]);
  const found = await house.inside((ctx) =>
    rows<{ words: string; references: string }>(
      ctx,
      sql`
      select l.remittance as words,
             coalesce((select string_agg(distinct i.reference, ' ' order by i.reference)
                         from match m
                        cross join jsonb_array_elements(m.items) as each
                         join open_item i on i.tenant_id = m.tenant_id
                          and i.id = (each ->> 'openItemId')::bigint
                        where m.tenant_id = l.tenant_id and m.bank_line_id = l.id), '') as references
        from bank_line l
       where l.tenant_id = ${ctx.tenantId}`,
    ),
  );
  return Object.fromEntries(found.map(({ words, references }) => [words, references]));
}

async function byBackTest(): Promise<Record<string, string>> {
  put('customers.csv', [
    'customer_no,name,known_iban,parent_customer_no',
    ...CUSTOMERS.map(([number, name, isKnown, parent = '']) =>
      [number, name, isKnown ? accountOf(name) : '', parent].join(),
    ),
  ]);
  put('ledger.csv', [
    'invoice_id,invoice_number,customer_no,currency,issue_date,due_date,terms,amount_open,structured_ref,po_number',
    ...ITEMS.map(([customer, number, amount, terms = '', reference = '', order = '']) =>
      [
        number,
        number,
        customer,
        'EUR,2026-02-20,2026-03-22',
        terms,
        amount,
        reference,
        order,
      ].join(),
    ),
  ]);
  put('history.csv', [
    'line_id,booking_date,amount,currency,remitter_name,remitter_account,remittance_text,confirmed_customer_nos,confirmed_invoice_numbers',
  ]);
  put('bank.csv', [
    'line_id,booking_date,amount,currency,remitter_name,remitter_account,remittance_text',
    ...LINES.map((line) => {
      const [, amount = '', name = '', words = ''] = /^(\S+) ([^:]+): (.*)$/.exec(line) ?? [];
      return [words, ON, amount, 'EUR', name, accountOf(name), words].join();
    }),
  ]);
  const out = join(FOLDER, 'out.csv');
  const io = { out: () => undefined, err: () => undefined };
  expect(await cashBacktest([FOLDER, '--out', out], io)).toBe(0);
  const [, ...decided] = readFileSync(out, 'utf8').trim().split(/\r?\n/);
  return Object.fromEntries(
    decided.map((row) => {
      const [words = '', action, ids = ''] = row.slice(1).split('","');
      const isNote = (id: string) => id.startsWith('GU');
      const items = ids.split('|').filter((id) => !isNote(id));
      return [words, action === 'auto' ? items.toSorted().join(' ') : ''];
    }),
  );
}

function put(name: string, lines: readonly string[]): void {
  writeFileSync(join(FOLDER, name), `${lines.join('\n')}\n`);
}

async function send(path: string, name: string, lines: readonly string[]): Promise<void> {
  const file = { name, bytes: `${lines.join('\n')}\n` };
  const { status, json } = await door.ask('POST', path, { as: clerk, file });
  expect([status, json.type, json.detail]).toEqual([200, undefined, undefined]);
}
