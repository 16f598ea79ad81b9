import { afterAll, beforeEach, expect, test } from 'vitest';
import { money, toCurrency } from '@goodterms/core/kernel/money.ts';
import { allocateAll } from '@goodterms/server/ledger/allocation.actions.ts';
import { receiveCredits } from '@goodterms/server/ledger/payment.actions.ts';
import { mayHandOver, settleAttempt } from '@goodterms/server/messaging/attempt.actions.ts';
import { claimDue } from '@goodterms/server/messaging/claim.actions.ts';
import { withdrawMessages } from '@goodterms/server/messaging/message.actions.ts';
import { rows, sql } from '@goodterms/server/platform/database.ts';
import { testHouse } from './house.ts';
import { outbox, type Outbox, type WaitingReminder } from './outbox.ts';
import { scriptedSmtp } from './scripted-smtp.ts';

const smtp = await scriptedSmtp();
const house = await testHouse();
let box: Outbox;

beforeEach(async () => {
  smtp.feel('well');
  smtp.taken.length = 0;
  box = await outbox(house, await house.newTenant(), smtp.port);
});
afterAll(() => smtp.close());

test('a reminder reaches exactly its contact, and its step is taken', async () => {
  const reminder = await box.remind({ reference: 'INV-17' });
  expect(await box.send()).toMatchObject({ accepted: 1 });

  expect(smtp.taken).toMatchObject([{ recipients: [reminder.address] }]);
  const row = await box.message(reminder.id);
  expect(row).toMatchObject({ state: 'accepted', outcomes: ['accepted'] });
  expect(row.bodyText).toContain('INV-17 of Thursday 15 January 2026');
  expect(smtp.taken[0]?.messageId).toBe(`<${row.headerId}>`);
  expect(box.left).toMatchObject([
    { id: reminder.id, level: 1, openItemIds: [reminder.itemId], certain: true },
  ]);
});

test('sending again, and from many places at once, sends nothing twice', async () => {
  const reminders = await Promise.all(Array.from({ length: 12 }, () => box.remind()));
  await Promise.all(Array.from({ length: 6 }, () => box.send()));
  await box.send();
  expect(smtp.taken.length).toBe(reminders.length);
  expect([...smtp.counts().values()].every((count) => count === 1)).toBe(true);
});

test('the letter asks for what is open when it is taken, not when it was planned', async () => {
  const reminder = await box.remind({ amountMinor: 125_000n });
  await pay(reminder, 25_000n);
  await box.send();
  const { bodyText } = await box.message(reminder.id);
  expect(bodyText).toContain('€1,000.00');
  expect(bodyText).not.toContain('€1,250.00');
  expect(await namedAmounts(reminder)).toEqual([{ open: 100_000n, asked: 100_000n }]);
});

test('what was paid meanwhile is not asked for, and the proof is kept', async () => {
  const reminder = await box.remind();
  await pay(reminder, 125_000n);
  await box.send();
  expect(smtp.taken).toEqual([]);
  expect(await box.message(reminder.id)).toMatchObject({
    state: 'withdrawn',
    stateReason: 'nothing_overdue',
    outcomes: ['abandoned'],
  });
  expect(box.left).toEqual([]);
});

test('a second message for the same step is refused by the database itself', async () => {
  const reminder = await box.remind();
  await box.send();
  const second = await box.remindAgain(reminder);
  await box.send();
  expect(smtp.taken.length).toBe(1);
  expect(await box.message(second ?? reminder.id)).toMatchObject({
    state: 'withdrawn',
    stateReason: 'already_sent',
  });
});

test('a message that is being taken can still be withdrawn, and then nothing is handed over', async () => {
  const reminder = await box.remind();
  const { claims } = await box.inside((ctx) => claimDue(ctx, box.rules, 5));
  const [claim] = claims;
  if (!claim) throw new Error('Expected: a claim');
  const withdrawn = await box.inside((ctx) =>
    withdrawMessages(ctx, [{ id: reminder.id, because: 'paid' }]),
  );
  expect(withdrawn).toEqual([reminder.id]);
  expect(await box.inside((ctx) => mayHandOver(ctx, claim))).toBe(false);
  expect(await box.message(reminder.id)).toMatchObject({
    state: 'withdrawn',
    outcomes: ['abandoned'],
  });
});

