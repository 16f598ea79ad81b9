import { toDay } from '@goodterms/core/kernel/day.ts';
import type {
  AllocationId,
  CreditItemId,
  CustomerId,
  OpenItemId,
} from '@goodterms/core/kernel/id.ts';
import { money, moneyText, toCurrency, type Money } from '@goodterms/core/kernel/money.ts';
import type { Outcome } from '@goodterms/core/kernel/outcome.ts';
import { testHouse } from '@goodterms/stories/house.ts';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Context } from '../platform/context.ts';
import { rows, sql } from '../platform/database.ts';
import { allocateAll, reverseAllocations } from './allocation.actions.ts';
import { creditItemsById, unallocatedOfMany } from './credit-item.queries.ts';
import { bookOpenItems } from './open-item.actions.ts';
import { openItemsById, openItemsOf } from './open-item.queries.ts';
import { identifyPayments, receiveCredits } from './payment.actions.ts';

const house = await testHouse();
const EUR = toCurrency('EUR');

type Books = { acme: CustomerId; item: OpenItemId; other: OpenItemId; payment: CreditItemId };
let books: Books;
let round = 0;

beforeEach(async () => {
  round += 1;
  books = await house.inside(async (ctx) => {
    const acme = await customer(ctx, `Acme ${round}`);
    const [item, other] = must(
      await bookOpenItems(ctx, [invoice(acme, `INV-${round}`), invoice(acme, `INV-${round}-B`)]),
    );
    const [payment] = must(await receiveCredits(ctx, [credit(acme, `PAY-${round}`, 150_00n)]));
    return { acme, item, other, payment: payment?.id } as Books;
  });
});

describe('allocating', () => {
  test('lowers what is open and what is unallocated by the same amount', async () => {
    await allocate(40_00n);
    expect(await state()).toEqual({ open: '60.00', unallocated: '110.00', settled: false });
  });

  test('settles the item at the cent that pays it, and says when', async () => {
    await allocate(100_00n);
    expect(await state()).toEqual({ open: '0.00', unallocated: '50.00', settled: true });
    const open = await house.inside((ctx) => openItemsOf(ctx, books.acme));
    expect(open.map((item) => item.reference)).toEqual([`INV-${round}-B`]);
  });

  test('is refused above what is open, and then nothing of the set is booked', async () => {
    const outcome = await house.inside((ctx) =>
      allocateAll(ctx, [draft(books.other, 50_00n), draft(books.item, 100_01n)]),
    );
    expect(outcome).toMatchObject({ accepted: false, reason: 'unallocated_must_cover' });
    expect(await state()).toEqual({ open: '100.00', unallocated: '150.00', settled: false });
  });

  test('an item takes part after part from several credits', async () => {
    await house.inside(async (ctx) => {
      const [note] = must(
        await receiveCredits(ctx, [
          { ...credit(books.acme, `CN-${round}`, 30_00n), kind: 'credit_note' },
        ]),
      );
      must(
        await allocateAll(ctx, [
          draft(books.item, 70_00n),
          {
            creditItemId: note?.id as CreditItemId,
            openItemId: books.item,
            amount: money(30_00n, EUR),
          },
        ]),
      );
    });
    expect(await state()).toEqual({ open: '0.00', unallocated: '80.00', settled: true });
  });

  test('records one fact a customer, and the rows name it', async () => {
    await allocate(40_00n);
    const [fact] = await house.inside((ctx) =>
      rows<{ fact: string; data: unknown; same: boolean }>(
        ctx,
        sql`select j.fact, j.data, j.txid = a.txid as same
              from allocation a join journal j on j.tenant_id = a.tenant_id and j.id = a.journal_id
             where a.tenant_id = ${ctx.tenantId} and a.open_item_id = ${books.item}::bigint`,
      ),
    );
    expect(fact).toEqual({
      fact: 'ledger.allocated',
      data: { items: 1, amounts: { EUR: '40.00' } },
      same: true,
    });
  });

  test('a parent pays for its subsidiary', async () => {
    const outcome = await house.inside(async (ctx) => {
      const subsidiary = await customer(ctx, `Acme Logistics ${round}`, books.acme);
      const [item] = must(await bookOpenItems(ctx, [invoice(subsidiary, `SUB-${round}`)]));
      return allocateAll(ctx, [draft(item as OpenItemId, 100_00n)]);
    });
    expect(outcome.accepted).toBe(true);
  });

  test('a payment that nobody has recognised settles nothing until it is identified', async () => {
    await house.inside(async (ctx) => {
      const [stray] = must(
        await receiveCredits(ctx, [
          { ...credit(books.acme, `?-${round}`, 100_00n), customerId: undefined },
        ]),
      );
      const share = { ...draft(books.item, 100_00n), creditItemId: stray?.id as CreditItemId };
      expect(await allocateAll(ctx, [share])).toMatchObject({ reason: 'customer_must_be_known' });
      must(
        await identifyPayments(ctx, [{ creditItemId: share.creditItemId, customerId: books.acme }]),
      );
      must(await allocateAll(ctx, [share]));
    });
    expect((await state()).settled).toBe(true);
  });
});

