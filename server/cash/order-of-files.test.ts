import type { CustomerId, TenantId } from '@goodterms/core/kernel/id.ts';
import { toDay } from '@goodterms/core/kernel/day.ts';
import { money, toCurrency } from '@goodterms/core/kernel/money.ts';
import type { BankStatement } from '@goodterms/formats/bank-statement.ts';
import { takeIn } from '@goodterms/stories/bank-day.ts';
import {
  daysOf,
  someWeek,
  statementOf,
  type Discounted,
  type Payer,
  type Week,
} from '@goodterms/stories/bank-week.ts';
import { makeCustomer, makeInvoices } from '@goodterms/stories/books.ts';
import { testHouse } from '@goodterms/stories/house.ts';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { receiveCredits } from '../ledger/payment.actions.ts';
import type { Context } from '../platform/context.ts';
import { rows, sql } from '../platform/database.ts';
import { listLines, listOpenLines } from './bank-line-list.queries.ts';
import { confirmMatch, setLineAside, undoMatch } from './match.actions.ts';

const house = await testHouse();
const RUNS = Number(process.env['GOODTERMS_ORDERS'] ?? 60);
const SEED = Number(process.env['GOODTERMS_SEED'] ?? 20_260_302);

const DEADLINE_MS = 60_000 + RUNS * 2_000;

const REFERENCES = [
  'INV-1001',
  'INV-1002',
  'INV-1003',
  'INV-2001',
  'INV-2002',
  'INV-3001',
  'CN-9001',
  '12',
  'B7',
];
const PAYERS: readonly Payer[] = [
  { account: 'ACME', name: 'Acme Ltd' },
  { account: 'BOREALIS', name: 'Borealis A/S' },
  { account: 'ACME' },
  { account: 'UNKNOWN' },
];

const DISCOUNTED: readonly Discounted[] = [
  {
    reference: 'INV-1002',
    payer: { account: 'ACME', name: 'Acme Ltd' },
    less: '196.00',
    rest: '4.00',
  },
  {
    reference: 'INV-2001',
    payer: { account: 'BOREALIS', name: 'Borealis A/S' },
    less: '98.00',
    rest: '2.00',
  },
];

/** Where the week is cut, and in which order the pieces come: a stretch of it, by its ends. */
type Piece = readonly [from: number, until: number];

const someOrder = someWeek(REFERENCES, PAYERS, DISCOUNTED).chain((week) => {
  const days = daysOf(week);
  const day = fc.nat(days.length - 2);
  const drawn = fc
    .tuple(day, day)
    .map(([a, b]): Piece => [days[Math.min(a, b)] ?? 0, days[Math.max(a, b) + 1] ?? week.length]);
  const each = days.slice(1).map((until, i): Piece => [days[i] ?? 0, until]);
  return fc
    .array(drawn, { maxLength: 4 })
    .chain((more) =>
      fc.shuffledSubarray([...each, ...more], { minLength: each.length + more.length }),
    )
    .map((pieces) => ({ week, pieces, [fc.toStringMethod]: () => told(week, pieces) }));
});

test(
  'the same bank files in any order, overlapped or repeated, give the same books',
  async () => {
    await fc.assert(
      fc.asyncProperty(someOrder, async ({ week, pieces }) => {
        const whole = await booksAfter([statementOf(week)]);
        expect(
          await booksAfter(pieces.map(([from, until]) => statementOf(week, from, until))),
        ).toEqual(whole);
      }),
      { numRuns: RUNS, seed: SEED },
    );
  },
  DEADLINE_MS,
);

test(
  'what a person decides between two files stays, whatever the next ones bring',
  async () => {
    await fc.assert(
      fc.asyncProperty(someOrder, fc.infiniteStream(fc.nat()), async ({ week, pieces }, dice) => {
        const tenantId = await house.newTenant();
        await inside(tenantId, someBooks);
        for (const [from, until] of pieces) {
          const before = await inside(tenantId, decidedByPerson);
          await inside(tenantId, (ctx) => takeIn(ctx, [statementOf(week, from, until)]));
          const after = await inside(tenantId, decidedByPerson);
          expect(before.filter(({ line }) => after.some((one) => one.line === line))).toEqual(
            after.filter(({ line }) => before.some((one) => one.line === line)),
          );
          await inside(tenantId, (ctx) => decideSomething(ctx, Number(dice.next().value)));
        }
      }),
      { numRuns: Math.ceil(RUNS / 3), seed: SEED },
    );
  },
  DEADLINE_MS,
);

/** A person confirms, puts on account, sets aside or undoes, one line that allows it. */
async function decideSomething(ctx: Context, die: number): Promise<void> {
  const { rows: open } = await listOpenLines(ctx, { limit: 100 });
  const { rows: matched } = await listLines(ctx, { state: 'matched', limit: 100 });
  const payments = open.filter(({ line }) => line.amount.minor > 0n);
  const payment = payments[die % Math.max(payments.length, 1)];
  const proposal = payment?.reading?.proposals[0];
  const settled = matched[die % Math.max(matched.length, 1)];
  if (die % 3 === 0 && settled) await undoMatch(ctx, settled.id);
  else if (payment && proposal)
    await confirmMatch(ctx, payment.id, {
      customerId: proposal.customerId,
      items: proposal.shares,
    });
  else if (payment) await setLineAside(ctx, payment.id);
}

