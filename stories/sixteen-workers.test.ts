import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import { toDay } from '@goodterms/core/kernel/day.ts';
import type {
  AllocationId,
  CreditItemId,
  CustomerId,
  OpenItemId,
} from '@goodterms/core/kernel/id.ts';
import { money, toCurrency } from '@goodterms/core/kernel/money.ts';
import { reviewCustomers } from '@goodterms/server/collections/review.actions.ts';
import { OUTGOING_RULES } from '@goodterms/server/collections/outgoing-rules.actions.ts';
import { addContact } from '@goodterms/server/customers/contact.actions.ts';
import { audit } from '@goodterms/server/insight/audit.queries.ts';
import { allocateAll, reverseAllocations } from '@goodterms/server/ledger/allocation.actions.ts';
import { openItemsOfMany } from '@goodterms/server/ledger/open-item.queries.ts';
import { receiveCredits } from '@goodterms/server/ledger/payment.actions.ts';
import type { Context } from '@goodterms/server/platform/context.ts';
import { first, openPool, rows, sql } from '@goodterms/server/platform/database.ts';
import { makeCustomer, makeInvoices } from './books.ts';
import { chances, type Chance } from './chances.ts';
import { testHouse } from './house.ts';
import { housed } from './lone-house.ts';
import { outbox } from './outbox.ts';
import { scriptedSmtp } from './scripted-smtp.ts';

const EUR = toCurrency('EUR');
const CUSTOMERS = 24;
const ROUNDS = 40;
const WORKERS = { booking: 11, reversing: 2, reviewing: 1, sending: 2 };

const smtp = await scriptedSmtp();
afterAll(() => smtp.close());
const house = await testHouse();
/** Sixteen connections of their own, so that nobody waits for a place in the pool. */
const pool = openPool(house.address, { max: 20 });
afterAll(() => pool.close());
const crowd = housed({ pool, clock: house.clock, address: house.address }, house.tenantId);

test('sixteen allocate, take back, decide and send at once, and every invariant holds', async () => {
  house.clock.set('2026-03-02T08:00:00Z');
  const box = await outbox(crowd, house.tenantId, smtp.port, OUTGOING_RULES);
  const books = await house.inside(moveIn);
  await house.inside((ctx) => reviewCustomers(ctx, books.customers));
  house.clock.turn({ hours: 3 });
  const before = await deadlocks();

  const reversible: AllocationId[] = [];
  const taken: AllocationId[] = [];
  const booking = { left: WORKERS.booking };
  const answers = new Map<string, number>();
  const heard = (answer: string) => answers.set(answer, (answers.get(answer) ?? 0) + 1);

  const book = async (chance: Chance) => {
    const drafts = Array.from({ length: 1 + chance(3) }, () => ({
      creditItemId: pick(books.payments, chance),
      openItemId: pick(books.items, chance),
      amount: money(BigInt(1 + chance(60_00)), EUR),
    }));
    const outcome = await crowd.inside((ctx) => allocateAll(ctx, drafts));
    heard(outcome.accepted ? 'allocated' : outcome.reason);
    if (outcome.accepted) reversible.push(...outcome.value);
  };
  const takeBack = async (chance: Chance) => {
    while (reversible.length < 3 && booking.left > 0) await pause(2);
    const ids = reversible.splice(chance(reversible.length), 2);
    if (taken.length > 0) ids.push(...taken.slice(0, chance(2)));
    const outcome = await crowd.inside((ctx) => reverseAllocations(ctx, ids, 'a race'));
    heard(outcome.accepted ? 'taken back' : outcome.reason);
    if (outcome.accepted) taken.push(...ids);
  };
  const review = () =>
    crowd.inside((ctx) => reviewCustomers(ctx, books.customers)).then(() => undefined);
  const send = () => box.send().then(() => undefined);

  const work: ((chance: Chance) => Promise<void>)[] = [
    ...Array.from({ length: WORKERS.booking }, () => book),
    ...Array.from({ length: WORKERS.reversing }, () => takeBack),
    ...Array.from({ length: WORKERS.reviewing }, () => review),
    ...Array.from({ length: WORKERS.sending }, () => send),
  ];
  expect(work).toHaveLength(16);
  await Promise.all(
    work.map(async (step, worker) => {
      const chance = chances(worker + 1);
      for (let round = 0; round < ROUNDS; round += 1) await step(chance);
      if (step === book) booking.left -= 1;
    }),
  );
  await box.send();

  expect(answers.get('allocated')).toBeGreaterThan(20);
  expect(answers.get('taken back')).toBeGreaterThan(5);
  expect(answers.get('allocation_must_be_in_force')).toBeGreaterThan(0);
  expect(answers.get('unallocated_must_cover')).toBeGreaterThan(0);
  expect(smtp.taken.length).toBeGreaterThan(0);
  expect([...smtp.counts().values()].every((count) => count === 1)).toBe(true);

  const findings = await house.inside((ctx) => audit(ctx));
  expect(findings.filter(({ violations }) => violations > 0)).toEqual([]);
  expect((await deadlocks()) - before).toBe(0n);
});

/** Few customers, payments and items, so that the sixteen meet all the time. */
async function moveIn(ctx: Context) {
  const customers: CustomerId[] = [];
  for (let n = 1; n <= CUSTOMERS; n += 1) {
    const id = await makeCustomer(ctx, `C-${n}`);
    await makeInvoices(ctx, id, { [`INV-${n}-1`]: 200_00n, [`INV-${n}-2`]: 90_00n });
    await addContact(ctx, id, {
      name: 'Anna Larsen',
      email: `anna@c${n}.example`,
      isPrimary: true,
    });
    customers.push(id);
  }
  const parent = customers[0];
  await sql`update customer set parent_id = ${parent}::bigint
             where tenant_id = ${ctx.tenantId} and id <> ${parent}::bigint`.execute(ctx.db);
  const received = await receiveCredits(
    ctx,
    customers.slice(0, 8).map((customerId, n) => ({
      kind: 'payment',
      naturalKey: `P-${n}`,
      customerId,
      reference: `P-${n}`,
      receivedOn: toDay('2026-02-20'),
      amount: money(250_00n, EUR),
      method: 'bank',
    })),
  );
  if (!received.accepted) throw new Error(`Expected: payments that can be booked`);
  const open = await openItemsOfMany(ctx, customers);
  // Nobody pays for this one, so that a letter leaves however the others fare.
  const unpaid = await makeCustomer(ctx, 'C-0');
  await makeInvoices(ctx, unpaid, { 'INV-0': 50_00n });
  await addContact(ctx, unpaid, { name: 'Olav Berg', email: 'olav@c0.example', isPrimary: true });
  return {
    customers: [...customers, unpaid],
    payments: received.value.map(({ id }): CreditItemId => id),
    items: [...open.values()].flat().map(({ id }): OpenItemId => id),
  };
}

async function deadlocks(): Promise<bigint> {
  return house.inside(async (ctx) => {
    await rows(ctx, sql`select pg_stat_force_next_flush()`);
    const found = await first<{ count: bigint }>(
      ctx,
      sql`select deadlocks as count from pg_stat_database where datname = current_database()`,
    );
    return found?.count ?? 0n;
  });
}

function pick<Value>(from: readonly Value[], chance: Chance): Value {
  const value = from[chance(from.length)];
  if (value === undefined) throw new Error('Expected: something to pick from');
  return value;
}