describe('reversing', () => {
  test('puts item and payment back as they were', async () => {
    const [id] = await allocate(100_00n);
    must(await house.inside((ctx) => reverseAllocations(ctx, [id as AllocationId], 'wrong item')));
    expect(await state()).toEqual({ open: '100.00', unallocated: '150.00', settled: false });
  });

  test('a second time is refused, also at the same moment', async () => {
    const [id] = await allocate(100_00n);
    const outcomes = await Promise.all(
      Array.from({ length: 8 }, () =>
        house.inside((ctx) => reverseAllocations(ctx, [id as AllocationId], 'all at once')),
      ),
    );
    expect(outcomes.filter((outcome) => outcome.accepted)).toHaveLength(1);
    expect(
      outcomes.filter((outcome) => !outcome.accepted).map((o) => 'reason' in o && o.reason),
    ).toEqual(Array.from({ length: 7 }, () => 'allocation_must_be_in_force'));
    expect(await state()).toEqual({ open: '100.00', unallocated: '150.00', settled: false });
  });
});

describe('receiving', () => {
  test('the same payment twice is one payment', async () => {
    const [again] = must(
      await house.inside((ctx) =>
        receiveCredits(ctx, [credit(books.acme, `PAY-${round}`, 150_00n)]),
      ),
    );
    expect(again).toMatchObject({ id: books.payment, isNew: false });
    const credits = await house.inside((ctx) => unallocatedOfMany(ctx, [books.acme]));
    expect(credits.get(books.acme)).toHaveLength(1);
  });

  test('a credit note is always somebody’s', async () => {
    const outcome = await house.inside((ctx) =>
      receiveCredits(ctx, [
        { ...credit(books.acme, 'CN', 1n), kind: 'credit_note', customerId: undefined },
      ]),
    );
    expect(outcome).toMatchObject({ reason: 'customer_must_be_known' });
  });
});

test('no allocation is lost or doubled when sixteen draw on one payment at once', async () => {
  const outcomes = await Promise.all(
    Array.from({ length: 16 }, () =>
      house.inside((ctx) => allocateAll(ctx, [draft(books.item, 10_00n)])),
    ),
  );
  expect(outcomes.filter((outcome) => outcome.accepted)).toHaveLength(10);
  expect(await state()).toEqual({ open: '0.00', unallocated: '50.00', settled: true });
});

async function allocate(minor: bigint): Promise<readonly AllocationId[]> {
  return must(await house.inside((ctx) => allocateAll(ctx, [draft(books.item, minor)])));
}

function draft(openItemId: OpenItemId, minor: bigint) {
  return { creditItemId: books.payment, openItemId, amount: money(minor, EUR) };
}

async function state() {
  return house.inside(async (ctx) => {
    const item = (await openItemsById(ctx, [books.item])).get(books.item);
    const payment = (await creditItemsById(ctx, [books.payment])).get(books.payment);
    const [row] = await rows<{ settled: boolean }>(
      ctx,
      sql`select settled_at is not null as settled from open_item
           where tenant_id = ${ctx.tenantId} and id = ${books.item}::bigint`,
    );
    return {
      open: moneyText(item?.openAmount as Money),
      unallocated: moneyText(payment?.unallocated as Money),
      settled: row?.settled,
    };
  });
}

function invoice(customerId: CustomerId, reference: string) {
  return {
    customerId,
    kind: 'invoice' as const,
    reference,
    issuedOn: toDay('2026-01-15'),
    dueOn: toDay('2026-02-14'),
    amount: money(100_00n, EUR),
    orderReference: undefined,
  };
}

function credit(customerId: CustomerId | undefined, reference: string, minor: bigint) {
  return {
    kind: 'payment' as const,
    naturalKey: reference,
    customerId,
    reference,
    receivedOn: toDay('2026-02-20'),
    amount: money(minor, EUR),
    method: 'bank',
  };
}

async function customer(ctx: Context, name: string, parentId?: CustomerId): Promise<CustomerId> {
  const [row] = await rows<{ id: CustomerId }>(
    ctx,
    sql`insert into customer (tenant_id, number, name, currency, parent_id)
        values (${ctx.tenantId}, ${name}, ${name}, 'EUR', ${parentId ?? null}::bigint)
        returning id::text as id`,
  );
  return row?.id as CustomerId;
}

function must<Value>(outcome: Outcome<Value, string>): Value {
  if (!outcome.accepted) throw new Error(`refused: ${outcome.reason}`);
  return outcome.value;
}
