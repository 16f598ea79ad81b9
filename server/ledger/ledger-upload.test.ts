import { readFileSync } from 'node:fs';
import type { TenantId } from '@goodterms/core/kernel/id.ts';
import { readLedgerFile } from '@goodterms/formats/ledger/read.ts';
import { packed } from '@goodterms/formats/packed.ts';
import { testHouse } from '@goodterms/stories/house.ts';
import { beforeEach, describe, expect, test } from 'vitest';
import { rows, sql } from '../platform/database.ts';
import { importLedger } from './ledger-import.actions.ts';
import { ledgerUploads } from './ledger-upload.queries.ts';

const house = await testHouse();
house.clock.set('2026-03-31');
let tenantId: TenantId;

beforeEach(async () => {
  tenantId = await house.newTenant();
});

const CUSTOMERS =
  'Customer number;Customer name;Tax number;Currency\n100;Acme Ltd;GB 123;EUR\n101;Elm;;EUR\n';

describe('an electronic invoice', () => {
  test('is an open item of the customer it is addressed to, once', async () => {
    await take({ 'customers.csv': CUSTOMERS });
    const invoice = ubl({ number: 'R-1', buyer: 'ACME LIMITED', vat: 'GB123', payable: '119.00' });
    await take({ 'r-1.xml': invoice });
    expect(await items()).toEqual(['100 R-1 2026-03-02 2026-04-01 119.00']);
    const again = await take({ 'r-1.xml': invoice });
    expect(again).toMatchObject({ alreadyImported: true, importIds: [] });
    expect(await items()).toEqual(['100 R-1 2026-03-02 2026-04-01 119.00']);
  });

  test('finds its customer by name where it says no number, else it brings a new one', async () => {
    await take({ 'customers.csv': CUSTOMERS });
    await take({
      'r-2.xml': ubl({ number: 'R-2', buyer: 'elm', payable: '10.00' }),
      'r-3.xml': ubl({ number: 'R-3', buyer: 'Birch AB', vat: 'SE1', payable: '7.00' }),
    });
    expect(await items()).toEqual([
      '101 R-2 2026-03-02 2026-04-01 10.00',
      'SE1 R-3 2026-03-02 2026-04-01 7.00',
    ]);
  });

  test('comes in an archive with others as well, and the archive once', async () => {
    const invoices = ['R-8', 'R-9'].map((number): [string, Uint8Array] => [
      `${number}.xml`,
      new TextEncoder().encode(ubl({ number, buyer: 'Elm', payable: '8.00' })),
    ]);
    const all = { 'march.zip': packed(invoices) };
    await take({ 'r-7.xml': ubl({ number: 'R-7', buyer: 'Elm', payable: '9.00' }) });
    const { counts } = await take(all);
    expect(counts).toContainEqual(
      expect.objectContaining({ noun: 'invoice', added: 2, missing: 0 }),
    );
    const expected = [
      'Elm R-7 2026-03-02 2026-04-01 9.00',
      ...['R-8', 'R-9'].map((number) => `Elm ${number} 2026-03-02 2026-04-01 8.00`),
    ];
    expect(await items()).toEqual(expected);
    expect(await take(all)).toMatchObject({ alreadyImported: true });
    expect(await items()).toEqual(expected);
  });

  test('that was paid in part before it was sent is open for the rest', async () => {
    await take({
      'r-4.xml': ubl({ number: 'R-4', buyer: 'Elm', payable: '100.00', prepaid: '19.00' }),
    });
    expect(await items()).toEqual(['Elm R-4 2026-03-02 2026-04-01 100.00']);
  });

  test('that asks for less than nothing is a credit', async () => {
    await take({ 'r-5.xml': ubl({ number: 'R-5', buyer: 'Elm', payable: '-50.00' }) });
    expect(await items()).toEqual([]);
    expect(
      await select(sql`select reference, amount from credit_item where tenant_id = ${tenantId}`),
    ).toEqual([{ reference: 'R-5', amount: 5_000n }]);
  });
});

