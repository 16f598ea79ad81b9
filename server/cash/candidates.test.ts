import type { CustomerId, OpenItemId } from '@goodterms/core/kernel/id.ts';
import { money, toCurrency } from '@goodterms/core/kernel/money.ts';
import { makeCustomer, makeInvoices } from '@goodterms/stories/books.ts';
import { testHouse } from '@goodterms/stories/house.ts';
import { beforeAll, expect, test } from 'vitest';
import type { Context } from '../platform/context.ts';
import { sql } from '../platform/database.ts';
import {
  candidatesOf,
  creditNotesOf,
  customersByNameKey,
  itemsById,
  itemsByNumber,
  itemsByReference,
  itemsOfAmounts,
  openItemsOfCustomers,
  payersWithGroups,
} from './candidate.queries.ts';
import { knowledgeFor, nameWordsAmong, payingHabits } from './knowledge.queries.ts';
import { customerNumberKey, keepCustomerNames } from './customer-name.store.ts';

const house = await testHouse();
const EUR = toCurrency('EUR');
let delft: CustomerId;
let north: CustomerId;

beforeAll(() =>
  house.inside(async (ctx) => {
    delft = await makeCustomer(ctx, 'Delft Group Holding');
    north = await makeCustomer(ctx, 'Delft Noord Möbel BV', 'NORTH');
    await sql`update customer set parent_id = ${delft}::bigint where id = ${north}::bigint`.execute(
      ctx.db,
    );
    await makeInvoices(ctx, north, { 'RE-2026-0035270': 100_00n, 'RE-2026-0035271': 200_00n });
    await makeInvoices(
      ctx,
      delft,
      Object.fromEntries(Array.from({ length: 51 }, (_, i) => [`${1000 + i}/4711`, 5_00n])),
    );
    await keepCustomerNames(ctx);
  }),
);

const references = async (find: (ctx: Context) => Promise<readonly { id: OpenItemId }[]>) => {
  const items = await house.inside(async (ctx) =>
    itemsById(
      ctx,
      (await find(ctx)).map(({ id }) => id),
    ),
  );
  return items.map(({ reference }) => reference).toSorted();
};

/** So many that they are read all at once, and not looked up one by one. */
const among = (keys: readonly string[]) =>
  new Set([...keys, ...Array.from({ length: 20_000 }, (_, i) => `NOBODY${i}`)]);

test.each([
  ['a few', (keys: readonly string[]) => new Set(keys)],
  ['very many', among],
])('items are found by %s references and numbers', async (_, keys) => {
  expect(await references((ctx) => itemsByReference(ctx, keys(['RE20260035270', 'X'])))).toEqual([
    'RE-2026-0035270',
  ]);
  expect(
    await references((ctx) => itemsByNumber(ctx, keys(['35271', '20260035270', '2026']))),
  ).toEqual(['RE-2026-0035270', 'RE-2026-0035271']);
  // Fifty-one share the number 4711, and nobody can mean all of them.
  expect(await references((ctx) => itemsByNumber(ctx, keys(['4711', '35271'])))).toEqual([
    'RE-2026-0035271',
  ]);
});

test('items are found by their customer and their amount', async () => {
  expect(await references((ctx) => itemsOfAmounts(ctx, [money(200_00n, EUR)]))).toEqual([
    'RE-2026-0035271',
  ]);
  expect(await references((ctx) => openItemsOfCustomers(ctx, [north]))).toHaveLength(2);
});

test('a customer comes with its group, and is found by the beginnings and ends of its name', async () => {
  const payers = await house.inside((ctx) => payersWithGroups(ctx, [north]));
  expect(payers.map(({ id, groupId }) => [id, groupId])).toEqual([
    [delft, delft],
    [north, delft],
  ]);
  const found = (keys: string[]) => house.inside((ctx) => customersByNameKey(ctx, keys));
  expect(await found(['NORD'])).toEqual([]);
  expect(await found(['MOBEL'])).toEqual([north]);
  expect(new Set(await found(['DELF-']))).toEqual(new Set([delft, north]));
});

test('a customer who is called otherwise is found by the new name alone', async () => {
  const rename = (name: string) =>
    house.inside(async (ctx) => {
      await sql`update customer set name = ${name} where id = ${north}::bigint`.execute(ctx.db);
      await keepCustomerNames(ctx);
    });
  await rename('Rotterdam Tafels BV');
  const found = (key: string) => house.inside((ctx) => customersByNameKey(ctx, [key]));
  expect(await found('MOBEL')).toEqual([]);
  expect(await found('TAFELS')).toEqual([north]);
  await rename('Delft Noord Möbel BV');
  expect(await found('TAFELS')).toEqual([]);
});

test('what is remembered begins with the accounts of the ledger and the words of names', async () => {
  const { knowledge, nameWords } = await house.inside(async (ctx) => ({
    knowledge: await knowledgeFor(ctx, {
      accounts: new Set(['NORTH']),
      payers: new Set(['DELFT']),
    }),
    nameWords: await nameWordsAmong(ctx, ['DELFT', 'MOBEL', 'NOBODY']),
  }));
  expect(knowledge.accounts.get('NORTH')).toEqual([
    { customerId: north, confirmed: 1, refused: 0 },
  ]);
  expect(Object.fromEntries(nameWords.customersWith)).toEqual({ DELFT: 2, MOBEL: 1 });
  expect(nameWords.customers).toBe(2);
  expect(knowledge.target).toBe(0.999);
});

test('how a customer usually pays is remembered for its lines', async () => {
  await house.inside((ctx) =>
    sql`
    insert into paying_habit (tenant_id, customer_id, payments, without_reference, several,
                              whole_month, everything_due, everything_open)
    values (${ctx.tenantId}, ${north}::bigint, 7, 6, 5, 4, 3, 2)`.execute(ctx.db),
  );
  const habits = await house.inside((ctx) => payingHabits(ctx, [north]));
  expect(habits.get(north)).toEqual({
    payments: 7,
    withoutReference: 6,
    several: 5,
    wholeMonth: 4,
    everythingDue: 3,
    everythingOpen: 2,
  });
});

test('candidates hold each item once', async () => {
  const candidates = await house.inside(async (ctx) => {
    const items = await openItemsOfCustomers(ctx, [north]);
    const again = await itemsById(
      ctx,
      items.map(({ id }) => id),
    );
    const payers = await payersWithGroups(ctx, [north]);
    return candidatesOf([...items, ...again], await creditNotesOf(ctx, [north], []), payers);
  });
  expect(candidates.items).toHaveLength(2);
  expect(candidates.creditNotes).toEqual([]);
  expect(customerNumberKey('12')).toBe('#12');
});
