import type { Remembering } from '@goodterms/core/cash/lesson.ts';
import type { TierName } from '@goodterms/core/cash/tier-record.ts';
import type { Context } from '../platform/context.ts';
import { list, sql } from '../platform/database.ts';

/**
 * Adds to what is remembered. Each kind begins with rows of zero, in one order for all, so that two
 * who learn at once wait for each other and never in a circle.
 */
export async function changeMemory(ctx: Context, change: Remembering): Promise<void> {
  if (change.payers.size > 0) await changePayers(ctx, change);
  if (change.strangers.size > 0) await changeStrangers(ctx, change);
  if (change.words.size > 0) await changeWords(ctx, change);
  if (change.habits.size > 0) await changeHabits(ctx, change);
  if (change.tiers.size > 0) await changeTiers(ctx, change);
}

async function changePayers(ctx: Context, { payers }: Remembering): Promise<void> {
  const changes = [...payers.values()];
  await sql`
    insert into payer_record (tenant_id, kind, key, customer_id, confirmed, refused)
    select ${ctx.tenantId}, kind, key, customer_id, 0, 0
      from unnest(${list(changes.map((c) => c.kind))}::text[],
                  ${list(changes.map((c) => c.key))}::text[],
                  ${list(changes.map((c) => c.customerId))}::bigint[]) as d (kind, key, customer_id)
     order by kind collate "C", key collate "C", customer_id
        on conflict do nothing`.execute(ctx.db);
  await sql`
    update payer_record r
       set confirmed = r.confirmed + d.confirmed, refused = r.refused + d.refused,
           changed_at = clock_timestamp()
      from unnest(${list(changes.map((c) => c.kind))}::text[],
                  ${list(changes.map((c) => c.key))}::text[],
                  ${list(changes.map((c) => c.customerId))}::bigint[],
                  ${list(changes.map((c) => c.confirmed))}::int[],
                  ${list(changes.map((c) => c.refused))}::int[])
           as d (kind, key, customer_id, confirmed, refused)
     where r.tenant_id = ${ctx.tenantId} and r.kind = d.kind and r.key = d.key
       and r.customer_id = d.customer_id`.execute(ctx.db);
  await sql`
    delete from payer_record
     where tenant_id = ${ctx.tenantId} and confirmed = 0 and refused = 0
       and kind in ('name', 'account')
       and key = any(${list(changes.map((c) => c.key))}::text[])`.execute(ctx.db);
}

async function changeStrangers(ctx: Context, { strangers }: Remembering): Promise<void> {
  const keys = list([...strangers.keys()]);
  await sql`
    insert into stranger_record (tenant_id, key, times)
    select ${ctx.tenantId}, key, 0 from unnest(${keys}::text[]) as d (key)
     order by key collate "C"
        on conflict do nothing`.execute(ctx.db);
  await sql`
    update stranger_record r
       set times = r.times + d.times
      from unnest(${keys}::text[], ${list([...strangers.values()])}::int[]) as d (key, times)
     where r.tenant_id = ${ctx.tenantId} and r.key = d.key`.execute(ctx.db);
}

async function changeWords(ctx: Context, { words }: Remembering): Promise<void> {
  const changes = [...words.values()];
  const keys = list([...words.keys()]);
  await sql`
    insert into word_record (tenant_id, word, receivable, other)
    select ${ctx.tenantId}, word, 0, 0 from unnest(${keys}::text[]) as d (word)
     order by word collate "C"
        on conflict do nothing`.execute(ctx.db);
  await sql`
    update word_record r
       set receivable = r.receivable + d.receivable, other = r.other + d.other
      from unnest(${keys}::text[], ${list(changes.map((c) => c.receivable))}::int[],
                  ${list(changes.map((c) => c.other))}::int[]) as d (word, receivable, other)
     where r.tenant_id = ${ctx.tenantId} and r.word = d.word`.execute(ctx.db);
}

async function changeHabits(ctx: Context, { habits }: Remembering): Promise<void> {
  const changes = [...habits.values()];
  const customers = list([...habits.keys()]);
  await sql`
    insert into paying_habit (tenant_id, customer_id, payments, without_reference, several,
                              whole_month, everything_due, everything_open)
    select ${ctx.tenantId}, customer_id, 0, 0, 0, 0, 0, 0
      from unnest(${customers}::bigint[]) as d (customer_id)
     order by customer_id
        on conflict do nothing`.execute(ctx.db);
  await sql`
    update paying_habit h
       set payments = h.payments + d.payments,
           without_reference = h.without_reference + d.without_reference,
           several = h.several + d.several,
           whole_month = h.whole_month + d.whole_month,
           everything_due = h.everything_due + d.everything_due,
           everything_open = h.everything_open + d.everything_open
      from unnest(${customers}::bigint[],
                  ${list(changes.map((c) => c.payments))}::int[],
                  ${list(changes.map((c) => c.withoutReference))}::int[],
                  ${list(changes.map((c) => c.several))}::int[],
                  ${list(changes.map((c) => c.wholeMonth))}::int[],
                  ${list(changes.map((c) => c.everythingDue))}::int[],
                  ${list(changes.map((c) => c.everythingOpen))}::int[])
           as d (customer_id, payments, without_reference, several, whole_month, everything_due,
                 everything_open)
     where h.tenant_id = ${ctx.tenantId} and h.customer_id = d.customer_id`.execute(ctx.db);
}

async function changeTiers(ctx: Context, { tiers }: Remembering): Promise<void> {
  const changes = [...tiers.values()];
  const names = list([...tiers.keys()]);
  await sql`
    insert into tier_record (tenant_id, tier, correct, wrong, right_since_wrong)
    select ${ctx.tenantId}, tier, 0, 0, 0 from unnest(${names}::text[]) as d (tier)
     order by tier collate "C"
        on conflict do nothing`.execute(ctx.db);
  await sql`
    update tier_record t
       set correct = t.correct + d.correct, wrong = t.wrong + d.wrong,
           right_since_wrong = case when d.wrong = 0 and d.correct > 0
                                    then t.right_since_wrong + d.correct else 0 end,
           last_wrong_at = case when d.wrong > 0 then clock_timestamp() else t.last_wrong_at end,
           changed_at = clock_timestamp()
      from unnest(${names}::text[], ${list(changes.map((c) => c.right))}::int[],
                  ${list(changes.map((c) => c.wrong))}::int[]) as d (tier, correct, wrong)
     where t.tenant_id = ${ctx.tenantId} and t.tier = d.tier`.execute(ctx.db);
}

/** After lessons were taken back the rows in a row are counted anew from those in force. */
export async function recountTiers(ctx: Context, tiers: readonly TierName[]): Promise<void> {
  if (tiers.length === 0) return;
  await sql`
    update tier_record t
       set right_since_wrong =
             (select count(*)
                from match_lesson l
               where l.tenant_id = ${ctx.tenantId} and l.tier = t.tier and l.taken_back_at is null
                 and l.was_right
                 and l.id > coalesce((select max(w.id) from match_lesson w
                                       where w.tenant_id = ${ctx.tenantId} and w.tier = t.tier
                                         and w.taken_back_at is null and not w.was_right), 0)),
           last_wrong_at =
             (select max(w.taught_at) from match_lesson w
               where w.tenant_id = ${ctx.tenantId} and w.tier = t.tier
                 and w.taken_back_at is null and not w.was_right)
     where t.tenant_id = ${ctx.tenantId} and t.tier = any(${list(tiers)}::text[])`.execute(ctx.db);
}
