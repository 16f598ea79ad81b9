import { afterAll, beforeEach, expect, test } from 'vitest';
import { toDay } from '@goodterms/core/kernel/day.ts';
import type { CustomerId } from '@goodterms/core/kernel/id.ts';
import { money, toCurrency } from '@goodterms/core/kernel/money.ts';
import { runMorning } from '@goodterms/server/collections/day.job.ts';
import { OUTGOING_RULES } from '@goodterms/server/collections/outgoing-rules.actions.ts';
import { makePromise } from '@goodterms/server/collections/promise-to-pay.actions.ts';
import { addContact } from '@goodterms/server/customers/contact.actions.ts';
import { mayHandOver, settleAttempt } from '@goodterms/server/messaging/attempt.actions.ts';
import { claimDue } from '@goodterms/server/messaging/claim.actions.ts';
import { attemptsOf } from '@goodterms/server/messaging/message-page.queries.ts';
import { previewMessage } from '@goodterms/server/messaging/preview.actions.ts';
import { resolveMessage } from '@goodterms/server/messaging/resolution.actions.ts';
import type { Context } from '@goodterms/server/platform/context.ts';
import { rows, sql } from '@goodterms/server/platform/database.ts';
import { allocateAll } from '@goodterms/server/ledger/allocation.actions.ts';
import { openItemsOf } from '@goodterms/server/ledger/open-item.queries.ts';
import { receiveCredits } from '@goodterms/server/ledger/payment.actions.ts';
import { makeCustomer, makeInvoices } from './books.ts';
import { testHouse } from './house.ts';
import { outbox, type Outbox } from './outbox.ts';
import { scriptedSmtp } from './scripted-smtp.ts';

const EUR = toCurrency('EUR');
const smtp = await scriptedSmtp();
const house = await testHouse();
let box: Outbox;
let acme: CustomerId;

beforeEach(async () => {
  smtp.feel('well');
  smtp.taken.length = 0;
  house.clock.set('2026-03-02T08:00:00Z');
  box = await outbox(house, await house.newTenant(), smtp.port, OUTGOING_RULES);
  acme = await box.inside(async (ctx) => {
    const customerId = await makeCustomer(ctx, 'Acme');
    await makeInvoices(ctx, customerId, { 'INV-17': 125_000n, 'INV-18': 40_000n });
    await addContact(ctx, customerId, {
      name: 'Anna Larsen',
      greetingName: 'Ms Larsen',
      email: 'anna@acme.example',
      isPrimary: true,
    });
    return customerId;
  });
});
afterAll(() => smtp.close());

test('what the morning plans leaves once the time to look at it has passed, with its proof', async () => {
  await box.inside((ctx) => runMorning(ctx));
  const [planned] = await box.messages();
  if (!planned) throw new Error('Expected: a planned reminder');
  const preview = await box.inside((ctx) => previewMessage(ctx, OUTGOING_RULES, planned.id));
  expect(preview).toMatchObject({ answer: { go: true } });

  house.clock.turn({ hours: 3 });
  await box.send();
  expect(smtp.taken).toMatchObject([{ recipients: ['anna@acme.example'] }]);
  const sent = await box.message(planned.id);
  expect(sent).toMatchObject({ state: 'accepted' });
  expect(sent.bodyText).toContain('€1,650.00');
  const [attempt] = await box.inside((ctx) => attemptsOf(ctx, planned.id));
  expect(attempt?.items.map(({ reference }) => reference)).toEqual(['INV-17', 'INV-18']);
  expect(attempt?.gate['checks']).not.toEqual([]);
  expect(await levels()).toEqual({ 'INV-17': 1, 'INV-18': 1 });

  await box.inside((ctx) => runMorning(ctx));
  await box.send();
  expect(smtp.taken.length).toBe(1);
});

test('a promise that comes after the plan keeps the letter in', async () => {
  await box.inside((ctx) => runMorning(ctx));
  await box.inside(async (ctx) => {
    const promised = await makePromise(ctx, {
      customerId: acme,
      amount: money(165_000n, EUR),
      promisedFor: toDay('2026-03-10'),
      openItemIds: [],
      saidBy: 'Anna Larsen',
      said: 'on the tenth',
      channel: 'call',
    });
    if (!promised.accepted) throw new Error(promised.reason);
  });
  house.clock.turn({ hours: 3 });
  await box.send();
  expect(smtp.taken).toEqual([]);
  expect((await box.messages()).map(({ state }) => state)).toEqual(['withdrawn']);
  expect(await levels()).toEqual({});
});

