import { confirmMatch, setLineAside, undoMatch } from '@goodterms/server/cash/match.actions.ts';
import { listLines, listOpenLines } from '@goodterms/server/cash/bank-line-list.queries.ts';
import { openItemsOf } from '@goodterms/server/ledger/open-item.queries.ts';
import { tiersInUse } from '@goodterms/server/cash/memory.queries.ts';
import { audit } from '@goodterms/server/insight/audit.queries.ts';
import { assert } from '@goodterms/core/kernel/assert.ts';
import type { CustomerId } from '@goodterms/core/kernel/id.ts';
import { moneyText } from '@goodterms/core/kernel/money.ts';
import { first, sql } from '@goodterms/server/platform/database.ts';
import { expect, test } from 'vitest';
import { testHouse } from './house.ts';
import { moveIn } from './teller.ts';

const BOOKS = `
  today    2026-03-02
  customer Acme in NL
  invoice  INV-1007 Acme 1250.00 EUR due 2026-02-14
  invoice  INV-1008 Acme  840.00 EUR due 2026-02-20
  invoice  INV-1009 Acme  310.00 EUR due 2026-02-24
  invoice  INV-1010 Acme   95.00 EUR due 2026-02-26
`;

test('a confirmed proposal teaches: the next payment of the same stranger is applied by itself; after it was undone, its tier waits for a person again', async () => {
  const story = await moveIn(await testHouse(), BOOKS);
  const acme = await story.inside(async (ctx) => {
    const found = await first<{ id: CustomerId }>(
      ctx,
      sql`select id::text as id from customer where tenant_id = ${ctx.tenantId} and name = 'Acme'`,
    );
    assert(found !== undefined, 'a customer Acme');
    return found.id;
  });
  const open = async () =>
    (await story.inside((ctx) => openItemsOf(ctx, acme))).map(({ reference }) => reference);
  const waiting = async () => (await story.inside((ctx) => listOpenLines(ctx, { limit: 10 }))).rows;

  await story.bankFile('2026-03-02', '1250.00 Pelican Holding');
  const [stranger] = await waiting();
  assert(stranger !== undefined, 'a payment that waits');
  expect(await open()).toHaveLength(4);
  const confirmed = await story.inside(async (ctx) => {
    const items = await openItemsOf(ctx, acme);
    const wanted = items.filter(({ reference }) => reference === 'INV-1007');
    return confirmMatch(ctx, stranger.id, {
      customerId: acme,
      items: wanted.map(({ id, openAmount }) => ({ openItemId: id, amount: openAmount })),
    });
  });
  expect(confirmed.accepted).toBe(true);

  await story.bankFile('2026-03-03', '840.00 Pelican Holding');
  expect(await waiting()).toEqual([]);
  expect(await open()).toEqual(['INV-1009', 'INV-1010']);

  const { rows: matched } = await story.inside((ctx) =>
    listLines(ctx, { state: 'matched', limit: 10 }),
  );
  const byItself = matched.find(({ match }) => match?.by === 'rule');
  assert(byItself?.match !== undefined, 'a match of the rule');
  const { tier } = byItself.match;
  await story.inside((ctx) => undoMatch(ctx, byItself.id));
  expect(await open()).toEqual(['INV-1008', 'INV-1009', 'INV-1010']);

  await story.bankFile('2026-03-04', '310.00 Pelican Holding');
  expect(await open()).toEqual(['INV-1008', 'INV-1009', 'INV-1010']);
  const still = (await waiting()).find(({ line }) => line.amount.minor === 310_00n);
  expect(still?.reading?.proposals[0]).toMatchObject({ customerId: acme, tier });

  const [record] = (await story.inside(tiersInUse)).filter((one) => one.tier === tier);
  expect(record).toMatchObject({ right: 0, wrong: 1, rightSinceWrong: 0 });
  const findings = await story.inside((ctx) => audit(ctx));
  expect(findings.filter(({ violations }) => violations > 0)).toEqual([]);
});

test('once it is known who a payer is, what waits of him is decided again', async () => {
  const story = await moveIn(await testHouse(), BOOKS);
  const waiting = async () => {
    await story.letTheFactsArrive();
    const { rows } = await story.inside((ctx) => listOpenLines(ctx, { limit: 10 }));
    return rows.map(({ line }) => moneyText(line.amount)).toSorted();
  };
  await story.bankFile('2026-03-02', '1250.00 Pelican Holding\n840.00 Pelican Holding');
  await story.bankFile('2026-03-03', '77.00 Nobody');
  expect(await waiting()).toEqual(['1250.00', '77.00', '840.00']);

  const { rows } = await story.inside((ctx) => listOpenLines(ctx, { limit: 10 }));
  const line = rows.find((one) => one.line.amount.minor === 1250_00n);
  const [proposal] = line?.reading?.proposals ?? [];
  assert(line !== undefined && proposal !== undefined, 'a payment with a proposal');
  const chosen = { customerId: proposal.customerId, items: proposal.shares };
  await story.inside((ctx) => confirmMatch(ctx, line.id, chosen));
  expect(await waiting()).toEqual(['77.00']);
});

test('what a payment probably settles is not asked for while the payment waits for a person', async () => {
  const story = await moveIn(await testHouse(), BOOKS);
  const heldBack = async () =>
    (await story.explain('Acme'))?.items.flatMap(({ reference, exclusions }) =>
      exclusions.some(({ reason }) => reason === 'payment_to_confirm') ? [reference] : [],
    );
  await story.bankFile('2026-03-02', '100.00 Acme: INV-1010');
  const { rows: waiting } = await story.inside((ctx) => listOpenLines(ctx, { limit: 10 }));
  expect(waiting).toHaveLength(1);
  expect(await heldBack()).toEqual(['INV-1010']);

  const [line] = waiting;
  assert(line !== undefined, 'a payment that waits');
  await story.inside((ctx) => setLineAside(ctx, line.id, 'misdirected'));
  expect(await heldBack()).toEqual([]);
});