describe('an audit file', () => {
  const saft = readFileSync(
    new URL(
      '../../formats/ledger/samples/an-audit-file-with-a-prefix-and-a-mark.xml',
      import.meta.url,
    ),
  );

  test('leaves each customer with the closing balance of the ledger, once', async () => {
    await take({ 'saft.xml': saft });
    expect(await balances()).toEqual({ 1000: 175_050n, 1001: -5_000n });
    expect(await take({ 'saft.xml': saft })).toMatchObject({
      alreadyImported: true,
      importIds: [],
    });
    expect(await balances()).toEqual({ 1000: 175_050n, 1001: -5_000n });
  });

  test('of the next period does not count once more what is here', async () => {
    await take({ 'saft.xml': saft });
    const next = `<AuditFile><Header><DefaultCurrencyCode>NOK</DefaultCurrencyCode><SelectionCriteria>
      <PeriodStart>3</PeriodStart><PeriodStartYear>2026</PeriodStartYear></SelectionCriteria></Header>
      <MasterFiles><Customers><Customer><Name>Fjordglass AS</Name><CustomerID>1000</CustomerID>
      <OpeningDebitBalance>1750.50</OpeningDebitBalance></Customer></Customers></MasterFiles></AuditFile>`;
    await take({ 'next.xml': next });
    expect(await balances()).toEqual({ 1000: 175_050n, 1001: -5_000n });
  });
});

async function take(files: Record<string, string | Uint8Array>) {
  const read = Object.entries(files).map(([name, content]) => {
    const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
    const reading = readLedgerFile(bytes);
    if (!reading.readable) throw new Error(reading.refusal.what);
    return { name, bytes, contents: reading.contents };
  });
  return house.inside(
    async (ctx) => {
      const taken = await ledgerUploads(ctx, read);
      if (!taken.accepted) throw new Error(taken.refusal.what);
      const report = await importLedger(ctx, { files: taken.uploads });
      expect([report.refused, report.questions.filter(({ isBlocking }) => isBlocking)]).toEqual([
        undefined,
        [],
      ]);
      return report;
    },
    { tenantId },
  );
}

type Sketch = { number: string; buyer: string; payable: string; vat?: string; prepaid?: string };

function ubl({ number, buyer, payable, vat = '', prepaid = '0.00' }: Sketch): string {
  return `<Invoice><ID>${number}</ID><IssueDate>2026-03-02</IssueDate><InvoiceTypeCode>380</InvoiceTypeCode>
    <DocumentCurrencyCode>EUR</DocumentCurrencyCode>
    <AccountingSupplierParty><Party><PartyName><Name>Keel</Name></PartyName></Party></AccountingSupplierParty>
    <AccountingCustomerParty><Party><PartyTaxScheme><CompanyID>${vat}</CompanyID></PartyTaxScheme>
    <PartyLegalEntity><RegistrationName>${buyer}</RegistrationName></PartyLegalEntity></Party></AccountingCustomerParty>
    <PaymentTerms><Note>30 days net</Note></PaymentTerms>
    <LegalMonetaryTotal><PrepaidAmount currencyID="EUR">${prepaid}</PrepaidAmount>
    <PayableAmount currencyID="EUR">${payable}</PayableAmount></LegalMonetaryTotal></Invoice>`;
}

async function items(): Promise<string[]> {
  const found = await select(sql`
    select c.number, i.reference, i.issued_on, i.due_on, i.open_amount
      from open_item i join customer c on c.tenant_id = i.tenant_id and c.id = i.customer_id
     where i.tenant_id = ${tenantId} order by i.reference`);
  return found.map(
    (row) =>
      `${String(row['number'])} ${String(row['reference'])} ${String(row['issued_on'])} ${String(row['due_on'])} ${(Number(row['open_amount']) / 100).toFixed(2)}`,
  );
}

/** What each customer owes less what is on account, by number. */
async function balances(): Promise<Record<string, bigint>> {
  const found = await select(sql`
    select c.number,
           (coalesce((select sum(open_amount) from open_item i where i.tenant_id = c.tenant_id and i.customer_id = c.id), 0)
           - coalesce((select sum(unallocated) from credit_item p where p.tenant_id = c.tenant_id and p.customer_id = c.id), 0))::bigint as balance
      from customer c where c.tenant_id = ${tenantId} order by c.number`);
  return Object.fromEntries(found.map((row) => [String(row['number']), row['balance'] as bigint]));
}

function select(query: Parameters<typeof rows>[1]) {
  return house.inside((ctx) => rows<Record<string, unknown>>(ctx, query), { tenantId });
}
