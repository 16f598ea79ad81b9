import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import * as api from '@goodterms/api/messaging/messages.ts';
import * as senderApi from '@goodterms/api/messaging/sender.ts';
import type { Endpoint } from '@goodterms/api/agreement.ts';
import type { Outcome } from '@goodterms/core/kernel/outcome.ts';
import { SENDER_VERIFICATION } from '@goodterms/core/messaging/sender.ts';
import { messageRoutes } from '@goodterms/server/messaging/message.routes.ts';
import { senderRoutes } from '@goodterms/server/messaging/sender.routes.ts';
import { templateRoutes } from '@goodterms/server/messaging/template.routes.ts';
import { rows, sql } from '@goodterms/server/platform/database.ts';
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

describe('an outcome that nobody knows', () => {
  test('is told to have arrived, with the evidence', async () => {
    const id = await unknownMessage();
    await ask(api.resolveMessage, { messageId: id }, { arrived: true, evidence: 'their reply' });
    expect(await box.message(id)).toMatchObject({ state: 'accepted', outcomes: ['accepted'] });
    expect(box.cameBack).toEqual([]);
    const read = await ask(api.readMessage, { messageId: id });
    expect(read.attempts[0].detail).toContain('their reply');
  });

  test('is told not to have arrived: the step is free, and the next letter may go', async () => {
    const reminder = await box.remind();
    smtp.feel('is silent after the content');
    await box.send();
    await ask(
      api.resolveMessage,
      { messageId: reminder.id },
      { arrived: false, evidence: 'the log of the server' },
    );
    expect(await box.message(reminder.id)).toMatchObject({
      state: 'withdrawn',
      stateReason: 'did_not_arrive',
    });
    expect(box.cameBack).toMatchObject([{ id: reminder.id, level: 1 }]);

    smtp.feel('well');
    const second = await box.remindAgain(reminder);
    await box.send();
    expect(await box.message(second ?? reminder.id)).toMatchObject({ state: 'accepted' });
  });

  test('is never told twice', async () => {
    const id = await unknownMessage();
    const found = { arrived: true, evidence: 'their reply' };
    await ask(api.resolveMessage, { messageId: id }, found);
    await expect(ask(api.resolveMessage, { messageId: id }, found)).rejects.toThrow(
      'outcome_must_be_unknown',
    );
  });
});

test('a refused message is sent again when its address was corrected', async () => {
  smtp.feel('refuses RCPT');
  const reminder = await box.remind();
  await box.send();
  expect(await box.message(reminder.id)).toMatchObject({ state: 'refused' });
  smtp.feel('well');
  await ask(api.tryMessageAgain, { messageId: reminder.id }, {});
  await box.send();
  expect(await box.message(reminder.id)).toMatchObject({
    state: 'accepted',
    outcomes: ['refused', 'accepted'],
  });
});

test('a message in quarantine goes when a person releases it, unless a newer one waits', async () => {
  const reminder = await box.remind();
  const other = await box.remind();
  await box.raiseEpoch();
  await box.send();
  await ask(api.releaseMessage, { messageId: reminder.id }, {});
  await box.remindAgain(other);
  await expect(ask(api.releaseMessage, { messageId: other.id }, {})).rejects.toThrow(
    'no_other_message_may_wait',
  );
  await box.send();
  expect(await box.message(reminder.id)).toMatchObject({ state: 'accepted' });
  expect(await box.message(other.id)).toMatchObject({ state: 'quarantined' });
});

test('a person takes a waiting message back, and its words stay out of the journal', async () => {
  const reminder = await box.remind();
  await ask(api.withdrawMessage, { messageId: reminder.id }, { reason: 'Anna is in hospital' });
  await box.send();
  expect(smtp.taken).toEqual([]);
  const read = await ask(api.readMessage, { messageId: reminder.id });
  expect(read.sentence).toContain('Anna is in hospital');
  expect(JSON.stringify(await journal())).not.toContain('hospital');
  await expect(
    ask(api.withdrawMessage, { messageId: reminder.id }, { reason: 'again' }),
  ).rejects.toThrow('message_must_not_have_left');
});

test('the page shows what will go out, as it would read now, and what the gate says', async () => {
  const reminder = await box.remind({ customerName: 'Acme', reference: 'INV-17' });
  const list = await ask(api.listMessages, {}, undefined, { box: 'outgoing', search: 'acm' });
  expect(list).toMatchObject({
    rows: [{ id: reminder.id, customerName: 'Acme', sentence: 'It waits to be sent.' }],
    counts: { outgoing: 1, sent: 0 },
  });
  const read = await ask(api.readMessage, { messageId: reminder.id });
  expect(read.bodyText).toContain('INV-17');
  expect(read.gateNow).toMatchObject({ go: true, because: null });
  expect(await box.message(reminder.id)).toMatchObject({ state: 'waiting', outcomes: [] });
});

