import type { CustomerId } from '@goodterms/core/kernel/id.ts';
import { toDay } from '@goodterms/core/kernel/day.ts';
import { testHouse } from '@goodterms/stories/house.ts';
import { expect, test } from 'vitest';
import type { Context } from '../platform/context.ts';
import { rows, sql } from '../platform/database.ts';
import { record } from '../platform/journal.ts';
import { picturesOf, type PictureWithPast } from './customer-picture.queries.ts';
import { runMorning } from './day.job.ts';
import { heldBackSums, worklistOf } from './worklist.queries.ts';
import { reviewCustomers } from './review.actions.ts';

const house = await testHouse();
const OPTIONS = { timeZone: 'Europe/Amsterdam' };
const MONDAY = toDay('2026-03-02');

/**
 * Sixty customers with whatever there is: two currencies, credits, promises with and without items,
 * disputes, holds, levels, contacts with hours, people who left, zones on both sides of the earth.
 */
async function aWholeTown(): Promise<void> {
  await house.inside(async (ctx) => {
    const journalId = await record(ctx, { fact: 'ledger.imported', data: {} });
    await sql`
      insert into customer (tenant_id, number, name, country, currency, language, time_zone, personal, insolvent_on)
      select ${ctx.tenantId}, 'C-' || n, 'Customer ' || n, (array['NL', 'DE', null])[1 + n % 3], 'EUR',
             (array['en', 'de'])[1 + n % 2],
             (array[null, 'America/New_York', 'Pacific/Auckland', null])[1 + n % 4],
             n % 17 = 0, case when n % 19 = 0 then date '2026-01-05' end
        from generate_series(1, 60) n`.execute(ctx.db);
    await sql`
      insert into contact (tenant_id, customer_id, name, email, language, is_primary, hours_from,
                           hours_until, closed_weekdays, left_on, unsubscribed_on)
      select ${ctx.tenantId}, id, 'Anna', case when id % 7 > 0 then 'a' || id || '@c.example' end,
             case when id % 3 = 0 then 'de' end, id % 2 = 0,
             case when id % 5 = 0 then time '09:30' end, case when id % 5 = 0 then time '16:00' end,
             case when id % 6 = 0 then array[5, 6, 7] else array[]::int[] end,
             case when id % 11 = 0 then date '2026-02-01' end,
             case when id % 13 = 0 then date '2026-02-01' end
        from customer where tenant_id = ${ctx.tenantId} and id % 9 > 0`.execute(ctx.db);
    await sql`
      insert into open_item (tenant_id, customer_id, reference, reference_key, issued_on, due_on,
                             currency, amount, allocated, settled_at, journal_id)
      select ${ctx.tenantId}, c.id, 'INV-' || c.id || '-' || n, 'INV' || c.id || n, date '2025-12-01',
             date '2026-03-10' - (n * 7 + (c.id % 30)::int), (array['EUR', 'EUR', 'USD'])[1 + n % 3],
             1000 * n + c.id, case when n % 4 = 0 then 1000 * n + c.id else 0 end,
             case when n % 4 = 0 then now() end, ${journalId}::bigint
        from customer c cross join generate_series(1, 6) n
       where c.tenant_id = ${ctx.tenantId} and c.id % 10 > 0`.execute(ctx.db);
    await sql`
      insert into credit_item (tenant_id, customer_id, kind, reference, received_on, currency, amount,
                               natural_key, journal_id)
      select ${ctx.tenantId}, c.id, 'payment', 'P', date '2026-02-20', currency, 700 + c.id,
             'P-' || c.id || currency, ${journalId}::bigint
        from customer c where c.tenant_id = ${ctx.tenantId} and c.id % 4 = 0`.execute(ctx.db);
    await sql`
      with promised as (
        insert into promise_to_pay (tenant_id, customer_id, currency, amount, promised_for, made_on,
                                    made_at, taken_by, journal_id)
        select ${ctx.tenantId}, c.id, 'EUR', 1500, date '2026-02-15' + (c.id % 30)::int,
               date '2026-02-10', timestamptz '2026-02-10 09:00Z', 'ben', ${journalId}::bigint
          from customer c where c.tenant_id = ${ctx.tenantId} and c.id % 3 = 0
        returning id, customer_id)
      insert into promised_item (tenant_id, promise_to_pay_id, open_item_id, amount, open_before)
      select ${ctx.tenantId}, p.id, i.id, 700, i.amount + 100
        from promised p
        join open_item i on i.tenant_id = ${ctx.tenantId} and i.customer_id = p.customer_id
         and i.currency = 'EUR'
       where p.customer_id % 2 = 0 and i.open_amount > 0`.execute(ctx.db);
    await sql`
      insert into dispute (tenant_id, customer_id, open_item_id, amount, currency, reason, opened_by,
                           opened_on, journal_id)
      select ${ctx.tenantId}, customer_id, id, case when id % 2 = 0 then 300 end, currency, 'price', 'ben',
             date '2026-02-20', ${journalId}::bigint
        from open_item where tenant_id = ${ctx.tenantId} and open_amount > 0 and id % 8 = 0`.execute(
      ctx.db,
    );
    await sql`
      insert into dunning_hold (tenant_id, customer_id, open_item_id, reason, from_on, until_on, set_by, journal_id)
      select ${ctx.tenantId}, customer_id, case when id % 3 = 0 then id end, 'other', date '2026-02-20',
             date '2026-03-01' + (id % 4)::int, 'ben', ${journalId}::bigint
        from open_item where tenant_id = ${ctx.tenantId} and open_amount > 0 and id % 21 = 0`.execute(
      ctx.db,
    );
  });
}

