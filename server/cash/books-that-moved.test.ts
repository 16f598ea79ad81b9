import { toDay } from '@goodterms/core/kernel/day.ts';
import { money, toCurrency } from '@goodterms/core/kernel/money.ts';
import { bankDay, paid, takeIn } from '@goodterms/stories/bank-day.ts';
import { makeCustomer, makeInvoices } from '@goodterms/stories/books.ts';
import { testHouse } from '@goodterms/stories/house.ts';
import { expect, test } from 'vitest';
import { allocateAll } from '../ledger/allocation.actions.ts';
import { openItemsOfMany } from '../ledger/open-item.queries.ts';
import { receiveCredits } from '../ledger/payment.actions.ts';
import { asOwner, rows, sql } from '../platform/database.ts';

const house = await testHouse();
const EUR = toCurrency('EUR');

test('what is settled while a file is decided is settled once, and the rest of the file all the same', async () => {
  const { credit, item } = await house.inside(async (ctx) => {
    const acme = await makeCustomer(ctx, 'Acme Ltd');
    await makeInvoices(ctx, acme, { 'INV-1001': 100_00n });
    const open = [...(await openItemsOfMany(ctx, [acme])).values()].flat();
    await makeInvoices(ctx, acme, { 'INV-1002': 50_00n });
    const received = await receiveCredits(ctx, [
      {
        kind: 'payment',
        naturalKey: 'by hand',
        customerId: acme,
        reference: 'by hand',
        receivedOn: toDay('2026-03-02'),
        amount: money(100_00n, EUR),
        method: 'bank',
      },
    ]);
    return { credit: received.accepted ? received.value[0]?.id : undefined, item: open[0]?.id };
  });
  if (!credit || !item) throw new Error('Expected: a payment and an item');
  const settled = Promise.withResolvers<void>();
  const waited = Promise.withResolvers<void>();
  const byHand = house.inside(async (ctx) => {
    await allocateAll(ctx, [
      { creditItemId: credit, openItemId: item, amount: money(100_00n, EUR) },
    ]);
    settled.resolve();
    await waited.promise;
  });
  await settled.promise;
  const file = bankDay('2026-03-02', [paid('100.00', 'INV-1001'), paid('50.00', 'INV-1002')]);
  const importing = house.inside((ctx) => takeIn(ctx, [file]));
  await someoneWaits();
  waited.resolve();
  await Promise.all([byHand, importing]);

  const found = await house.inside((ctx) =>
    rows(
      ctx,
      sql`
      select c.amount, c.allocated,
             (select coalesce(sum(a.amount), 0)::bigint from allocation a
               where a.tenant_id = c.tenant_id and a.credit_item_id = c.id) as "inFact",
             exists (select from match m join bank_line l on l.tenant_id = m.tenant_id and l.id = m.bank_line_id
                      where l.tenant_id = c.tenant_id and l.credit_item_id = c.id) as matched
        from credit_item c
       where c.tenant_id = ${ctx.tenantId} and c.natural_key like 'bank %'
       order by c.amount`,
    ),
  );
  expect(found).toEqual([
    { amount: 50_00n, allocated: 50_00n, inFact: 50_00n, matched: true },
    { amount: 100_00n, allocated: 0n, inFact: 0n, matched: false },
  ]);
});

async function someoneWaits(): Promise<void> {
  for (;;) {
    const waiting = await asOwner(house.pool, (db) =>
      rows({ db }, sql`select from pg_locks where not granted`),
    );
    if (waiting.length > 0) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
