import type { BankLineId, CustomerId, OpenItemId, TenantId } from '@goodterms/core/kernel/id.ts';
import { money, toCurrency } from '@goodterms/core/kernel/money.ts';
import type { StatementLine } from '@goodterms/formats/bank-statement.ts';
import { bankDay, paid, takeIn } from '@goodterms/stories/bank-day.ts';
import {
  makeCustomer,
  makeInvoices,
  openInvoices,
  openPayments,
} from '@goodterms/stories/books.ts';
import { testHouse } from '@goodterms/stories/house.ts';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Context } from '../platform/context.ts';
import { first, rows, sql } from '../platform/database.ts';
import { listOpenLines } from './bank-line-list.queries.ts';
import { confirmMatch, putOnAccount, setLineAside, undoMatch } from './match.actions.ts';

const house = await testHouse();
const EUR = toCurrency('EUR');
let tenantId: TenantId;
let acme: CustomerId;
let borealis: CustomerId;

beforeEach(async () => {
  tenantId = await house.newTenant();
  await inside(async (ctx) => {
    acme = await makeCustomer(ctx, 'Acme Ltd', 'ACME');
    borealis = await makeCustomer(ctx, 'Borealis A/S');
    await makeInvoices(ctx, acme, { 'INV-1001': 100_00n, 'INV-1002': 200_00n });
    await makeInvoices(ctx, borealis, { 'INV-2001': 55_00n });
  });
});

describe('undoing a match', () => {
  test('opens the item as it was and leaves the payment to a person', async () => {
    await take(paid('100.00', 'INV-1001', 'ACME'));
    expect(await open()).toMatchObject({ 'INV-1001': 0n });
    expect(await inside(async (ctx) => undoMatch(ctx, await lineId(ctx, 'INV-1001')))).toEqual({
      accepted: true,
      value: true,
    });
    expect(await open()).toMatchObject({ 'INV-1001': 100_00n });
    expect(await inside(openPayments)).toEqual(['100.00 INV-1001']);
    expect(await factsOf(acme)).toContain('cash.match_undone');
  });

  test('stays undone when another file comes in, whatever its day', async () => {
    await take(paid('100.00', 'INV-1001', 'ACME'));
    await inside(async (ctx) => undoMatch(ctx, await lineId(ctx, 'INV-1001')));
    await takeDay('2026-03-01', paid('3.00', 'INV-1001'));
    expect(await open()).toMatchObject({ 'INV-1001': 100_00n });
  });

  test('of a payment of nobody we knew makes it nobody’s again', async () => {
    await take(paid('100.00', 'INV-1001'));
    await inside(async (ctx) => undoMatch(ctx, await lineId(ctx, 'INV-1001')));
    expect(await payerOf('INV-1001')).toBeNull();
  });

  test('is refused where nothing was decided', async () => {
    await take(paid('9.00', 'nothing'));
    const undone = await inside(async (ctx) => undoMatch(ctx, await lineId(ctx, 'nothing')));
    expect(undone).toMatchObject({ accepted: false, reason: 'line_must_be_decided' });
  });
});

describe('confirming', () => {
  test('a proposal settles it, and the payer’s account is known from then on', async () => {
    await take(paid('55.00', 'February', 'NEW'));
    const page = await inside((ctx) => listOpenLines(ctx, { limit: 10 }));
    const proposal = page.rows[0]?.reading?.proposals[0];
    expect(proposal).toMatchObject({ customerId: borealis });
    const items = proposal?.shares ?? [];
    await inside(async (ctx) =>
      confirmMatch(ctx, await lineId(ctx, 'February'), { customerId: borealis, items }),
    );
    expect(await open()).toMatchObject({ 'INV-2001': 0n });
    expect(await tierOf('February')).toBe('confirmed');

    await inside((ctx) => makeInvoices(ctx, borealis, { 'INV-2002': 20_00n }));
    await takeDay('2026-03-03', paid('8.00', 'INV-2002', 'NEW'));
    expect(await open()).toMatchObject({ 'INV-2002': 12_00n });
  });

  test('items chosen by hand settles them, and the rest stays on account', async () => {
    await take(paid('120.00', 'thanks'));
    await confirm('thanks', { 'INV-1001': 100_00n });
    expect(await open()).toMatchObject({ 'INV-1001': 0n });
    expect(await tierOf('thanks')).toBe('by_hand');
    expect(await payerOf('thanks')).toBe(acme);
    expect(await inside(openPayments)).toEqual(['120.00 thanks']);
  });

  test('and undoing it forgets the account that was learnt from it', async () => {
    await take(paid('100.00', 'thanks', 'NEW'));
    await confirm('thanks', { 'INV-1001': 100_00n });
    await inside(async (ctx) => undoMatch(ctx, await lineId(ctx, 'thanks')));
    const known = await inside((ctx) =>
      rows<{ account: string }>(ctx, sql`select account from customer_bank_account order by 1`),
    );
    expect(known).toEqual([{ account: 'ACME' }]);
    expect(await payerOf('thanks')).toBeNull();
  });

  test.each<[string, Record<string, bigint>, string]>([
    ['more than is open', { 'INV-1001': 100_01n }, 'open_amount_must_cover'],
    ['more than was paid', { 'INV-1001': 100_00n, 'INV-1002': 21_00n }, 'unallocated_must_cover'],
  ])('%s is refused, and nothing has changed', async (_what, items, reason) => {
    await take(paid('120.00', 'thanks'));
    const before = await open();
    expect(await confirm('thanks', items)).toMatchObject({ accepted: false, reason });
    expect(await open()).toEqual(before);
  });

  test('what was settled meanwhile is refused', async () => {
    await take(paid('100.00', 'first'), paid('100.00', 'second'));
    await confirm('first', { 'INV-1001': 100_00n });
    expect(await confirm('second', { 'INV-1001': 100_00n })).toMatchObject({
      reason: 'open_amount_must_cover',
    });
  });

  test('a line that is decided already is refused', async () => {
    await take(paid('100.00', 'INV-1001'));
    expect(await confirm('INV-1001', { 'INV-1002': 1n })).toMatchObject({
      reason: 'line_must_be_open',
    });
  });
});