await aWholeTown();

async function allPictures(ctx: Context, batchSize: number): Promise<PictureWithPast[]> {
  const all: PictureWithPast[] = [];
  for await (const batch of picturesOf(ctx, 'all', { ...OPTIONS, batchSize })) all.push(...batch);
  return all;
}

test('a customer in a batch of seven looks as in a batch of all, and alone', async () => {
  await house.inside(async (ctx) => {
    const together = await allPictures(ctx, 5000);
    expect(together.length).toBeGreaterThan(40);
    expect(await allPictures(ctx, 7)).toEqual(together);
    for (const one of together) {
      const alone: PictureWithPast[] = [];
      for await (const batch of picturesOf(ctx, [one.picture.customerId], OPTIONS))
        alone.push(...batch);
      expect(alone).toEqual([one]);
    }
  });
});

test('items come oldest first over currencies, and what is settled is left out', async () => {
  await house.inside(async (ctx) => {
    for (const { picture } of await allPictures(ctx, 5000)) {
      const dues = picture.items.map(({ dueOn }) => dueOn);
      expect(dues).toEqual(dues.toSorted());
      expect(picture.items.every(({ open }) => open.minor > 0n)).toBe(true);
    }
  });
});

test('a second run of the day decides the same and writes nothing', async () => {
  const first = await house.inside((ctx) => runMorning(ctx), { timeZone: 'Europe/Amsterdam' });
  const second = await house.inside((ctx) => runMorning(ctx), { timeZone: 'Europe/Amsterdam' });

  expect(first.decided).toBeGreaterThan(40);
  expect(first.queued).toBeGreaterThan(5);
  expect(second).toMatchObject({ decided: 0, queued: 0, withdrawn: 0, isFirst: false });
  expect(second.byReason).toEqual(first.byReason);
});

test('a dry run counts what the run would do, and does none of it', async () => {
  const tenantId = await house.newTenant();
  const change = { tenantId, timeZone: 'Europe/Amsterdam' };
  const dry = await house.inside((ctx) => runMorning(ctx, { dryRun: true }), change);
  const [facts] = await house.inside(
    (ctx) =>
      rows<{ runs: number; facts: number }>(
        ctx,
        sql`
        select (select count(*)::int from job_run where tenant_id = ${tenantId}) as runs,
               (select count(*)::int from journal where tenant_id = ${tenantId}) as facts`,
      ),
    change,
  );
  expect(dry.customers).toBe(0);
  expect(facts).toEqual({ runs: 0, facts: 0 });
});

test('eight reviews at once leave one decision and at most one reminder for each customer', async () => {
  house.clock.turn({ days: 1 });
  const customers = await house.inside((ctx) =>
    rows<{ id: CustomerId }>(ctx, sql`select id::text as id from customer`),
  );
  const some = customers.slice(0, 30).map(({ id }) => id);
  await Promise.all(
    Array.from({ length: 8 }, (_, i) =>
      house.inside((ctx) => reviewCustomers(ctx, i % 2 === 0 ? 'all' : some)),
    ),
  );
  const doubled = await house.inside((ctx) =>
    rows(
      ctx,
      sql`
      select customer_id from message
       where tenant_id = ${ctx.tenantId} and state = 'waiting' group by 1 having count(*) > 1
       union all
      select customer_id from decision
       where tenant_id = ${ctx.tenantId} group by customer_id, business_day having count(*) > 1`,
    ),
  );
  expect(doubled).toEqual([]);
});

test('the worklist is one order over all its pages, by tier and then by rank', async () => {
  await house.inside(async (ctx) => {
    const whole = await worklistOf(ctx, { day: MONDAY, limit: 200 });
    expect(whole.rows.length).toBeGreaterThan(10);
    const paged = [];
    for (let cursor: string | undefined; ;) {
      const page = await worklistOf(ctx, { day: MONDAY, limit: 7, cursor });
      paged.push(...page.rows);
      if (page.nextCursor === null) break;
      cursor = page.nextCursor;
    }
    expect(paged).toEqual(whole.rows);
    const tiers = whole.rows.map(({ tier }) => tier);
    expect(tiers).toEqual(tiers.toSorted((a, b) => a - b));
  });
});

test('what is held back is counted by its reason, currencies apart', async () => {
  await house.inside(async (ctx) => {
    const sums = await heldBackSums(ctx, MONDAY);
    const insolvent = sums.find(({ reason }) => reason === 'insolvent');
    expect(insolvent?.customers).toBeGreaterThan(0);
    expect(insolvent?.amounts.map(({ currency }) => currency)).toEqual(['EUR', 'USD']);
  });
});