test('once the content may be handed over, nobody withdraws it', async () => {
  const reminder = await box.remind();
  const { claims } = await box.inside((ctx) => claimDue(ctx, box.rules, 5));
  const [claim] = claims;
  if (!claim) throw new Error('Expected: a claim');
  expect(await box.inside((ctx) => mayHandOver(ctx, claim))).toBe(true);
  expect(await box.inside((ctx) => mayHandOver(ctx, claim))).toBe(false);
  const withdrawal = { id: reminder.id, because: 'paid' };
  expect(await box.inside((ctx) => withdrawMessages(ctx, [withdrawal]))).toEqual([]);
});

test('a claim older than thirty seconds is not handed over; the gate is asked anew', async () => {
  const reminder = await box.remind();
  const { claims } = await box.inside((ctx) => claimDue(ctx, box.rules, 5));
  const [claim] = claims;
  if (!claim) throw new Error('Expected: a claim');
  await box.inside((ctx) =>
    rows(
      ctx,
      sql`update message_attempt set started_at = started_at - interval '31 seconds'
           where tenant_id = ${ctx.tenantId}`,
    ),
  );
  expect(await box.inside((ctx) => mayHandOver(ctx, claim))).toBe(false);
  const held = { outcome: 'held', code: undefined, detail: 'too old' } as const;
  await box.inside((ctx) => settleAttempt(ctx, box.rules, claim, held));
  expect(await box.message(reminder.id)).toMatchObject({
    state: 'waiting',
    outcomes: ['abandoned'],
  });
  house.clock.turn({ minutes: 2 });
  await box.send();
  expect(await box.message(reminder.id)).toMatchObject({
    state: 'accepted',
    outcomes: ['abandoned', 'accepted'],
  });
});

test('a sender that died before the content leaves a message that is sent again', async () => {
  const reminder = await box.remind();
  await box.inside((ctx) => claimDue(ctx, box.rules, 5));
  await box.send();
  expect(smtp.taken).toEqual([]);
  await box.leasesRunOut();
  await box.send();
  house.clock.turn({ minutes: 2 });
  await box.send();
  expect(await box.message(reminder.id)).toMatchObject({
    state: 'accepted',
    outcomes: ['abandoned', 'accepted'],
  });
  expect(smtp.taken.length).toBe(1);
});

test('a sender that died after the content was begun leaves an unknown outcome, for a person', async () => {
  const reminder = await box.remind();
  const { claims } = await box.inside((ctx) => claimDue(ctx, box.rules, 5));
  const [claim] = claims;
  if (!claim) throw new Error('Expected: a claim');
  await box.inside((ctx) => mayHandOver(ctx, claim));
  await box.leasesRunOut();
  await box.send();
  house.clock.turn({ days: 1 });
  await box.send();
  expect(await box.message(reminder.id)).toMatchObject({ state: 'unknown', outcomes: ['unknown'] });
  expect(smtp.taken).toEqual([]);
  expect(box.left).toMatchObject([{ id: reminder.id, certain: false }]);

  const late = { outcome: 'accepted', code: '250', detail: '250 taken' } as const;
  await box.inside((ctx) => settleAttempt(ctx, box.rules, claim, late));
  expect(await box.message(reminder.id)).toMatchObject({ state: 'accepted' });
});

async function pay({ customerId, itemId }: WaitingReminder, minor: bigint): Promise<void> {
  const amount = money(minor, toCurrency('EUR'));
  await box.inside(async (ctx) => {
    const received = await receiveCredits(ctx, [
      {
        customerId,
        kind: 'payment',
        reference: `payment ${itemId}`,
        receivedOn: ctx.today,
        amount,
        method: undefined,
        naturalKey: `payment ${itemId} ${minor}`,
      },
    ]);
    if (!received.accepted || !received.value[0]) throw new Error('Expected: a payment');
    const creditItemId = received.value[0].id;
    const allocated = await allocateAll(ctx, [{ creditItemId, openItemId: itemId, amount }]);
    if (!allocated.accepted) throw new Error(allocated.reason);
  });
}

function namedAmounts({ id }: WaitingReminder) {
  return box.inside((ctx) =>
    rows<{ open: bigint; asked: bigint }>(
      ctx,
      sql`
      select i.open_amount as open, i.asked_amount as asked
        from message_item i
        join message_attempt a on a.tenant_id = i.tenant_id and a.id = i.attempt_id
       where i.tenant_id = ${ctx.tenantId} and a.message_id = ${id}::bigint`,
    ),
  );
}
