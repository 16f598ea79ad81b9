import { createHash, randomBytes } from 'node:crypto';
import { assert } from '@goodterms/core/kernel/assert.ts';
import { toDay } from '@goodterms/core/kernel/day.ts';
import type { CustomerId, OpenItemId, TenantId } from '@goodterms/core/kernel/id.ts';
import { parseMoney, toCurrency, type Money } from '@goodterms/core/kernel/money.ts';
import { COMPANY } from '@goodterms/core/settings/company.ts';
import { readBankFile } from '@goodterms/formats/bank-file.ts';
import { readTable } from '@goodterms/formats/table/read-table.ts';
import { importBankFile } from '@goodterms/server/cash/bank-import.actions.ts';
import { runMorning, type MorningRun } from '@goodterms/server/collections/day.job.ts';
import { setHold } from '@goodterms/server/collections/dunning-hold.actions.ts';
import { explainCustomer } from '@goodterms/server/collections/explain.queries.ts';
import { OUTGOING_RULES } from '@goodterms/server/collections/outgoing-rules.actions.ts';
import { makePromise } from '@goodterms/server/collections/promise-to-pay.actions.ts';
import { openDispute } from '@goodterms/server/disputes/dispute.actions.ts';
import { importLedger } from '@goodterms/server/ledger/ledger-import.actions.ts';
import { noteReading } from '@goodterms/server/ledger/ledger-import.store.ts';
import { openItemsOf } from '@goodterms/server/ledger/open-item.queries.ts';
import { sendWaiting } from '@goodterms/server/messaging/send.job.ts';
import type { Context } from '@goodterms/server/platform/context.ts';
import { worklistPage } from '@goodterms/server/collections/worklist-page.queries.ts';
import { asOwner, first, rows, sql } from '@goodterms/server/platform/database.ts';
import { sealWith } from '@goodterms/server/platform/seal.ts';
import { changeSetting } from '@goodterms/server/settings/setting.actions.ts';
import { handleFacts } from '@goodterms/server/switchboard.ts';
import type { TestHouse } from './house.ts';
import { KEEL } from './outbox.ts';
import { bankFileOf } from './bank-file-of.ts';
import { ledgerFilesOf, type BookLine } from './ledger-files-of.ts';

const TIME_ZONE = 'Europe/Amsterdam';
const BETWEEN_PLAN_AND_POST_HOURS = 2;

/** The whole house with a company moved in, a calendar turned by hand, and a letter box to look into. */
export type Story = Awaited<ReturnType<typeof moveIn>>;

/**
 * Moves a company in. Its books are given in plain text, one thing a line, and come in as the files
 * of its accounting system:
 *
 *     today    2026-03-02
 *     customer Acme in NL
 *     invoice  INV-7 Acme 1250.00 EUR due 2026-02-14
 *     invoice  INV-8 Acme  500.00 EUR due 2026-03-20 terms 2/10 net 30
 *     credit   CN-1 Acme 100.00 EUR
 */
