import type {
  ItemPaidShort,
  RemainderKind,
  ShortPaymentAnswer,
} from '@goodterms/core/cash/short-payment.ts';
import type { Day } from '@goodterms/core/kernel/day.ts';
import type {
  AllocationId,
  BankLineId,
  CreditItemId,
  CustomerId,
  DisputeId,
  Id,
  JournalId,
  OpenItemId,
  ShortPaymentId,
} from '@goodterms/core/kernel/id.ts';
import { money, type Currency, type Money } from '@goodterms/core/kernel/money.ts';
import { cashDiscounts } from '@goodterms/core/ledger/cash-discount.ts';
import { days, foreignTexts, integers, texts } from '../platform/columns.ts';
import type { Context } from '../platform/context.ts';
import { first, list, rows, sql } from '../platform/database.ts';
import { insertRows, type RowsOf } from '../platform/new-rows.ts';
import { rowsByIndex } from '../platform/planner.ts';
import type { MatchId } from './match.store.ts';

/** Which of these items are still open. */
export async function stillOpen(
  ctx: Context,
  ids: readonly OpenItemId[],
): Promise<ReadonlySet<OpenItemId>> {
  const found = await rows<{ id: OpenItemId }>(
    ctx,
    sql`
    select id::text as id from open_item
     where tenant_id = ${ctx.tenantId} and id = any(${list(ids)}::bigint[]) and open_amount > 0`,
  );
  return new Set(found.map(({ id }) => id));
}

/** An item as the match in force of a line has left it. */
export type MatchedItemNow = ItemPaidShort & {
  readonly matchId: MatchId;
  readonly lineId: BankLineId;
  readonly paidOn: Day;
  readonly openItemId: OpenItemId;
  readonly customerId: CustomerId;
  readonly reference: string;
};

type MatchedItemRow = Omit<MatchedItemNow, 'applied' | 'left' | 'discounts'> & {
  readonly issuedOn: Day;
  readonly currency: Currency;
  readonly applied: bigint;
  readonly left: bigint;
  readonly terms: string | null;
};

/**
 * Every item of the matches in force of these lines, in the order of matches and items. Each step
 * is fenced off, as there is an index for each (see `undecidedLines`).
 */
export async function itemsOfMatches(
  ctx: Context,
  lineIds: readonly BankLineId[],
): Promise<MatchedItemNow[]> {
  const found = await rowsByIndex<MatchedItemRow>(
    ctx,
    sql`
    with share as materialized (
      select m.id as match_id, m.bank_line_id, (item ->> 'openItemId')::bigint as open_item_id,
             sum((item ->> 'minor')::bigint)::bigint as applied
        from unnest(${list(lineIds)}::bigint[]) as wanted (line_id)
       cross join lateral (
             select id, bank_line_id, items from match
              where tenant_id = ${ctx.tenantId} and bank_line_id = wanted.line_id
                and undone_at is null offset 0) m
       cross join jsonb_array_elements(m.items) item
       group by 1, 2, 3)
    select s.match_id::text as "matchId", l.id::text as "lineId", least(l.booked_on, l.value_on) as "paidOn",
           i.id::text as "openItemId", i.customer_id::text as "customerId", i.reference,
           i.issued_on as "issuedOn", i.currency, s.applied, i.open_amount as left, i.terms
      from share s
     cross join lateral (
           select id, booked_on, value_on from bank_line
            where tenant_id = ${ctx.tenantId} and id = s.bank_line_id offset 0) l
     cross join lateral (
           select id, customer_id, reference, issued_on, currency, open_amount, terms
             from open_item
            where tenant_id = ${ctx.tenantId} and id = s.open_item_id offset 0) i
     order by s.match_id, i.id`,
  );
  return found.map(({ currency, applied, left, terms, issuedOn, ...row }) => ({
    ...row,
    applied: money(applied, currency),
    left: money(left, currency),
    discounts: terms === null ? [] : cashDiscounts(terms, issuedOn),
  }));
}