test('a letter of unknown outcome has taken its step, until somebody says it never arrived', async () => {
  await box.inside((ctx) => runMorning(ctx));
  house.clock.turn({ hours: 3 });
  const { claims } = await box.inside((ctx) => claimDue(ctx, OUTGOING_RULES, 5));
  const [claim] = claims;
  if (!claim) throw new Error('Expected: a claim');
  await box.inside((ctx) => mayHandOver(ctx, claim));
  const lost = { outcome: 'unknown', code: undefined, detail: 'the line broke' } as const;
  await box.inside((ctx) => settleAttempt(ctx, OUTGOING_RULES, claim, lost));
  expect(await levels()).toEqual({ 'INV-17': 1, 'INV-18': 1 });

  house.clock.turn({ days: 1 });
  await box.inside((ctx) => runMorning(ctx));
  await box.send();
  expect(smtp.taken).toEqual([]);

  const found = { arrived: false, evidence: 'the log of the mail server' };
  await box.inside((ctx) => resolveMessage(ctx, OUTGOING_RULES, claim.messageId, found));
  expect(await levels()).toEqual({});
  await box.inside((ctx) => runMorning(ctx));
  house.clock.turn({ hours: 1 });
  await box.send();
  expect(smtp.taken.length).toBe(1);
  expect(await levels()).toEqual({ 'INV-17': 1, 'INV-18': 1 });
});

test('payments and letters at once: nobody is asked for what was settled before the send instant', async () => {
  const customers = await box.inside(async (ctx) => {
    const made: CustomerId[] = [];
    for (let i = 0; i < 24; i += 1) {
      const id = await makeCustomer(ctx, `Customer ${i}`);
      await makeInvoices(ctx, id, { [`A-${i}`]: 10_000n, [`B-${i}`]: 20_000n });
      await addContact(ctx, id, { name: 'Anna', email: `a${i}@c.example`, isPrimary: true });
      made.push(id);
    }
    return made;
  });
  await box.inside((ctx) => runMorning(ctx));
  house.clock.turn({ hours: 3 });
  const pays = customers.map((customerId, i) =>
    box.inside((ctx) => payOldest(ctx, customerId, i % 3 === 0 ? 30_000n : 12_500n)),
  );
  await Promise.all([box.send(), box.send(), ...pays, box.send()]);
  await box.send();

  const wrong = await box.inside((ctx) =>
    rows(
      ctx,
      sql`
      select i.reference, a.started_at, o.settled_at
        from message_item i
        join message_attempt a on a.tenant_id = i.tenant_id and a.id = i.attempt_id
        join open_item o on o.tenant_id = i.tenant_id and o.id = i.open_item_id
       where i.tenant_id = ${ctx.tenantId} and a.data_at is not null
         and (o.settled_at < a.started_at
              or i.open_amount <> o.amount - coalesce((
                   select sum(l.amount) from allocation l
                    where l.tenant_id = o.tenant_id and l.open_item_id = o.id
                      and l.created_at <= a.started_at), 0))`,
    ),
  );
  expect(wrong).toEqual([]);
  expect([...smtp.counts().values()].every((count) => count === 1)).toBe(true);
  const states = (await box.messages()).map(({ state }) => state);
  expect(states.filter((state) => state !== 'accepted' && state !== 'withdrawn')).toEqual([]);
  expect(states).toContain('accepted');
});

async function payOldest(ctx: Context, customerId: CustomerId, minor: bigint): Promise<void> {
  const received = await receiveCredits(ctx, [
    {
      customerId,
      kind: 'payment',
      reference: `payment of ${customerId}`,
      receivedOn: ctx.today,
      amount: money(minor, EUR),
      method: undefined,
      naturalKey: `payment of ${customerId}`,
    },
  ]);
  if (!received.accepted || !received.value[0]) throw new Error('Expected: a payment');
  const creditItemId = received.value[0].id;
  let left = minor;
  const drafts = (await openItemsOf(ctx, customerId)).flatMap((item) => {
    const part = item.openAmount.minor < left ? item.openAmount.minor : left;
    left -= part;
    return part > 0n ? [{ creditItemId, openItemId: item.id, amount: money(part, EUR) }] : [];
  });
  const allocated = await allocateAll(ctx, drafts);
  if (!allocated.accepted) throw new Error(allocated.reason);
}

async function levels(): Promise<Record<string, number>> {
  const found = await box.inside((ctx) =>
    rows<{ reference: string; level: number }>(
      ctx,
      sql`
      select i.reference, l.level
        from dunning_level l
        join open_item i on i.tenant_id = l.tenant_id and i.id = l.open_item_id
       where l.tenant_id = ${ctx.tenantId}
       order by i.reference`,
    ),
  );
  return Object.fromEntries(found.map(({ reference, level }) => [reference, level]));
}
