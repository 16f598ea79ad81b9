import { readTable } from '@goodterms/formats/table/read-table.ts';
import { testHouse } from '@goodterms/stories/house.ts';
import { expect, test } from 'vitest';
import { importLedger } from './ledger/ledger-import.actions.ts';
import { asOwner, first, sql } from './platform/database.ts';
import { SWITCHBOARD_JOB } from './switchboard.ts';

const house = await testHouse();
const tenant = { tenantId: house.tenantId, timeZone: 'UTC' };

test('after a large ledger has come the planner knows how large', async () => {
  const invoices = Array.from(
    { length: 10_500 },
    (_, i) => `C-1;Acme;INV-${i};2026-01-01;2026-02-01;EUR;10.00;10.00`,
  );
  const text = [
    'Customer number;Customer name;Invoice number;Invoice date;Due date;Currency;Amount;Open amount',
    ...invoices,
  ].join('\n');
  const bytes = new TextEncoder().encode(text);
  const reading = readTable(bytes);
  if (!reading.readable) throw new Error(reading.refusal.what);
  const { table } = reading;
  const report = await house.inside((ctx) =>
    importLedger(ctx, {
      files: [{ name: 'ledger.csv', table, sha256: new Uint8Array(32), bytes: bytes.length }],
    }),
  );
  expect(report.refused).toBeUndefined();

  await SWITCHBOARD_JOB.run(house, tenant, new AbortController().signal);
  expect(await itemsKnownToPlanner()).toBe(10_500);
});

async function itemsKnownToPlanner(): Promise<number | undefined> {
  const known = await asOwner(house.pool, (db) =>
    first<{ count: number }>(
      { db },
      sql`select reltuples as count from pg_class where oid = 'open_item'::regclass`,
    ),
  );
  return known?.count;
}
