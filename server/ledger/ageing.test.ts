import { addDays, toDay, type Day } from '@goodterms/core/kernel/day.ts';
import type {
  AllocationId,
  CreditItemId,
  CustomerId,
  OpenItemId,
} from '@goodterms/core/kernel/id.ts';
import { money, toCurrency } from '@goodterms/core/kernel/money.ts';
import type { Outcome } from '@goodterms/core/kernel/outcome.ts';
import { testHouse } from '@goodterms/stories/house.ts';
import { expect, test } from 'vitest';
import type { Context } from '../platform/context.ts';
import { rows, sql } from '../platform/database.ts';
import { ageing } from './ageing.queries.ts';
import { allocateAll, reverseAllocations } from './allocation.actions.ts';
import { bookOpenItems } from './open-item.actions.ts';
import { receiveCredits } from './payment.actions.ts';

const house = await testHouse();
const EUR = toCurrency('EUR');
const JPY = toCurrency('JPY');
const TODAY = toDay('2026-03-31');
house.clock.set(TODAY);

test('every item is in exactly one bucket, by its due day and currency', async () => {
  await inNewTenant(async (ctx) => {
    const acme = await customer(ctx, 'Acme');
    const days = [-1, 0, 1, 29, 30, 31, 60, 61, 90, 91, 120, 121, 800];
    await bookOpenItems(ctx, [
      ...days.map((overdue, i) =>
        invoice(acme, `INV-${i}`, addDays(TODAY, -overdue), 10n ** BigInt(i)),
      ),
      { ...invoice(acme, 'INV-JPY', TODAY, 0n), amount: money(77n, JPY) },
    ]);
    expect(await ageing(ctx, { by: 'customer' })).toEqual([
      {
        customerId: acme,
        currency: 'EUR',
        buckets: [11n, 11100n, 1100000n, 110000000n, 11000000000n, 1100000000000n],
        total: 1111111111111n,
        credits: 0n,
      },
      {
        customerId: acme,
        currency: 'JPY',
        buckets: [77n, 0n, 0n, 0n, 0n, 0n],
        total: 77n,
        credits: 0n,
      },
    ]);
    expect(await ageing(ctx, { by: 'customer', asOf: TODAY })).toEqual(
      await ageing(ctx, { by: 'customer' }),
    );
  });
});

test('as of a past day, what came later does not count and nothing is aged beyond that day', async () => {
  await inNewTenant(async (ctx) => {
    const acme = await customer(ctx, 'Acme');
    const [early, late] = must(
      await bookOpenItems(ctx, [
        { ...invoice(acme, 'EARLY', toDay('2026-01-31'), 100n), issuedOn: toDay('2026-01-01') },
        { ...invoice(acme, 'LATE', toDay('2026-03-20'), 40n), issuedOn: toDay('2026-03-10') },
      ]),
    );
    const [paid, note] = must(
      await receiveCredits(ctx, [
        credit(acme, 'PAID', toDay('2026-02-20'), 60n),
        { ...credit(acme, 'NOTE', toDay('2026-03-15'), 40n), kind: 'credit_note' },
      ]),
    );
    const [allocation] = must(
      await allocateAll(ctx, [share(paid?.id, early, 60n), share(note?.id, late, 40n)]),
    );
    must(await reverseAllocations(ctx, [allocation as AllocationId], 'it bounced'));

    const total = async (day: string) => {
      const [row] = await ageing(ctx, { by: 'company', asOf: toDay(day) });
      return row && [row.total, row.credits, row.buckets.findIndex((amount) => amount > 0n)];
    };
    expect(await total('2025-12-31')).toBeUndefined();
    expect(await total('2026-01-31')).toEqual([100n, 0n, 0]);
    expect(await total('2026-02-19')).toEqual([100n, 0n, 1]);
    expect(await total('2026-02-20')).toEqual([40n, 0n, 1]);
    expect(await total('2026-03-12')).toEqual([80n, 0n, 0]);
    expect(await total('2026-03-15')).toEqual([40n, 0n, 2]);
    expect(await total('2026-03-31')).toEqual([100n, 60n, 2]);
  });
});

test('credits stand apart, also of a customer who owes nothing and of a payer nobody knows', async () => {
  await inNewTenant(async (ctx) => {
    const acme = await customer(ctx, 'Acme');
    must(
      await receiveCredits(ctx, [credit(acme, 'A', TODAY, 5n), credit(undefined, 'B', TODAY, 7n)]),
    );
    const rowsByCustomer = await ageing(ctx, { by: 'customer' });
    expect(rowsByCustomer.map((row) => [row.customerId, row.total, row.credits])).toEqual([
      [acme, 0n, 5n],
      [undefined, 0n, 7n],
    ]);
    expect(await ageing(ctx, { by: 'company', asOf: TODAY })).toMatchObject([{ credits: 12n }]);
  });
});

async function inNewTenant(work: (ctx: Context) => Promise<void>): Promise<void> {
  const tenantId = await house.newTenant();
  await house.inside(work, { tenantId });
}

function invoice(customerId: CustomerId, reference: string, dueOn: Day, minor: bigint) {
  return {
    customerId,
    kind: 'invoice' as const,
    reference,
    issuedOn: addDays(dueOn < TODAY ? dueOn : TODAY, -30),
    dueOn,
    amount: money(minor, EUR),
    orderReference: undefined,
  };
}

function credit(customerId: CustomerId | undefined, reference: string, on: Day, minor: bigint) {
  return {
    kind: 'payment' as const,
    naturalKey: reference,
    customerId,
    reference,
    receivedOn: on,
    amount: money(minor, EUR),
    method: undefined,
  };
}

function share(creditItemId?: CreditItemId, openItemId?: OpenItemId, minor = 0n) {
  if (!creditItemId || !openItemId) throw new Error('Expected: booked above');
  return { creditItemId, openItemId, amount: money(minor, EUR) };
}

async function customer(ctx: Context, name: string): Promise<CustomerId> {
  const [row] = await rows<{ id: CustomerId }>(
    ctx,
    sql`insert into customer (tenant_id, number, name, currency)
        values (${ctx.tenantId}, ${name}, ${name}, 'EUR') returning id::text as id`,
  );
  return row?.id as CustomerId;
}

function must<Value>(outcome: Outcome<Value, string>): Value {
  if (!outcome.accepted) throw new Error(`refused: ${outcome.reason}`);
  return outcome.value;
}
