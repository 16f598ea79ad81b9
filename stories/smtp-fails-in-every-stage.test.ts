import { afterAll, describe, expect, test } from 'vitest';
import { first, rows, sql } from '@goodterms/server/platform/database.ts';
import { testHouse } from './house.ts';
import { outbox, type MessageRow, type Outbox } from './outbox.ts';
import { scriptedSmtp, SMTP_FAULTS, TAKES_THE_CONTENT, type SmtpMood } from './scripted-smtp.ts';

const MESSAGES = 6;
/** Longer than all waits between eight tries. */
const ROUNDS = 12;

const smtp = await scriptedSmtp();
const house = await testHouse();
afterAll(() => smtp.close());

describe.each(SMTP_FAULTS)('a mail server that %s', (fault) => {
  test('gets no message twice, and none is lost or stuck', async () => {
    const box = await outbox(house, await house.newTenant(), smtp.port);
    smtp.taken.length = 0;
    smtp.feel(fault);
    const reminders = await Promise.all(
      Array.from({ length: MESSAGES }, () => remindPatiently(box)),
    );
    await box.send();
    await holdsTogether(box);

    smtp.feel('well');
    await untilQuiet(box);
    await holdsTogether(box);
    const messages = await box.messages(reminders.map(({ id }) => id));
    expect(messages.filter(({ state }) => !ENDED.has(state))).toEqual([]);
    expect(messages.map(({ state }) => state)).toEqual(messages.map(() => expectedEnd(fault)));
  });
});

test('a server in a mood of its own for every session keeps every promise', async () => {
  const box = await outbox(house, await house.newTenant(), smtp.port);
  smtp.taken.length = 0;
  let session = 0;
  const moods: SmtpMood[] = [...SMTP_FAULTS, 'well', 'well'];
  smtp.feel(() => moods[(session += 7) % moods.length] ?? 'well');
  await Promise.all(Array.from({ length: 60 }, () => remindPatiently(box)));
  for (let round = 0; round < 3; round += 1) {
    await Promise.all([box.send(), box.send()]);
    await holdsTogether(box);
    house.clock.turn({ minutes: 20 });
  }
  smtp.feel('well');
  await untilQuiet(box);
  await holdsTogether(box);
  expect((await box.messages()).filter(({ state }) => !ENDED.has(state))).toEqual([]);
});

/** Terminal, or a task for a person (I18). */
const ENDED: ReadonlySet<string> = new Set([
  'accepted',
  'refused',
  'unknown',
  'failed',
  'withdrawn',
]);

/** What becomes of a message whose first try met the fault and whose later tries went well. */
function expectedEnd(fault: SmtpMood): string {
  if (fault.startsWith('refuses')) return 'refused';
  const isAmbiguous =
    fault === 'hangs up in the content' || (TAKES_THE_CONTENT.has(fault) && !SAYS_YES.has(fault));
  return isAmbiguous ? 'unknown' : 'accepted';
}

/** These say an honest yes, or a yes so early that no content follows. */
const SAYS_YES: ReadonlySet<SmtpMood> = new Set<SmtpMood>([
  'accepts and resets',
  'accepts before the content',
  'says every yes twice',
  'speaks a byte at a time',
]);

/** I14 and I31, whatever happened so far. */
async function holdsTogether(box: Outbox): Promise<void> {
  const messages = await box.messages();
  const counts = smtp.counts();
  expect([...counts.values()].every((count) => count === 1)).toBe(true);

  const known = new Map(messages.map((message) => [`<${message.headerId}>`, message]));
  const strangers = [...counts.keys()].filter((messageId) => !known.has(messageId));
  expect(strangers).toEqual([]);
  const readByNobody = messages.filter(
    (message) => message.state === 'accepted' && !counts.has(`<${message.headerId}>`),
  );
  expect(readByNobody).toEqual([]);
  const readAndDenied = [...counts.keys()]
    .map((messageId) => known.get(messageId))
    .filter((message) => message && !MAY_HAVE_ARRIVED.has(message.state));
  expect(readAndDenied).toEqual([]);

  const { twice } = await chasedTwice(box);
  expect(twice).toBe(0);
  for (const message of messages) expect(tooManyYeses(message)).toBe(false);
}

const MAY_HAVE_ARRIVED: ReadonlySet<string> = new Set(['accepted', 'unknown', 'data']);

function tooManyYeses({ outcomes }: MessageRow): boolean {
  return outcomes.filter((outcome) => outcome === 'accepted' || outcome === 'unknown').length > 1;
}

/** At most one accepted-or-unknown try per case, step, channel and recipient. */
async function chasedTwice(box: Outbox): Promise<{ twice: number }> {
  const found = await box.inside((ctx) =>
    first<{ twice: number }>(
      ctx,
      sql`
      select count(*)::int as twice from (
        select 1
          from message_attempt a
          join message m on m.tenant_id = a.tenant_id and m.id = a.message_id
         where a.tenant_id = ${ctx.tenantId} and a.outcome in ('accepted', 'unknown')
         group by m.case_item_id, m.level, m.channel, m.recipient_hash
        having count(*) > 1) as chased`,
    ),
  );
  return found ?? { twice: 0 };
}

/** Its deadline is beyond all the waiting of the test. */
function remindPatiently(box: Outbox) {
  const deadline = new Date(house.clock.now().getTime() + 30 * 86_400_000);
  return box.remind({ draft: { deadline } });
}

async function untilQuiet(box: Outbox): Promise<void> {
  for (let round = 0; round < ROUNDS; round += 1) {
    const waiting = await box.inside((ctx) =>
      rows(
        ctx,
        sql`select 1 from message where tenant_id = ${ctx.tenantId} and state in ('waiting', 'claimed', 'data')`,
      ),
    );
    if (waiting.length === 0) return;
    house.clock.turn({ hours: 5 });
    await box.send();
  }
}
