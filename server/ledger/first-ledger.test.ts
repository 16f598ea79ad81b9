import { createHash } from 'node:crypto';
import type { TenantId } from '@goodterms/core/kernel/id.ts';
import { readTable } from '@goodterms/formats/table/read-table.ts';
import { testHouse } from '@goodterms/stories/house.ts';
import { expect, test } from 'vitest';
import { rows, sql } from '../platform/database.ts';
import { importLedger } from './ledger-import.actions.ts';

const house = await testHouse();
house.clock.set('2026-03-31');

const HEADER =
  'Customer number;Type;Document number;Document date;Due date;Currency;Amount;Open amount;Applied to';
const SAID = `${HEADER}
100;Invoice;INV-1;2026-01-31;2026-03-02;GBP;100.00;40.00;
100;Invoice;INV-2;2026-01-31;2026-03-02;EUR;70.00;0.00;
100;Payment;P-1;2026-02-20;;GBP;50.00;0.00;INV-1
100;Payment;P-2;2026-02-21;;GBP;30.00;5.00;
`;
const SETTLED = ['INV-1 GBP 10000 6000', 'INV-2 EUR 7000 7000'];
const COUNTED = { items: true, credits: true };

test('what the file says is open is open, and a credit that it used up elsewhere is used up here', async () => {
  const tenantId = await house.newTenant();
  await take(tenantId, SAID);
  expect(await items(tenantId)).toEqual([...SETTLED, 'P-2 GBP 1500 1500']);
  expect(await countersAgree(tenantId)).toEqual(COUNTED);
});

test('the same of one company and of the next at the same time', async () => {
  const companies = [await house.newTenant(), await house.newTenant()];
  await Promise.all(companies.map((tenantId) => take(tenantId, SAID)));
  const [one, other] = await Promise.all(companies.map(items));
  expect(one).toEqual(other);
});

test('where the file is silent about one item, all wait until it is known what settles them', async () => {
  const tenantId = await house.newTenant();
  await take(tenantId, `${SAID}100;Invoice;INV-3;2026-01-31;2026-03-02;GBP;20.00;;\n`);
  expect(await items(tenantId)).toEqual([...SETTLED, 'INV-3 GBP 2000 0', 'P-2 GBP 1500 1500']);
  expect(await countersAgree(tenantId)).toEqual(COUNTED);
});

test('the same files again change nothing', async () => {
  const tenantId = await house.newTenant();
  await take(tenantId, SAID);
  const before = await items(tenantId);
  const again = await take(tenantId, SAID);
  expect([again.alreadyImported, again.importIds]).toEqual([true, []]);
  expect(await items(tenantId)).toEqual(before);
});

function take(tenantId: TenantId, text: string) {
  const bytes = new TextEncoder().encode(text);
  const reading = readTable(bytes);
  if (!reading.readable) throw new Error(reading.refusal.what);
  const sha256 = createHash('sha256').update(bytes).digest();
  const file = { name: 'items.csv', table: reading.table, sha256, bytes: bytes.length };
  return house.inside((ctx) => importLedger(ctx, { files: [file] }), { tenantId });
}

/** Reference without the mark of the import, currency, amount and what of it is allocated. */
async function items(tenantId: TenantId): Promise<string[]> {
  const found = await house.inside(
    (ctx) =>
      rows<{ said: string }>(
        ctx,
        sql`
        select concat_ws(' ', split_part(reference, ' @', 1), currency, amount, allocated) as said
          from open_item where tenant_id = ${tenantId} order by id`,
      ),
    { tenantId },
  );
  return found.map(({ said }) => said);
}

async function countersAgree(tenantId: TenantId): Promise<object | undefined> {
  const [agree] = await house.inside(
    (ctx) =>
      rows<{ items: boolean; credits: boolean }>(
        ctx,
        sql`
        select (select bool_and(i.allocated = coalesce((
                         select sum(a.amount) from allocation a
                          where a.tenant_id = i.tenant_id and a.open_item_id = i.id), 0))
                  from open_item i where i.tenant_id = ${tenantId}) as items,
               (select bool_and(c.allocated = coalesce((
                         select sum(a.amount) from allocation a
                          where a.tenant_id = c.tenant_id and a.credit_item_id = c.id), 0))
                  from credit_item c where c.tenant_id = ${tenantId}) as credits`,
      ),
    { tenantId },
  );
  return agree;
}
