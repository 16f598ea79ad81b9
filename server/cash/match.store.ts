import type { EarlierPayment } from '@goodterms/core/cash/returned-payment.ts';
import type { Evidence } from '@goodterms/core/cash/evidence.ts';
import type { SetAside } from '@goodterms/core/cash/bank-line.ts';
import type { Tier } from '@goodterms/core/cash/matching.ts';
import type { Day } from '@goodterms/core/kernel/day.ts';
import type {
  AllocationId,
  BankLineId,
  CreditItemId,
  CustomerId,
  Id,
  JournalId,
  OpenItemId,
} from '@goodterms/core/kernel/id.ts';
import type { Context } from '../platform/context.ts';
import { list, planAnew, rows, sql } from '../platform/database.ts';
import {
  BANK_LINE_COLUMNS,
  toBookedLine,
  type BankLineRow,
  type BookedLine,
} from './bank-line.queries.ts';

export type MatchId = Id<'match'>;

/** How a match is written by the rule itself; a person's says who. */
export const BY_RULE = 'rule';

/** One allocation of a match, as it is stored with it. */
export type MatchedItem = {
  readonly creditItemId: CreditItemId;
  readonly openItemId: OpenItemId;
  readonly allocationId: AllocationId;
  /** Minor units as text: JSON has no exact numbers of this size. */
  readonly minor: string;
};

export type MatchRow = {
  readonly lineId: BankLineId;
  readonly customerId: CustomerId;
  readonly tier: Tier;
  readonly evidence: readonly Evidence[];
  readonly items: readonly MatchedItem[];
  readonly matchedBy: string;
  readonly journalId: JournalId;
};

/** So many matches at once check against lines and payments that were few when last looked at. */
const MANY = 500;

/** To be called before items are settled, with how many lines will do it. */
export async function expectMatches(ctx: Context, count: number): Promise<void> {
  if (count > MANY) await planAnew(ctx);
}

export async function insertMatches(ctx: Context, matches: readonly MatchRow[]): Promise<void> {
  if (matches.length === 0) return;
  await sql`
    insert into match (tenant_id, bank_line_id, customer_id, tier, evidence, items, matched_by,
                       journal_id)
    select ${ctx.tenantId}, bank_line_id, customer_id, tier, evidence, items, matched_by, journal_id
      from unnest(${list(matches.map((m) => m.lineId))}::bigint[],
                  ${list(matches.map((m) => m.customerId))}::bigint[],
                  ${list(matches.map((m) => m.tier))}::text[],
                  ${list(matches.map((m) => JSON.stringify(m.evidence)))}::jsonb[],
                  ${list(matches.map((m) => JSON.stringify(m.items)))}::jsonb[],
                  ${list(matches.map((m) => m.matchedBy))}::text[],
                  ${list(matches.map((m) => m.journalId))}::bigint[])
           as d (bank_line_id, customer_id, tier, evidence, items, matched_by, journal_id)`.execute(
    ctx.db,
  );
}

export async function markUndone(
  ctx: Context,
  ids: readonly MatchId[],
  undoneBy: string,
): Promise<void> {
  if (ids.length === 0) return;
  await sql`
    update match
       set undone_at = clock_timestamp(), undone_by = ${undoneBy}
     where tenant_id = ${ctx.tenantId} and id = any(${list(ids)}::bigint[]) and undone_at is null`.execute(
    ctx.db,
  );
}

export type LockedLine = LineWithMatch & { readonly setAside: SetAside | undefined };

