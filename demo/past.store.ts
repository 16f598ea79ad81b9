import type { JournalId } from '@goodterms/core/kernel/id.ts';
import type { Context } from '@goodterms/server/platform/context.ts';
import { rows, sql } from '@goodterms/server/platform/database.ts';
import type { Player } from './cast.ts';
import type { PastLetter } from './past-letters.ts';
import type { Past } from './past.ts';

/** Who is who among the colleagues, as the books name them. */
export type Colleagues = Readonly<Record<'ada' | 'ben' | 'cleo', string>>;

/** What a ledger file does not say of a customer: zone, collector, special bond, how to greet. */
export async function completeCustomers(
  ctx: Context,
  players: readonly Player[],
  colleagues: Colleagues,
): Promise<void> {
  const known = players.map(({ number, timeZone, collector, habit, contact }) => ({
    number,
    time_zone: timeZone,
    collector_id: colleagues[collector],
    personal: habit === 'special_bond',
    greeting: contact.greeting,
  }));
  await rows(
    ctx,
    sql`
    with known as (
      select * from jsonb_to_recordset(${JSON.stringify(known)}::jsonb)
        as k (number text, time_zone text, collector_id text, personal boolean, greeting text)),
    told as (
      update customer c
         set time_zone = k.time_zone, collector_id = k.collector_id, personal = k.personal,
             sponsor = case when k.personal then ${colleagues.ada} end
        from known k
       where c.tenant_id = ${ctx.tenantId} and c.number = k.number
      returning c.id, k.greeting)
    update contact t set greeting_name = told.greeting, is_primary = true
      from told
     where t.tenant_id = ${ctx.tenantId} and t.customer_id = told.id`,
  );
}

/**
 * Writes what happened before the first day with Goodterms, with the stamps of then: the actions
 * stamp with the clock of the database, which cannot be turned back.
 */
export async function writePast(
  ctx: Context,
  past: Past & { readonly letters: readonly PastLetter[] },
  colleagues: Colleagues,
  journalId: JournalId,
): Promise<void> {
  await writeNotes(ctx, past, colleagues);
  await writePromises(ctx, past, colleagues, journalId);
  await writeDisputes(ctx, past, colleagues, journalId);
  await writeHolds(ctx, past, colleagues, journalId);
  await writeReminders(ctx, past.letters, journalId);
}

async function writeNotes(ctx: Context, { notes }: Past, colleagues: Colleagues): Promise<void> {
  const drafts = notes.map((note) => ({ ...note, by: colleagues[note.by] }));
  await rows(
    ctx,
    sql`
    insert into note (tenant_id, customer_id, kind, text, outcome, author, written_at)
    select ${ctx.tenantId}, c.id, n.kind, n.text, n.outcome, n.by, n.on + time '10:20'
      from jsonb_to_recordset(${JSON.stringify(drafts)}::jsonb)
        as n (customer text, "on" date, kind text, by text, text text, outcome text)
      join customer c on c.tenant_id = ${ctx.tenantId} and c.number = n.customer
     order by n.on`,
  );
}

async function writePromises(
  ctx: Context,
  { promises }: Past,
  { ben }: Colleagues,
  journalId: JournalId,
): Promise<void> {
  await rows(
    ctx,
    sql`
    with said as (
      select p.*, c.id as customer_id, i.id as item_id, i.amount as item_amount
        from jsonb_to_recordset(${JSON.stringify(promises)}::jsonb)
          as p (customer text, "on" date, "promisedFor" date, reference text, minor bigint,
                currency text, "saidBy" text, said text)
        join customer c on c.tenant_id = ${ctx.tenantId} and c.number = p.customer
        join open_item i on i.tenant_id = ${ctx.tenantId} and i.reference = p.reference),
    made as (
      insert into promise_to_pay (tenant_id, customer_id, currency, amount, promised_for, made_on,
                                  made_at, said_by, channel, said, taken_by, journal_id)
      select ${ctx.tenantId}, customer_id, currency, minor, "promisedFor", "on",
             "on" + time '10:20', "saidBy", 'call', said, ${ben}, ${journalId}::bigint
        from said order by "on"
      returning id, customer_id, made_on)
    insert into promised_item (tenant_id, promise_to_pay_id, open_item_id, amount, open_before)
    select ${ctx.tenantId}, made.id, said.item_id, said.minor, said.item_amount
      from made join said on said.customer_id = made.customer_id and said."on" = made.made_on`,
  );
}

