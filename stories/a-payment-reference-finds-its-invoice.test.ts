import { toDay } from '@goodterms/core/kernel/day.ts';
import { expect, test } from 'vitest';
import { bankFileOf } from './bank-file-of.ts';
import { openInvoices } from './books.ts';
import { openDoor } from './door.ts';
import { testHouse } from './house.ts';

const house = await testHouse();
const door = await openDoor(house);
const clerk = await door.keyFor('clerk');
const day = toDay('2026-03-02');
house.clock.set(day);

/** References that say nothing of the number of their invoice. */
const LEDGER = `Customer number;Customer name;Invoice number;Payment reference;Issue date;Due date;Amount;Currency
N1;Fjordglass AS;A-1001;60012345678907;2026-02-02;2026-03-04;100.00;EUR
S1;Alvsund AB;A-1002;7749012345674;2026-02-02;2026-03-04;200.00;EUR
B1;Kerkbrug NV;A-1003;+++777/8881/23490+++;2026-02-02;2026-03-04;300.00;EUR
C1;Seewald AG;A-1004;21 00000 00003 13947 14300 09017;2026-02-02;2026-03-04;400.00;EUR
E1;Elm Trading;A-1005;RF18 5390 0754 7034;2026-02-02;2026-03-04;500.00;EUR
D1;Havnely ApS;A-1006;+71<000000077143319+88345678<;2026-02-02;2026-03-04;600.00;EUR
`;

test('what the payer was asked to quote finds the invoice, though it says nothing of its number', async () => {
  const taken = await send('/ledger-imports', 'items.csv', LEDGER);
  expect(taken.json.counts).toContainEqual(expect.objectContaining({ noun: 'invoice', added: 6 }));
  const { json } = await send(
    '/bank-imports',
    'march.xml',
    bankFileOf(day, [
      '100.00 Fjordglass AS: KID 60012345678907',
      '200.00 Alvsund AB: 7749012345674',
      '300.00 Kerkbrug NV: +++777/8881/23490+++',
      '400.00 Seewald AG: 210000000003139471430009017',
      '500.00 Elm Trading: RF18539007547034',
      '600.00 Havnely ApS: 71 000000077143319',
    ]),
  );
  expect(json.counts).toMatchObject({ added: 6, matched: 6 });
  expect(await house.inside(openInvoices)).toEqual(
    Object.fromEntries([1, 2, 3, 4, 5, 6].map((at) => [`A-100${at}`, 0n])),
  );
});

test('one that comes later with the ledger counts from then on', async () => {
  const line = (reference: string) =>
    `Customer number;Invoice number;Payment reference;Issue date;Due date;Amount;Currency\nN1;A-2001;${reference};2026-02-02;2026-03-04;70.00;EUR\n`;
  await send('/ledger-imports', 'first.csv', line(''));
  const said = await send('/ledger-imports', 'second.csv', line('60099988877701'));
  expect(JSON.stringify(said.json.examples)).toContain('payment reference 60099988877701');
  const { json } = await send(
    '/bank-imports',
    'later.xml',
    bankFileOf(day, ['70.00 Fjordglass AS: KID 60099988877701']),
  );
  expect(json.counts).toMatchObject({ added: 1, matched: 1 });
});

test('an electronic invoice brings its reference and its discount', async () => {
  const invoice = `<Invoice><ID>A-3001</ID><IssueDate>2026-02-20</IssueDate><DueDate>2026-03-22</DueDate>
    <InvoiceTypeCode>380</InvoiceTypeCode><DocumentCurrencyCode>EUR</DocumentCurrencyCode>
    <AccountingCustomerParty><Party><PartyLegalEntity><RegistrationName>Elm Trading</RegistrationName></PartyLegalEntity></Party></AccountingCustomerParty>
    <PaymentMeans><PaymentID>RF53GT77AA991</PaymentID></PaymentMeans>
    <PaymentTerms><Note>14 Tage 2 % Skonto, 30 Tage netto</Note></PaymentTerms>
    <LegalMonetaryTotal><PayableAmount currencyID="EUR">1000.00</PayableAmount></LegalMonetaryTotal></Invoice>`;
  await send('/ledger-imports', 'a-3001.xml', invoice);
  const { json } = await send(
    '/bank-imports',
    'discount.xml',
    bankFileOf(day, ['980.00 Elm Trading: RF53 GT77 AA99 1']),
  );
  expect(json.counts).toMatchObject({ added: 1, matched: 1 });
  expect(await house.inside(openInvoices)).toMatchObject({ 'A-3001': 0n });
});

async function send(path: string, name: string, bytes: string) {
  const said = await door.ask('POST', path, { as: clerk, file: { name, bytes } });
  expect([said.status, said.json.type]).toEqual([200, undefined]);
  return said;
}