test('a payment on account belongs to its customer and settles nothing', async () => {
  await take(paid('40.00', 'thanks'));
  await inside(async (ctx) => putOnAccount(ctx, await lineId(ctx, 'thanks'), borealis));
  expect(await payerOf('thanks')).toBe(borealis);
  expect(await open()).toMatchObject({ 'INV-2001': 55_00n });
  expect(await factsOf(borealis)).toContain('ledger.payment_identified');
});

test('money that is no receivable is nobody’s, until it is taken up again', async () => {
  await take(paid('40.00', 'interest', 'ACME'));
  expect(await payerOf('interest')).toBe(acme);
  await inside(async (ctx) => setLineAside(ctx, await lineId(ctx, 'interest')));
  expect(await payerOf('interest')).toBeNull();
  expect(await inside(openPayments)).toEqual([]);
  await inside(async (ctx) => undoMatch(ctx, await lineId(ctx, 'interest')));
  expect(await payerOf('interest')).toBe(acme);
});

function take(...lines: StatementLine[]) {
  return takeDay('2026-03-02', ...lines);
}

function takeDay(on: string, ...lines: StatementLine[]) {
  return inside((ctx) => takeIn(ctx, [bankDay(on, lines)]));
}

function open() {
  return inside(openInvoices);
}

/** As the door does: a refusal leaves nothing behind. */
async function confirm(remittance: string, chosen: Readonly<Record<string, bigint>>) {
  return inside(async (ctx) => {
    await rows(ctx, sql`savepoint before_the_action`);
    const items = await rows<{ id: OpenItemId; reference: string }>(
      ctx,
      sql`
      select id::text as id, reference from open_item
       where tenant_id = ${ctx.tenantId} and reference = any(${Object.keys(chosen)}::text[])`,
    );
    const outcome = await confirmMatch(ctx, await lineId(ctx, remittance), {
      customerId: acme,
      items: items.map(({ id, reference }) => ({
        openItemId: id,
        amount: money(chosen[reference] ?? 0n, EUR),
      })),
    });
    if (!outcome.accepted) await rows(ctx, sql`rollback to savepoint before_the_action`);
    return outcome;
  });
}

async function lineId(ctx: Context, remittance: string): Promise<BankLineId> {
  const line = await first<{ id: BankLineId }>(
    ctx,
    sql`
    select id::text as id from bank_line
     where tenant_id = ${ctx.tenantId} and remittance = ${remittance}`,
  );
  if (!line) throw new Error(`Expected: a line that says ${remittance}`);
  return line.id;
}

async function payerOf(remittance: string): Promise<CustomerId | null | undefined> {
  const row = await inside((ctx) =>
    first<{ customerId: CustomerId | null }>(
      ctx,
      sql`
      select c.customer_id::text as "customerId"
        from bank_line l
        join credit_item c on c.tenant_id = l.tenant_id and c.id = l.credit_item_id
       where l.tenant_id = ${ctx.tenantId} and l.remittance = ${remittance}`,
    ),
  );
  return row?.customerId;
}

async function tierOf(remittance: string): Promise<string | undefined> {
  const row = await inside((ctx) =>
    first<{ tier: string }>(
      ctx,
      sql`
      select m.tier from match m
        join bank_line l on l.tenant_id = m.tenant_id and l.id = m.bank_line_id
       where m.tenant_id = ${ctx.tenantId} and m.undone_at is null and l.remittance = ${remittance}`,
    ),
  );
  return row?.tier;
}

async function factsOf(customerId: CustomerId): Promise<string[]> {
  const facts = await inside((ctx) =>
    rows<{ fact: string }>(
      ctx,
      sql`
      select fact from journal
       where tenant_id = ${ctx.tenantId} and customer_id = ${customerId}::bigint order by id`,
    ),
  );
  return facts.map(({ fact }) => fact);
}

function inside<Result>(work: (ctx: Context) => Promise<Result>): Promise<Result> {
  return house.inside(work, { tenantId, actor: { kind: 'user', id: 'cleo' } });
}
