import { createHash } from 'node:crypto';
import { toDay, type Day } from '@goodterms/core/kernel/day.ts';
import { readTable } from '@goodterms/formats/table/read-table.ts';
import { bankDay, paid, takeIn } from '@goodterms/stories/bank-day.ts';
import { testHouse } from '@goodterms/stories/house.ts';
import { expect, test } from 'vitest';
import { importLedger } from '../ledger/ledger-import.actions.ts';
import type { Context } from '../platform/context.ts';
import { freshnessJson } from './bank-freshness.queries.ts';

const house = await testHouse();

const LEDGER = `Customer number;Customer name;Type;Document number;Document date;Due date;Currency;Amount
100;Acme Ltd;Invoice;INV-1;2026-01-31;2026-02-14;EUR;1250.00
`;

test('without a bank, payments are as old as the ledger that was read last', async () => {
  const tenantId = await house.newTenant();
  const on = <Result>(day: string, work: (ctx: Context) => Promise<Result>) =>
    house.inside(work, { tenantId, on: toDay(day) });
  const known = (day: string) => on(day, (ctx) => freshnessJson(ctx));

  expect(await known('2026-03-02')).toMatchObject({ from: 'nowhere', asOf: null, fresh: true });
  await on('2026-03-02', readLedger);
  expect(await known('2026-03-03')).toMatchObject({ from: 'ledger', fresh: true });
  expect(await known('2026-03-12')).toMatchObject({
    asOf: '2026-03-02' as Day,
    fresh: false,
    sentence:
      'Payments come with the ledger, last read on 2026-03-02; nobody is reminded until a newer one is here.',
  });

  await on('2026-03-12', readLedger);
  expect(await known('2026-03-12')).toMatchObject({ asOf: '2026-03-12', fresh: true });

  await on('2026-03-12', (ctx) => takeIn(ctx, [bankDay('2026-03-02', [paid('1.00', 'x')])]));
  expect(await known('2026-03-12')).toMatchObject({
    from: 'bank',
    asOf: '2026-03-02',
    fresh: false,
  });
});

async function readLedger(ctx: Context): Promise<void> {
  const bytes = Buffer.from(LEDGER);
  const reading = readTable(bytes);
  if (!reading.readable) throw new Error(reading.refusal.what);
  const sha256 = createHash('sha256').update(bytes).digest();
  const file = { name: 'ledger.csv', bytes: bytes.length, sha256, table: reading.table };
  const report = await importLedger(ctx, { files: [file] });
  expect(report.refused).toBeUndefined();
}