export type ShortPaymentRow = {
  readonly matchId: MatchId;
  readonly customerId: CustomerId;
  readonly openItemId: OpenItemId;
  readonly amount: Money;
  readonly kind: RemainderKind;
  readonly discountUntil: Day | undefined;
  readonly paidOn: Day;
  readonly journalId: JournalId;
};

/** Inserts short payments; the ids come back in the order of the rows. */
export function insertShortPayments(
  ctx: Context,
  found: readonly ShortPaymentRow[],
): Promise<ShortPaymentId[]> {
  return insertRows(ctx, shortPaymentsOn(ctx.today), found);
}

function shortPaymentsOn(foundOn: Day): RowsOf<ShortPaymentRow> {
  return {
    table: 'short_payment',
    columns: (found) => ({
      match_id: integers(found.map((s) => s.matchId)),
      customer_id: integers(found.map((s) => s.customerId)),
      open_item_id: integers(found.map((s) => s.openItemId)),
      currency: foreignTexts(found.map((s) => s.amount.currency)),
      amount: integers(found.map((s) => s.amount.minor)),
      kind: texts(found.map((s) => s.kind)),
      discount_until: days(found.map((s) => s.discountUntil)),
      paid_on: days(found.map((s) => s.paidOn)),
      found_on: days(found.map(() => foundOn)),
      journal_id: integers(found.map((s) => s.journalId)),
    }),
  };
}

export type LockedShortPayment = {
  readonly id: ShortPaymentId;
  readonly customerId: CustomerId;
  readonly openItemId: OpenItemId;
  readonly reference: string;
  readonly kind: RemainderKind;
  /** What of it is still open. */
  readonly open: Money;
  /** Nobody has answered, its match holds, and no later payment left less of the item. */
  readonly isWaiting: boolean;
};

/** Holds a short payment until the transaction ends, and tells how it is now. */
export async function lockShortPayment(
  ctx: Context,
  id: ShortPaymentId,
): Promise<LockedShortPayment | undefined> {
  await rows(
    ctx,
    sql`
    select from short_payment
     where tenant_id = ${ctx.tenantId} and id = ${id}::bigint for no key update`,
  );
  const row = await first<
    Omit<LockedShortPayment, 'open'> & { readonly currency: Currency; readonly open: bigint }
  >(
    ctx,
    sql`
    select s.id::text as id, s.customer_id::text as "customerId",
           s.open_item_id::text as "openItemId", i.reference, s.kind, s.currency,
           least(s.amount, i.open_amount) as open, ${IS_WAITING} as "isWaiting"
      from short_payment s
      join open_item i on i.tenant_id = ${ctx.tenantId} and i.id = s.open_item_id
     where s.tenant_id = ${ctx.tenantId} and s.id = ${id}::bigint`,
  );
  return row && { ...row, open: money(row.open, row.currency) };
}

/** The table is called `s`. What is open of an item is asked about once, after its newest payment. */
export const IS_WAITING = sql`
           (s.answered_at is null and s.undone_at is null
            and not exists (select from short_payment n
                             where n.tenant_id = s.tenant_id and n.open_item_id = s.open_item_id
                               and n.id > s.id and n.undone_at is null))`;

export type AnswerId = Id<'short payment answer'>;

export type AnswerRow = {
  readonly shortPaymentId: ShortPaymentId;
  readonly answer: ShortPaymentAnswer;
  readonly amount: bigint;
  readonly disputeId?: DisputeId | undefined;
  readonly creditItemId?: CreditItemId | undefined;
  readonly allocationId?: AllocationId | undefined;
  readonly answeredBy: string;
  readonly journalId: JournalId;
};

