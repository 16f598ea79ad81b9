import type { HabitSigns, Lesson } from '@goodterms/core/cash/lesson.ts';
import type { TierName } from '@goodterms/core/cash/tier-record.ts';
import type { BankLineId, CustomerId, Id, JournalId } from '@goodterms/core/kernel/id.ts';
import type { Context } from '../platform/context.ts';
import { list, rows, sql } from '../platform/database.ts';
import type { MatchId } from './match.store.ts';

export type LessonId = Id<'match lesson'>;

export type LessonRow = Lesson & {
  readonly matchId: MatchId | undefined;
  readonly journalId: JournalId;
};

export async function insertLessons(ctx: Context, lessons: readonly LessonRow[]): Promise<void> {
  if (lessons.length === 0) return;
  await sql`
    insert into match_lesson (tenant_id, bank_line_id, match_id, kind, payer_key, account,
                              customer_id, refused_ids, tier, was_right, items, without_reference,
                              everything, words, journal_id)
    select ${ctx.tenantId}, bank_line_id, match_id, kind, payer_key, account, customer_id,
           array(select jsonb_array_elements_text(refused)::bigint), tier, was_right, items,
           without_reference, everything, array(select jsonb_array_elements_text(words)), journal_id
      from unnest(${list(lessons.map((l) => l.lineId))}::bigint[],
                  ${list(lessons.map((l) => l.matchId))}::bigint[],
                  ${list(lessons.map((l) => l.kind))}::text[],
                  ${list(lessons.map((l) => l.payer.key))}::text[],
                  ${list(lessons.map((l) => l.payer.account))}::text[],
                  ${list(lessons.map((l) => l.customerId))}::bigint[],
                  ${list(lessons.map((l) => JSON.stringify(l.refused)))}::jsonb[],
                  ${list(lessons.map((l) => l.tier?.name))}::text[],
                  ${list(lessons.map((l) => l.tier?.wasRight))}::boolean[],
                  ${list(lessons.map((l) => l.habit?.items ?? 0))}::int[],
                  ${list(lessons.map((l) => l.habit?.withoutReference ?? false))}::boolean[],
                  ${list(lessons.map((l) => l.habit?.everything))}::text[],
                  ${list(lessons.map((l) => JSON.stringify(l.words)))}::jsonb[],
                  ${list(lessons.map((l) => l.journalId))}::bigint[])
           with ordinality
           as d (bank_line_id, match_id, kind, payer_key, account, customer_id, refused, tier,
                 was_right, items, without_reference, everything, words, journal_id, place)
     order by place`.execute(ctx.db);
}

export type LessonInForce = Lesson & {
  readonly id: LessonId;
  readonly matchId: MatchId | undefined;
};

/** What decisions about these lines teach as of now. */
export async function lessonsOf(
  ctx: Context,
  lineIds: readonly BankLineId[],
): Promise<LessonInForce[]> {
  const found = await rows<LessonJson>(
    ctx,
    sql`
    select ${LESSON_COLUMNS}
      from match_lesson
     where tenant_id = ${ctx.tenantId} and bank_line_id = any(${list(lineIds)}::bigint[])
       and taken_back_at is null
     order by id`,
  );
  return found.map(toLesson);
}

/** All that was taught about a payer's name and a customer. */
export async function lessonsAboutPayer(
  ctx: Context,
  payerKey: string,
  customerId: CustomerId,
): Promise<LessonInForce[]> {
  const found = await rows<LessonJson>(
    ctx,
    sql`
    select ${LESSON_COLUMNS}
      from match_lesson
     where tenant_id = ${ctx.tenantId} and payer_key = ${payerKey} and taken_back_at is null
       and (customer_id = ${customerId}::bigint or ${customerId}::bigint = any(refused_ids))
     order by id
       for no key update`,
  );
  return found.map(toLesson);
}

type LessonJson = {
  readonly id: LessonId;
  readonly lineId: BankLineId;
  readonly matchId: MatchId | null;
  readonly kind: Lesson['kind'];
  readonly payerKey: string | null;
  readonly account: string | null;
  readonly customerId: CustomerId | null;
  readonly refused: CustomerId[];
  readonly tier: TierName | null;
  readonly wasRight: boolean | null;
  readonly items: number;
  readonly withoutReference: boolean;
  readonly everything: 'month' | 'due' | 'open' | null;
  readonly words: string[];
};

const LESSON_COLUMNS = sql`
           id::text as id, bank_line_id::text as "lineId", match_id::text as "matchId", kind,
           payer_key as "payerKey", account, customer_id::text as "customerId",
           refused_ids::text[] as refused, tier, was_right as "wasRight", items,
           without_reference as "withoutReference", everything, words`;

function toLesson(row: LessonJson): LessonInForce {
  return {
    id: row.id,
    lineId: row.lineId,
    matchId: row.matchId ?? undefined,
    kind: row.kind,
    payer: { key: row.payerKey ?? undefined, account: row.account ?? undefined },
    customerId: row.customerId ?? undefined,
    refused: row.refused,
    tier: row.tier === null ? undefined : { name: row.tier, wasRight: row.wasRight ?? false },
    habit: habitOf(row),
    words: row.words,
  };
}

function habitOf({ items, withoutReference, everything }: LessonJson): HabitSigns | undefined {
  if (items === 0) return undefined;
  return { items, withoutReference, everything: everything ?? undefined };
}

export async function markTakenBack(ctx: Context, ids: readonly LessonId[]): Promise<void> {
  await sql`
    update match_lesson set taken_back_at = clock_timestamp()
     where tenant_id = ${ctx.tenantId} and id = any(${list(ids)}::bigint[])
       and taken_back_at is null`.execute(ctx.db);
}

/** The lessons stay, but nobody knows any more who the payer was. */
export async function forgetPayer(ctx: Context, ids: readonly LessonId[]): Promise<void> {
  await sql`
    update match_lesson set payer_key = null, account = null
     where tenant_id = ${ctx.tenantId} and id = any(${list(ids)}::bigint[])`.execute(ctx.db);
}