/** The lines about which a person has said something, but for payments that went back since. */
async function decidedByPerson(ctx: Context) {
  return rows<{ line: string; said: string }>(
    ctx,
    sql`
    select l.id::text as line,
           case when l.set_aside is not null then l.set_aside
                else coalesce(f.tier || ' ' || f.items::text, 'undone') end as said
      from bank_line l
      left join match f on f.tenant_id = l.tenant_id and f.bank_line_id = l.id
       and f.undone_at is null
     where l.tenant_id = ${ctx.tenantId} and l.amount > 0
       and not exists (select from bank_line r
                        where r.tenant_id = l.tenant_id and r.credit_item_id = l.credit_item_id
                          and r.amount < 0)
       and (l.set_aside = 'not_a_receivable'
            or exists (select from match m
                        where m.tenant_id = l.tenant_id and m.bank_line_id = l.id
                          and (m.matched_by <> 'rule' or m.undone_by <> 'rule')))
     order by l.id`,
  );
}

/** A counterexample that can be read. */
function told(week: Week, pieces: readonly Piece[]): string {
  const lines = week.map(({ bookedOn, amount, remittance, counterparty, references }, i) =>
    [
      i,
      bookedOn,
      amount?.exact,
      remittance,
      counterparty.account,
      counterparty.name,
      references.endToEnd,
    ].join(' '),
  );
  return `${lines.join('\n')}\nin pieces ${pieces.map((ends) => ends.join('-')).join(', ')}`;
}

async function booksAfter(statements: readonly BankStatement[]): Promise<unknown> {
  const tenantId = await house.newTenant();
  await inside(tenantId, someBooks);
  for (const statement of statements) await inside(tenantId, (ctx) => takeIn(ctx, [statement]));
  return inside(tenantId, books);
}

async function someBooks(ctx: Context): Promise<void> {
  const acme = await makeCustomer(ctx, 'Acme Ltd', 'ACME');
  const borealis = await makeCustomer(ctx, 'Borealis A/S', 'BOREALIS');
  await makeInvoices(ctx, acme, { 'INV-1001': 100_00n, 'INV-1003': 100_00n });
  await makeInvoices(ctx, acme, { 'INV-1002': 200_00n }, '2 % 60 days');
  await makeInvoices(ctx, borealis, { 'INV-2001': 100_00n }, '2 % 60 days');
  await makeInvoices(ctx, borealis, { 'INV-2002': 55_00n, B7: 30_00n });
  await makeInvoices(ctx, acme, { '12': 55_00n });
  await makeInvoices(ctx, await makeCustomer(ctx, 'Corvo Lda'), { 'INV-3001': 55_00n });
  await creditNote(ctx, acme);
}

async function creditNote(ctx: Context, customerId: CustomerId): Promise<void> {
  await receiveCredits(ctx, [
    {
      kind: 'credit_note',
      naturalKey: 'CN-9001',
      customerId,
      reference: 'CN-9001',
      receivedOn: toDay('2026-02-20'),
      amount: money(30_00n, toCurrency('EUR')),
      method: undefined,
    },
  ]);
}

/** Everything the books say, without ids and moments: what is open, what settles what, and why. */
async function books(ctx: Context): Promise<unknown> {
  const tenant = sql`${ctx.tenantId}`;
  const open = await rows(
    ctx,
    sql`
    select reference, open_amount from open_item
     where tenant_id = ${tenant} and (kind <> 'correction' or open_amount > 0) order by reference`,
  );
  const credits = await rows(
    ctx,
    sql`
    select coalesce(l.movement || ' ' || l.occurrence, c.reference) as credit, c.amount,
           c.unallocated, cu.name as customer
      from credit_item c
      left join bank_line l on l.tenant_id = c.tenant_id and l.credit_item_id = c.id and l.amount > 0
      left join customer cu on cu.tenant_id = c.tenant_id and cu.id = c.customer_id
     where c.tenant_id = ${tenant} and (c.kind <> 'correction' or c.unallocated > 0)
       -- A discount that was taken back with its match is nothing any more.
       and (c.kind not in ('discount_allowance', 'write_off') or c.allocated > 0)
     order by 1`,
  );
  const allocations = await rows(
    ctx,
    sql`
    select coalesce(l.movement || ' ' || l.occurrence, c.reference) as credit, a.amount,
           case i.kind when 'correction' then 'returned' else i.reference end as item
      from allocation a
      join credit_item c on c.tenant_id = a.tenant_id and c.id = a.credit_item_id
      join open_item i on i.tenant_id = a.tenant_id and i.id = a.open_item_id
      left join bank_line l on l.tenant_id = c.tenant_id and l.credit_item_id = c.id and l.amount > 0
     where a.tenant_id = ${tenant} and a.reverses_id is null and c.kind <> 'correction'
       and not exists (select from allocation r
                        where r.tenant_id = a.tenant_id and r.reverses_id = a.id)
     order by 1, 3, 2`,
  );
  const lines = await rows(
    ctx,
    sql`
    select l.movement || ' ' || l.occurrence as line, l.set_aside, m.tier, cu.name as customer,
           p.movement || ' ' || p.occurrence as took_back
      from bank_line l
      left join match m on m.tenant_id = l.tenant_id and m.bank_line_id = l.id
       and m.undone_at is null
      left join customer cu on cu.tenant_id = m.tenant_id and cu.id = m.customer_id
      left join bank_line p on p.tenant_id = l.tenant_id and p.credit_item_id = l.credit_item_id
       and p.amount > 0 and l.amount < 0
     where l.tenant_id = ${tenant} order by 1`,
  );
  const waiting = (await listOpenLines(ctx, { limit: 100 })).rows
    .map(({ movement, occurrence, reading }) =>
      [movement, occurrence, reading?.why, reading?.proposals.length].join(' '),
    )
    .toSorted();
  return { open, credits, allocations, lines, waiting };
}

function inside<Result>(
  tenantId: TenantId,
  work: (ctx: Context) => Promise<Result>,
): Promise<Result> {
  return house.inside(work, { tenantId, actor: { kind: 'user', id: 'cleo' } });
}
