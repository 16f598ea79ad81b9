import type { OpenItemId } from '@goodterms/core/kernel/id.ts';
import { money, toCurrency } from '@goodterms/core/kernel/money.ts';
import { confirmMatch, undoMatch } from '@goodterms/server/cash/match.actions.ts';
import type { ChosenItem } from '@goodterms/server/cash/match.actions.ts';
import { audit } from '@goodterms/server/insight/audit.queries.ts';
import type { Context } from '@goodterms/server/platform/context.ts';
import { rows, sql } from '@goodterms/server/platform/database.ts';
import type { BankLineId, CustomerId } from '@goodterms/core/kernel/id.ts';
import { afterEach, expect, test } from 'vitest';
import { testHouse } from './house.ts';
import { moveIn, type Story } from './teller.ts';

const house = await testHouse();
let story: Story;

async function theyOwe(): Promise<void> {
  story = await moveIn(
    house,
    `today 2026-03-02
    invoice INV-2001 Acme  1250.00 EUR due 2026-02-14
    invoice INV-3002 Birch  300.00 EUR due 2026-02-14
    invoice INV-4003 Cedar   50.00 EUR due 2026-02-14
    invoice INV-5004 Dahlia  10.00 EUR due 2026-04-14`,
  );
}

/** Whoever has paid, the books stay sound. */
afterEach(async () => {
  const found = await story.inside((ctx) => audit(ctx));
  expect(found.filter(({ violations }) => violations > 0)).toEqual([]);
});

const NUMBERS = 'INV-2001 INV-3002 INV-4003';

test('a customer who quotes the invoices of others, whole and to the cent, has paid them', async () => {
  await theyOwe();
  await story.bankFile('2026-03-02', `1600.00 Dahlia: ${NUMBERS}`);
  for (const customer of ['Acme', 'Birch', 'Cedar'])
    expect(await story.openItems(customer)).toEqual([]);
  expect(await story.openItems('Dahlia')).toEqual(['INV-5004 10.00 EUR']);
  await story.morning();
  expect(await story.planned()).toEqual([]);
});

test('a factor’s payment is set against invoices of several by a person, and taken back', async () => {
  await theyOwe();
  await story.bankFile('2026-03-02', `1600.00 Swift Factoring BV: ${NUMBERS}`);
  expect(await story.openItems('Birch')).toEqual(['INV-3002 300.00 EUR']);
  const lineId = await confirmAll();
  expect(await story.openItems('Birch')).toEqual([]);
  await story.inside((ctx) => undoMatch(ctx, lineId));
  expect(await story.openItems('Birch')).toEqual(['INV-3002 300.00 EUR']);
});

test('and who paid for strangers is taken for none of them afterwards', async () => {
  await theyOwe();
  await story.bankFile('2026-03-02', `1600.00 Swift Factoring BV: ${NUMBERS}`);
  await confirmAll();
  const known = sql`select 1 from customer_bank_account where learnt_from <> 'ledger'
                    union all select 1 from payer_record`;
  expect(await story.inside((ctx) => rows(ctx, known))).toEqual([]);
});

/** What a person does on the page: ticks all three, of whichever customer they are. */
function confirmAll(): Promise<BankLineId> {
  return story.inside(async (ctx) => {
    const [line] = await rows<{ id: BankLineId }>(ctx, sql`select id::text as id from bank_line`);
    const items = await chosenItems(ctx);
    const [first] = items;
    if (!line || !first) throw new Error('Expected: a line and what it pays');
    const done = await confirmMatch(ctx, line.id, { customerId: first.customerId, items });
    expect(done).toMatchObject({ accepted: true });
    return line.id;
  });
}

async function chosenItems(ctx: Context): Promise<(ChosenItem & { customerId: CustomerId })[]> {
  const found = await rows<{ id: OpenItemId; customerId: CustomerId; open: bigint }>(
    ctx,
    sql`
    select id::text as id, customer_id::text as "customerId", open_amount as open
      from open_item where reference <> 'INV-5004' order by reference`,
  );
  const currency = toCurrency('EUR');
  return found.map(({ id, customerId, open }) => ({
    openItemId: id,
    customerId,
    amount: money(open, currency),
  }));
}