/** Holds lines until the transaction ends, and tells how they are now. */
export async function lockLines(
  ctx: Context,
  ids: readonly BankLineId[],
): Promise<Map<BankLineId, LockedLine>> {
  const held = await rows<{ id: BankLineId; setAside: SetAside | null }>(
    ctx,
    sql`
    select id::text as id, set_aside as "setAside"
      from bank_line
     where tenant_id = ${ctx.tenantId} and id = any(${list(ids)}::bigint[])
     order by id
       for no key update`,
  );
  // Read again behind the locks: another may have decided while we waited.
  const found = await rows<LineWithMatchRow>(
    ctx,
    sql`
    select ${BANK_LINE_COLUMNS}, ${MATCH_JSON}, c.customer_id::text as "customerId"
      from bank_line l
      join bank_account ba on ba.tenant_id = ${ctx.tenantId} and ba.id = l.bank_account_id
      left join credit_item c on c.tenant_id = ${ctx.tenantId} and c.id = l.credit_item_id
      left join match m on m.tenant_id = ${ctx.tenantId} and m.bank_line_id = l.id
       and m.undone_at is null
     where l.tenant_id = ${ctx.tenantId} and l.id = any(${list(held.map(({ id }) => id))}::bigint[])`,
  );
  const aside = new Map(held.map(({ id, setAside }) => [id, setAside ?? undefined]));
  return new Map(
    found.map((row) => [row.id, { ...toLineWithMatch(row), setAside: aside.get(row.id) }]),
  );
}

/** A line with the match in force, when it has one. */
export type LineWithMatch = BookedLine & {
  readonly match: MatchInForce | undefined;
  /** Whose payment it is, as far as anybody knows. */
  readonly customerId: CustomerId | undefined;
};

export type MatchInForce = {
  readonly id: MatchId;
  readonly customerId: CustomerId;
  readonly tier: Tier;
  readonly items: readonly MatchedItem[];
  readonly matchedBy: string;
};

type LineWithMatchRow = BankLineRow & {
  readonly match: MatchInForce | null;
  readonly customerId: CustomerId | null;
};

const MATCH_JSON = sql`
           case when m.id is not null then
             jsonb_build_object('id', m.id::text, 'customerId', m.customer_id::text,
                                'tier', m.tier, 'items', m.items, 'matchedBy', m.matched_by)
           end as match`;

function toLineWithMatch(row: LineWithMatchRow): LineWithMatch {
  return {
    ...toBookedLine(row),
    match: row.match ?? undefined,
    customerId: row.customerId ?? undefined,
  };
}

/** Payments that the rule matched to any of these items, on this day or later. */
export async function linesMatchedTo(
  ctx: Context,
  itemIds: readonly OpenItemId[],
  from: Day,
): Promise<LineWithMatch[]> {
  if (itemIds.length === 0) return [];
  const found = await rows<LineWithMatchRow>(
    ctx,
    sql`
    with settling as (
      select distinct a.credit_item_id
        from allocation a
       where a.tenant_id = ${ctx.tenantId} and a.open_item_id = any(${list(itemIds)}::bigint[]))
    select ${BANK_LINE_COLUMNS}, ${MATCH_JSON}, c.customer_id::text as "customerId"
      from settling s
      join credit_item c on c.tenant_id = ${ctx.tenantId} and c.id = s.credit_item_id
      join bank_line l on l.tenant_id = ${ctx.tenantId} and l.credit_item_id = c.id
      join bank_account ba on ba.tenant_id = ${ctx.tenantId} and ba.id = l.bank_account_id
      join match m on m.tenant_id = ${ctx.tenantId} and m.bank_line_id = l.id
       and m.undone_at is null and m.matched_by = ${BY_RULE}
     where l.booked_on >= ${from} and l.amount > 0`,
  );
  return found.map(toLineWithMatch);
}

/** Payments that nobody and nothing has decided, on this day or later. */
export async function undecidedLines(ctx: Context, from: Day): Promise<LineWithMatch[]> {
  const found = await rows<LineWithMatchRow>(
    ctx,
    sql`
    select ${BANK_LINE_COLUMNS}, null as match, c.customer_id::text as "customerId"
      from credit_item c
      join bank_line l on l.tenant_id = ${ctx.tenantId} and l.credit_item_id = c.id
      join bank_account ba on ba.tenant_id = ${ctx.tenantId} and ba.id = l.bank_account_id
     where c.tenant_id = ${ctx.tenantId} and c.unallocated > 0 and c.allocated = 0
       and l.booked_on >= ${from} and l.amount > 0 and l.set_aside is null
       and not exists (select from match m
                        where m.tenant_id = ${ctx.tenantId} and m.bank_line_id = l.id
                          and (m.undone_at is null or m.undone_by <> ${BY_RULE}))`,
  );
  return found.map(toLineWithMatch);
}