async function writeDisputes(
  ctx: Context,
  { disputes }: Past,
  { ben }: Colleagues,
  journalId: JournalId,
): Promise<void> {
  await rows(
    ctx,
    sql`
    insert into dispute (tenant_id, customer_id, open_item_id, amount, currency, reason, said,
                         opened_by, opened_on, opened_at, journal_id)
    select ${ctx.tenantId}, i.customer_id, i.id, d.minor, d.currency, d.reason, d.said, ${ben},
           d.on, d.on + time '11:05', ${journalId}::bigint
      from jsonb_to_recordset(${JSON.stringify(disputes)}::jsonb)
        as d ("on" date, reference text, minor bigint, currency text, reason text, said text)
      join open_item i on i.tenant_id = ${ctx.tenantId} and i.reference = d.reference
     order by d.on`,
  );
}

async function writeHolds(
  ctx: Context,
  { holds }: Past,
  { ben }: Colleagues,
  journalId: JournalId,
): Promise<void> {
  await rows(
    ctx,
    sql`
    insert into dunning_hold (tenant_id, customer_id, reason, note, from_on, until_on, set_at,
                              set_by, journal_id)
    select ${ctx.tenantId}, c.id, h.reason, h.note, h.on, h."untilOn", h.on + time '11:30', ${ben},
           ${journalId}::bigint
      from jsonb_to_recordset(${JSON.stringify(holds)}::jsonb)
        as h (customer text, "on" date, "untilOn" date, reason text, note text)
      join customer c on c.tenant_id = ${ctx.tenantId} and c.number = h.customer
     order by h.on`,
  );
}

/** Each is a message that was accepted, with its attempt, the items it named, and their level. */
async function writeReminders(
  ctx: Context,
  letters: readonly PastLetter[],
  journalId: JournalId,
): Promise<void> {
  await rows(
    ctx,
    sql`
    with told as (
      select r.*, c.id as customer_id, t.id as contact_id, t.email,
             coalesce(t.language, c.language) as language,
             (select i.id from open_item i
               where i.tenant_id = ${ctx.tenantId} and i.reference = r.references ->> 0) as case_item_id
        from jsonb_to_recordset(${JSON.stringify(letters)}::jsonb)
          as r (customer text, "on" date, level int, "references" jsonb, template text,
                subject text, "bodyText" text, "bodyHtml" text)
        join customer c on c.tenant_id = ${ctx.tenantId} and c.number = r.customer
        join contact t on t.tenant_id = ${ctx.tenantId} and t.customer_id = c.id),
    sent as (
      insert into message (tenant_id, customer_id, contact_id, purpose, case_item_id, level,
                           template, language, recipient, recipient_hash, business_day, state,
                           planned, subject, body_text, body_html, header_id, epoch, attempts,
                           available_at, deadline, queued_at, sent_at, ended_at, journal_id)
      select ${ctx.tenantId}, customer_id, contact_id, 'reminder', case_item_id, level,
             template, language, email, sha256(convert_to(lower(email), 'UTF8')), "on",
             'accepted', '{}', subject, "bodyText", "bodyHtml",
             md5(customer_id::text || level::text || "on"::text) || '@northlight.example', 1, 1,
             "on" + time '09:00', "on" + time '18:00', "on" + time '07:00', "on" + time '09:12',
             "on" + time '09:12', ${journalId}::bigint
        from told order by "on"
      returning id, customer_id, level, business_day, sent_at),
    tried as (
      insert into message_attempt (tenant_id, message_id, started_at, stage, data_at, outcome,
                                   reply_code, ended_at, gate)
      select ${ctx.tenantId}, id, sent_at, 'ended', sent_at, 'accepted', '250', sent_at,
             '{"checks": [], "items": []}'
        from sent
      returning id, message_id),
    named as (
      insert into message_item (tenant_id, attempt_id, open_item_id, open_amount, asked_amount,
                                currency, reference, due_on)
      select ${ctx.tenantId}, tried.id, i.id, i.amount, i.amount, i.currency, i.reference, i.due_on
        from tried
        join sent on sent.id = tried.message_id
        join told on told.customer_id = sent.customer_id and told.level = sent.level
       cross join lateral jsonb_array_elements_text(told.references) as n (reference)
        join open_item i on i.tenant_id = ${ctx.tenantId} and i.reference = n.reference
      returning attempt_id, open_item_id),
    climbed as (
      select named.open_item_id, sent.customer_id, sent.business_day, sent.id,
             row_number() over letters as level,
             lag(sent.business_day) over letters as previous_on,
             lag(sent.id) over letters as previous_message_id
        from named
        join tried on tried.id = named.attempt_id
        join sent on sent.id = tried.message_id
      window letters as (partition by named.open_item_id order by sent.business_day))
    insert into dunning_level (tenant_id, open_item_id, customer_id, level, reached_on, message_id,
                               previous_on, previous_message_id)
    select distinct on (open_item_id) ${ctx.tenantId}, open_item_id, customer_id, level,
           business_day, id, previous_on, previous_message_id
      from climbed
     order by open_item_id, level desc`,
  );
}