export async function moveIn(house: TestHouse, books: string) {
  const tenantId: TenantId = await house.newTenant();
  await asOwner(house.pool, (db) => sql`update installation set is_demo = true`.execute(db));
  const tenant = { tenantId, timeZone: TIME_ZONE };
  const seal = sealWith(randomBytes(32));
  const inside = <Result>(work: (ctx: Context) => Promise<Result>) =>
    house.inside(work, { tenantId, timeZone: TIME_ZONE });

  const takeLedger = async (given: readonly BookLine[]) => {
    const files = ledgerFilesOf(given, house.clock.now());
    const report = await inside((ctx) =>
      importLedger(ctx, {
        files: files.map(({ name, text }) => {
          const bytes = Buffer.from(text);
          const reading = readTable(bytes);
          assert(reading.readable, `a table in ${name}`);
          return { name, table: reading.table, sha256: digest(bytes), bytes: bytes.length };
        }),
      }),
    );
    assert(report.refused === undefined, `a ledger that is taken in, not ${report.refused}`);
  };

  const lines = linesOf(books);
  const today = lines.find(([word]) => word === 'today')?.[1];
  assert(today !== undefined, 'a day on which the story begins');
  house.clock.set(today);
  await inside((ctx) =>
    changeSetting(ctx, COMPANY, { ...COMPANY.defaults, ...KEEL, timeZone: TIME_ZONE }),
  );
  await takeLedger(lines.filter(([word]) => word !== 'today'));

  return {
    inside,
    /** Early in the morning the ledger is read, with nothing new in it, and everybody is looked at. */
    morning: (): Promise<MorningRun> =>
      inside(async (ctx) => {
        await noteReading(ctx);
        return runMorning(ctx);
      }),
    /** Everybody is looked at, and nobody has read the ledger since. */
    morningWithoutLedger: (): Promise<MorningRun> => inside((ctx) => runMorning(ctx)),
    /** The accounting system sends what is new since, in the words of the books. */
    ledgerFile: (given: string) => takeLedger(linesOf(given)),
    /** The bank sends a statement of a day: lines such as `1250.00 Acme: INV-7`. */
    async bankFile(on: string, given: string) {
      const bytes = Buffer.from(bankFileOf(toDay(on), linesOfText(given)));
      const reading = readBankFile(bytes, { name: `${on}.xml` });
      assert(reading.readable, 'a readable bank file');
      const sent = { name: `${on}.xml`, bytes: bytes.length, sha256: digest(bytes) };
      return inside((ctx) => importBankFile(ctx, { ...sent, file: reading.file }));
    },
    /** The switchboard rings: those concerned are looked at again. */
    async letTheFactsArrive() {
      while ((await inside(handleFacts)) > 0);
    },
    /** Two hours later, when there was time to look at what is planned, the postman comes. */
    async postmanComes() {
      house.clock.turn({ hours: BETWEEN_PLAN_AND_POST_HOURS });
      await sendWaiting(house, tenant, { rules: OUTGOING_RULES, seal });
    },
    /** The postman comes at this very moment. */
    send: () => sendWaiting(house, tenant, { rules: OUTGOING_RULES, seal }),
    customerLivesIn: (name: string, timeZone: string) =>
      inside(async (ctx) => {
        const id = await customerCalled(ctx, name);
        await sql`
          update customer set time_zone = ${timeZone}
           where tenant_id = ${ctx.tenantId} and id = ${id}::bigint`.execute(ctx.db);
      }),
    /** The next morning, or that after so many nights. */
    nightFalls(nights = 1) {
      const day = house.clock.now().toISOString().slice(0, 10);
      house.clock.set(day);
      house.clock.turn({ days: nights });
    },
    customerPromises: (name: string, amount: string, by: string, references: string[] = []) =>
      inside(async (ctx) => {
        const customerId = await customerCalled(ctx, name);
        const items = await itemsCalled(ctx, customerId, references);
        const promised = await makePromise(ctx, {
          customerId,
          amount: exactly(amount),
          promisedFor: toDay(by),
          openItemIds: items,
          saidBy: '',
          said: '',
          channel: 'call',
        });
        assert(promised.accepted, `a promise that the rule accepts: ${JSON.stringify(promised)}`);
      }),
    customerDisputes: (name: string, reference: string, amount?: string) =>
      inside(async (ctx) => {
        const customerId = await customerCalled(ctx, name);
        const [openItemId] = await itemsCalled(ctx, customerId, [reference]);
        assert(openItemId !== undefined, `an open ${reference}`);
        const opened = await openDispute(ctx, {
          customerId,
          openItemId,
          amount: amount === undefined ? undefined : exactly(amount),
          reason: 'quality',
          said: '',
        });
        assert(opened.accepted, `a dispute that the rule accepts: ${JSON.stringify(opened)}`);
      }),
    remindersRestUntil: (name: string, untilOn: string, reference?: string) =>
      inside(async (ctx) => {
        const customerId = await customerCalled(ctx, name);
        const [openItemId] = reference ? await itemsCalled(ctx, customerId, [reference]) : [];
        const draft = { customerId, openItemId, untilOn: toDay(untilOn), note: '' };
        const set = await setHold(ctx, { ...draft, reason: 'agreed_pause' });
        assert(set.accepted, `a hold that the rule accepts: ${JSON.stringify(set)}`);
      }),
    /** The reminders that wait, as 'reminder 1 to Acme about 1250.00 EUR'. */
    planned: () => inside(plannedReminders),
    /** The letters in the box: 'reminder 1 to Acme: INV-7 1250.00 EUR'. What they say is checked. */
    letters: () => inside(lettersInTheBox),
    /** What is open of a customer: 'INV-7 1250.00 EUR'. */
    openItems: (name: string) =>
      inside(async (ctx) => {
        const items = await openItemsOf(ctx, await customerCalled(ctx, name));
        return items.map(({ reference, openAmount }) => `${reference} ${said(openAmount)}`);
      }),
    /** What people see on Today: 'Acme: Nothing is overdue.', best first. */
    today: () =>
      inside(async (ctx) => {
        const page = await worklistPage(ctx, { limit: 100 });
        return page.rows.map(({ name, sentence }) => `${name}: ${sentence}`);
      }),
    /** What is decided about a customer, in the words that a person reads. */
    whatWeSayAbout: (name: string) =>
      inside(async (ctx) => {
        const explained = await explainCustomer(ctx, await customerCalled(ctx, name));
        return explained?.sentence;
      }),
    explain: (name: string) =>
      inside(async (ctx) => explainCustomer(ctx, await customerCalled(ctx, name))),
  };
}