/** Keeps answers, and with each of them that its short payment waits no more. */
export async function insertAnswers(ctx: Context, answers: readonly AnswerRow[]): Promise<void> {
  if (answers.length === 0) return;
  await sql`
    with given as (
      insert into short_payment_answer (tenant_id, short_payment_id, answer, amount, dispute_id,
                                        credit_item_id, allocation_id, answered_by, journal_id)
      select ${ctx.tenantId}, short_payment_id, answer, amount, dispute_id, credit_item_id,
             allocation_id, answered_by, journal_id
        from unnest(${list(answers.map((a) => a.shortPaymentId))}::bigint[],
                    ${list(answers.map((a) => a.answer))}::text[],
                    ${list(answers.map((a) => a.amount))}::bigint[],
                    ${list(answers.map((a) => a.disputeId ?? null))}::bigint[],
                    ${list(answers.map((a) => a.creditItemId ?? null))}::bigint[],
                    ${list(answers.map((a) => a.allocationId ?? null))}::bigint[],
                    ${list(answers.map((a) => a.answeredBy))}::text[],
                    ${list(answers.map((a) => a.journalId))}::bigint[])
             as d (short_payment_id, answer, amount, dispute_id, credit_item_id, allocation_id,
                   answered_by, journal_id)
      returning short_payment_id, answered_at)
    update short_payment s
       set answered_at = given.answered_at
      from given
     where s.tenant_id = ${ctx.tenantId} and s.id = given.short_payment_id`.execute(ctx.db);
}

export type AnswerInForce = {
  readonly shortPaymentId: ShortPaymentId;
  readonly customerId: CustomerId;
  readonly answer: ShortPaymentAnswer;
  readonly disputeId: DisputeId | null;
  readonly allocationId: AllocationId | null;
};

/** Holds what matches left open, and tells what was answered about it. */
export async function lockAnswersOf(
  ctx: Context,
  matchIds: readonly MatchId[],
): Promise<AnswerInForce[]> {
  const held = await rows<{ id: ShortPaymentId }>(
    ctx,
    sql`
    select id::text as id from short_payment
     where tenant_id = ${ctx.tenantId} and undone_at is null
       and match_id = any(${list(matchIds)}::bigint[])
     order by id
       for no key update`,
  );
  return held.length === 0
    ? []
    : answersInForce(
        ctx,
        held.map(({ id }) => id),
      );
}

export async function answersInForce(
  ctx: Context,
  ids: readonly ShortPaymentId[],
): Promise<AnswerInForce[]> {
  return rows<AnswerInForce>(
    ctx,
    sql`
    select a.short_payment_id::text as "shortPaymentId", s.customer_id::text as "customerId",
           a.answer, a.dispute_id::text as "disputeId", a.allocation_id::text as "allocationId"
      from short_payment_answer a
      join short_payment s on s.tenant_id = a.tenant_id and s.id = a.short_payment_id
     where a.tenant_id = ${ctx.tenantId} and a.undone_at is null
       and a.short_payment_id = any(${list(ids)}::bigint[])
     order by a.id`,
  );
}

/** The answers hold no longer; the short payments wait again. */
export async function markAnswersUndone(
  ctx: Context,
  ids: readonly ShortPaymentId[],
  undoneBy: string,
): Promise<void> {
  if (ids.length === 0) return;
  await sql`
    with undone as (
      update short_payment_answer
         set undone_at = clock_timestamp(), undone_by = ${undoneBy}
       where tenant_id = ${ctx.tenantId} and undone_at is null
         and short_payment_id = any(${list(ids)}::bigint[])
      returning short_payment_id)
    update short_payment s
       set answered_at = null
      from undone
     where s.tenant_id = ${ctx.tenantId} and s.id = undone.short_payment_id`.execute(ctx.db);
}

/** What a match left open is no question any more when the match is undone. */
export async function markShortPaymentsUndone(
  ctx: Context,
  matchIds: readonly MatchId[],
): Promise<void> {
  await sql`
    update short_payment set undone_at = clock_timestamp()
     where tenant_id = ${ctx.tenantId} and undone_at is null
       and match_id = any(${list(matchIds)}::bigint[])`.execute(ctx.db);
}