test('the page shows what was sent, with the proof and the amounts', async () => {
  await box.remind({ customerName: 'Acme', reference: 'INV-17' });
  await box.send();
  const list = await ask(api.listMessages, {}, undefined, { box: 'sent' });
  expect(list.rows).toMatchObject([
    { customerName: 'Acme', amounts: [{ amount: '1250.00', currency: 'EUR' }], itemCount: 1 },
  ]);
  const read = await ask(api.readMessage, { messageId: list.rows[0].id });
  expect(read.attempts).toMatchObject([
    {
      outcome: 'accepted',
      detail: '250 taken',
      checks: [{ check: 'nothing_overdue', passed: true }],
      items: [{ reference: 'INV-17', dueOn: '2026-02-14', asked: { amount: '1250.00' } }],
    },
  ]);
});

test('long lists come a page at a time', async () => {
  const reminders = await Promise.all(Array.from({ length: 5 }, () => box.remind()));
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await ask(api.listMessages, {}, undefined, { limit: 2, cursor });
    seen.push(...page.rows.map((row: { id: string }) => row.id));
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  expect(seen.toSorted()).toEqual(reminders.map(({ id }) => id as string).toSorted());
});

test('a sender is verified by a code that comes back from its own mailbox', async () => {
  await box.inside((ctx) => changeSetting(ctx, SENDER_VERIFICATION, SENDER_VERIFICATION.defaults));
  const reminder = await box.remind();
  await ask(senderApi.askSenderVerification, {}, {});
  await box.send();
  expect(smtp.taken.map(({ recipients }) => recipients)).toEqual([['accounts@keel.example']]);
  const code = /sender: ([A-Z0-9]{8})/i.exec(smtp.taken[0]?.content.replaceAll('=\r\n', '') ?? '');

  await expect(ask(senderApi.verifySender, {}, { code: 'AAAA2222' })).rejects.toThrow(
    'code_must_fit',
  );
  const state = await ask(senderApi.verifySender, {}, { code: code?.[1]?.toLowerCase() });
  expect(state).toMatchObject({ sending: { on: true }, stopped: false });
  await box.send();
  expect(await box.message(reminder.id)).toMatchObject({ state: 'accepted' });
});

test('the page of the sender never shows the code, nor the password', async () => {
  const { sender } = box;
  await ask(senderApi.changeSender, {}, { sender, password: 'correct horse' });
  await ask(senderApi.askSenderVerification, {}, {});
  await box.send();
  const state = await ask(senderApi.readSender, {});
  expect(state).toMatchObject({ hasPassword: true });
  const { rows: sent } = await ask(api.listMessages, {}, undefined, { box: 'sent' });
  const read = await ask(api.readMessage, { messageId: sent[0].id });
  expect(read.bodyText).toBe('');
  const kept = await box.inside((ctx) =>
    rows(ctx, sql`select value::text from setting where tenant_id = ${ctx.tenantId}`),
  );
  expect(JSON.stringify([state, kept, await journal()])).not.toContain('correct horse');
});

test('a template is listed with its variables, changed, and previewed', async () => {
  const { templates, variables } = await ask(api.listTemplates, {});
  expect(templates.length).toBe(8);
  expect(variables.length).toBeGreaterThan(20);
  const [first] = templates;
  const changed = await ask(
    api.changeTemplate,
    { name: first.name, language: first.language },
    { subject: `${first.subject}!`, bodyText: first.bodyText, bodyHtml: first.bodyHtml },
  );
  expect(changed).toMatchObject({ version: 1, findings: [] });
  const preview = await ask(
    api.previewTemplate,
    {},
    { language: 'en', subject: 'x', bodyText: 'You have failed to pay.', bodyHtml: '<p>x</p>' },
  );
  expect(preview.findings.join(' ')).toContain('blames');
});

/** Asks as a page would: what comes back fits the agreement, and a refusal is thrown by its name. */
async function ask(
  endpoint: Endpoint,
  params: object,
  body?: unknown,
  query: object = {},
  // oxlint-disable-next-line typescript/no-explicit-any -- a test reads what it expects
): Promise<any> {
  const answers = [...messageRoutes(box.rules), ...senderRoutes(box.seal), ...templateRoutes()];
  const found = answers.find((one) => one.endpoint === endpoint);
  if (!found) throw new Error('Expected: an answer');
  const by = undefined as never;
  const outcome: Outcome<unknown, string> = await box.inside((ctx) =>
    found.handle(ctx, {
      params: endpoint.params?.parse(params),
      query: endpoint.query?.parse(query),
      body: endpoint.body?.parse(body),
      file: undefined,
      by,
    }),
  );
  if (!outcome.accepted) throw new Error(outcome.reason);
  return endpoint.reply.parse(outcome.value);
}

async function unknownMessage() {
  const reminder = await box.remind();
  smtp.feel('is silent after the content');
  await box.send();
  expect(await box.message(reminder.id)).toMatchObject({ state: 'unknown' });
  return reminder.id;
}

function journal() {
  return box.inside((ctx) =>
    rows(ctx, sql`select fact, data from journal where tenant_id = ${ctx.tenantId}`),
  );
}