function linesOf(text: string): BookLine[] {
  return linesOfText(text).map((line) => line.split(/\s+/));
}

function linesOfText(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

async function customerCalled(ctx: Context, name: string): Promise<CustomerId> {
  const found = await first<{ id: CustomerId }>(
    ctx,
    sql`
    select id::text as id from customer where tenant_id = ${ctx.tenantId} and name = ${name}`,
  );
  assert(found !== undefined, `a customer called ${name}`);
  return found.id;
}

async function itemsCalled(
  ctx: Context,
  customerId: CustomerId,
  references: readonly string[],
): Promise<OpenItemId[]> {
  const open = await openItemsOf(ctx, customerId);
  return references.map((reference) => {
    const item = open.find((one) => one.reference === reference);
    assert(item !== undefined, `an open item ${reference}`);
    return item.id;
  });
}

function plannedReminders(ctx: Context): Promise<string[]> {
  return texts(
    ctx,
    sql`
    select 'reminder ' || m.level || ' to ' || c.name || ' about '
           || (select string_agg((a ->> 'amount') || ' ' || (a ->> 'currency'), ' and ')
                 from json_array_elements(m.planned -> 'amounts') a) as text
      from message m
      join customer c on c.tenant_id = m.tenant_id and c.id = m.customer_id
     where m.tenant_id = ${ctx.tenantId} and m.state = 'waiting'
     order by m.id`,
  );
}

/** Fails when a letter does not say what its proof says, or says anything twice. */
async function lettersInTheBox(ctx: Context): Promise<string[]> {
  const found = await rows<{ text: string; body: string; references: string[] }>(
    ctx,
    sql`
    select 'reminder ' || m.level || ' to ' || c.name || ': '
           || string_agg(i.reference || ' ' || (n.asked_amount::numeric / 100)::numeric(20, 2)
                         || ' ' || n.currency, ', ' order by i.due_on, i.id) as text,
           b.body_text as body, array_agg(i.reference) as references
      from mailbox_mail b
      join message m on m.tenant_id = b.tenant_id and m.header_id = b.header_id
      join customer c on c.tenant_id = m.tenant_id and c.id = m.customer_id
      join message_attempt a on a.tenant_id = m.tenant_id and a.message_id = m.id
       and a.outcome = 'accepted'
      join message_item n on n.tenant_id = a.tenant_id and n.attempt_id = a.id
      join open_item i on i.tenant_id = n.tenant_id and i.id = n.open_item_id
     where b.tenant_id = ${ctx.tenantId}
     group by b.id, b.body_text, m.level, c.name
     order by b.id`,
  );
  for (const { body, references } of found)
    for (const reference of references)
      assert(body.includes(reference), `a letter that names ${reference}`);
  return found.map(({ text }) => text);
}

async function texts(ctx: Context, query: ReturnType<typeof sql>): Promise<string[]> {
  const found = await rows<{ text: string }>(ctx, query);
  return found.map(({ text }) => text);
}

function exactly(text: string): Money {
  const [amount = '', code = 'EUR'] = text.split(' ');
  const parsed = parseMoney(amount, toCurrency(code));
  assert(parsed !== undefined, `an amount, not '${text}'`);
  return parsed;
}

function said({ minor, currency }: Money): string {
  return `${(Number(minor) / 100).toFixed(2)} ${currency}`;
}

function digest(bytes: Uint8Array): Uint8Array {
  return createHash('sha256').update(bytes).digest();
}
