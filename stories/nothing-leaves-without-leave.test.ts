import { afterAll, beforeEach, expect, test } from 'vitest';
import { COMPANY } from '@goodterms/core/settings/company.ts';
import { mayHandOver } from '@goodterms/server/messaging/attempt.actions.ts';
import { claimDue } from '@goodterms/server/messaging/claim.actions.ts';
import { resumeSending, stopSending } from '@goodterms/server/messaging/sender.actions.ts';
import { asOwner, first, sql } from '@goodterms/server/platform/database.ts';
import { changeSetting } from '@goodterms/server/settings/setting.actions.ts';
import { testHouse } from './house.ts';
import { outbox, type Outbox } from './outbox.ts';
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

test('the red switch holds what is claimed already, and lets it go when it is switched back', async () => {
  const reminder = await box.remind();
  const { claims } = await box.inside((ctx) => claimDue(ctx, box.rules, 5));
  const [claim] = claims;
  if (!claim) throw new Error('Expected: a claim');
  await box.inside((ctx) => stopSending(ctx, 'a wrong price list'));
  expect(await box.inside((ctx) => mayHandOver(ctx, claim))).toBe(false);
  await box.leasesRunOut();
  house.clock.turn({ minutes: 2 });
  await box.send();
  expect(smtp.taken).toEqual([]);
  await box.inside((ctx) => resumeSending(ctx));
  house.clock.turn({ minutes: 2 });
  await box.send();
  expect(await box.message(reminder.id)).toMatchObject({ state: 'accepted' });
});

test('no more leaves within an hour than was agreed', async () => {
  await box.changeSender({ maxPerHour: 3 });
  const reminders = await Promise.all(Array.from({ length: 7 }, () => box.remind()));
  await Promise.all([box.send(), box.send(), box.send()]);
  await box.send();
  expect(smtp.taken.length).toBe(3);
  const states = (await box.messages(reminders.map(({ id }) => id))).map(({ state }) => state);
  expect(states.filter((state) => state === 'waiting').length).toBe(4);
});

test('nothing leaves before the sender is verified', async () => {
  await box.remind();
  await box.changeSender({ address: 'other@keel.example' });
  await box.send();
  expect(smtp.taken).toEqual([]);
});

test('in test mode everything goes to the tester, and no step is taken', async () => {
  await box.changeSender({ testRecipient: 'tester@keel.example' });
  const reminder = await box.remind();
  await box.send();
  expect(smtp.taken).toMatchObject([{ recipients: ['tester@keel.example'] }]);
  expect(smtp.taken[0]?.content).not.toContain(reminder.address);
  expect(box.left).toEqual([]);

  await box.changeSender({ testRecipient: '' });
  const real = await box.remindAgain(reminder);
  await box.send();
  expect(await box.message(real ?? reminder.id)).toMatchObject({
    state: 'accepted',
    recipient: reminder.address,
  });
});

test('what a restore brought back waits in quarantine', async () => {
  const reminder = await box.remind();
  await box.raiseEpoch();
  await box.send();
  expect(smtp.taken).toEqual([]);
  expect(await box.message(reminder.id)).toMatchObject({ state: 'quarantined' });
});

test('a mail server that asks to come back later is asked eight times, and then a person', async () => {
  smtp.feel('defers RCPT');
  const reminder = await box.remind({ draft: { deadline: new Date('2026-04-01T00:00:00Z') } });
  for (let i = 0; i < 12; i += 1) {
    await box.send();
    house.clock.turn({ hours: 5 });
  }
  const row = await box.message(reminder.id);
  expect(row).toMatchObject({ state: 'failed', stateReason: 'could_not_be_delivered' });
  expect(row.outcomes).toEqual(Array.from({ length: 8 }, () => 'deferred'));
  expect(box.left).toEqual([]);
});

test('a reminder that could not go in three days is withdrawn', async () => {
  await box.inside((ctx) => stopSending(ctx, 'pause'));
  const reminder = await box.remind();
  house.clock.turn({ days: 3, minutes: 1 });
  await box.inside((ctx) => resumeSending(ctx));
  await box.send();
  expect(await box.message(reminder.id)).toMatchObject({
    state: 'withdrawn',
    stateReason: 'deadline_passed',
  });
});

test('a letter without a way to pay does not leave', async () => {
  await box.inside((ctx) => changeSetting(ctx, COMPANY, COMPANY.defaults));
  const reminder = await box.remind();
  await box.send();
  expect(smtp.taken).toEqual([]);
  expect(await box.message(reminder.id)).toMatchObject({
    state: 'failed',
    stateReason: 'letter_must_be_complete',
  });
});

test('in the demo every mail goes to the built-in mailbox and nowhere else', async () => {
  await setDemo(true);
  try {
    await box.remind({ customerName: 'Acme' });
    expect(await box.send()).toMatchObject({ accepted: 1 });
  } finally {
    await setDemo(false);
  }
  expect(smtp.taken).toEqual([]);
  const mail = await box.inside((ctx) =>
    first<{ recipient: string; subject: string }>(
      ctx,
      sql`select recipient, subject from mailbox_mail where tenant_id = ${ctx.tenantId}`,
    ),
  );
  expect(mail?.recipient).toMatch(/^Anna Larsen <contact\d+@customer.example>$/);
});

async function setDemo(isDemo: boolean): Promise<void> {
  await asOwner(house.pool, (db) => sql`update installation set is_demo = ${isDemo}`.execute(db));
}