/** Payments taken back by the bank of which nobody knows yet which ones they were. */
export async function openReturns(ctx: Context): Promise<BookedLine[]> {
  const found = await rows<BankLineRow>(
    ctx,
    sql`
    select ${BANK_LINE_COLUMNS}
      from bank_line l
      join bank_account ba on ba.tenant_id = ${ctx.tenantId} and ba.id = l.bank_account_id
     where l.tenant_id = ${ctx.tenantId} and l.reversal and l.amount < 0 and l.set_aside is null
     order by l.id`,
  );
  return found.map(toBookedLine);
}

/** Payments of these amounts that have not gone back, since a day. */
export async function paymentsOf(
  ctx: Context,
  amounts: readonly bigint[],
  since: Day,
): Promise<LineWithMatch[]> {
  if (amounts.length === 0) return [];
  const found = await rows<LineWithMatchRow>(
    ctx,
    sql`
    select ${BANK_LINE_COLUMNS}, ${MATCH_JSON}, c.customer_id::text as "customerId"
      from bank_line l
      join bank_account ba on ba.tenant_id = ${ctx.tenantId} and ba.id = l.bank_account_id
      join credit_item c on c.tenant_id = ${ctx.tenantId} and c.id = l.credit_item_id
      left join match m on m.tenant_id = ${ctx.tenantId} and m.bank_line_id = l.id
       and m.undone_at is null
     where l.tenant_id = ${ctx.tenantId} and l.booked_on >= ${since}
       and l.amount = any(${list(amounts)}::bigint[]) and l.amount > 0
       and (l.set_aside is null or l.set_aside <> 'reversal')`,
  );
  return found.map(toLineWithMatch);
}

export function asEarlierPayment({ id, line }: BookedLine): EarlierPayment {
  const { bookedOn, amount, payerAccount, remittance, references } = line;
  return { id, bookedOn, amount, payerAccount, remittance, references };
}

/** Whether the bank has told of anything on this day or later. */
export async function anyLineSince(ctx: Context, day: Day): Promise<boolean> {
  const found = await rows(
    ctx,
    sql`
    select from bank_line
     where tenant_id = ${ctx.tenantId} and booked_on >= ${day} limit 1`,
  );
  return found.length > 0;
}

export async function setLinesAside(
  ctx: Context,
  ids: readonly BankLineId[],
  why: 'not_a_receivable' | 'reversal' | undefined,
): Promise<void> {
  if (ids.length === 0) return;
  await sql`
    update bank_line set set_aside = ${why ?? null}
     where tenant_id = ${ctx.tenantId} and id = any(${list(ids)}::bigint[])`.execute(ctx.db);
}

export async function setCreditItem(
  ctx: Context,
  id: BankLineId,
  creditItemId: CreditItemId,
): Promise<void> {
  await sql`
    update bank_line set credit_item_id = ${creditItemId}
     where tenant_id = ${ctx.tenantId} and id = ${id}`.execute(ctx.db);
}

/** Whether another payment from this account is confirmed as the customer's. */
export async function otherConfirmations(
  ctx: Context,
  customerId: CustomerId,
  account: string,
): Promise<boolean> {
  const found = await rows(
    ctx,
    sql`
    select from match m
      join bank_line l on l.tenant_id = ${ctx.tenantId} and l.id = m.bank_line_id
     where m.tenant_id = ${ctx.tenantId} and m.customer_id = ${customerId}::bigint
       and m.undone_at is null and m.matched_by <> ${BY_RULE} and l.payer_account = ${account}
     limit 1`,
  );
  return found.length > 0;
}
