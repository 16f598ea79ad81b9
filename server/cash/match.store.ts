import { assert } from '@goodterms/core/kernel/assert.ts';
import type { Evidence } from '@goodterms/core/cash/evidence.ts';
import type { NotReceivable, SetAside } from '@goodterms/core/cash/bank-line.ts';
import type { MatchShare } from '@goodterms/core/cash/match-shares.ts';
import type { Tier } from '@goodterms/core/cash/matching.ts';
import type {
  AllocationId,
  BankLineId,
  CreditItemId,
  CustomerId,
  Id,
  JournalId,
  OpenItemId,
} from '@goodterms/core/kernel/id.ts';
import { money } from '@goodterms/core/kernel/money.ts';
import { documents, foreignTexts, integerLists, integers } from '../platform/columns.ts';
import type { Context } from '../platform/context.ts';
import { list, rows, sql } from '../platform/database.ts';
import { insertRows, type RowsOf } from '../platform/new-rows.ts';
import { planAnew } from '../platform/planner.ts';
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

/** What they settle; by the payment of the line itself, or by a credit note. */
export function sharesOfItems(
  items: readonly MatchedItem[],
  { line, creditItemId }: BookedLine,
): MatchShare[] {
  return items.map((item) => {
    const amount = money(BigInt(item.minor), line.amount.currency);
    return item.creditItemId === creditItemId
      ? { openItemId: item.openItemId, amount }
      : { openItemId: item.openItemId, amount, creditNoteId: item.creditItemId };
  });
}

export type MatchRow = {
  readonly lineId: BankLineId;
  readonly customerId: CustomerId;
  readonly tier: Tier;
  readonly evidence: readonly Evidence[];
  readonly items: readonly MatchedItem[];
  readonly matchedBy: string;
  readonly journalId: JournalId;
  /** Heads of the groups that had a say, where there were several. */
  readonly concernedGroups?: readonly CustomerId[] | undefined;
};

/** So many matches at once check against lines and payments that were few when last looked at. */
const MANY = 500;

/** To be called before items are settled, with how many lines will do it. */
export async function expectMatches(ctx: Context, count: number): Promise<void> {
  if (count > MANY) await planAnew(ctx);
}

export async function insertMatches(ctx: Context, matches: readonly MatchRow[]): Promise<void> {
  await insertRows(ctx, MATCHES, matches);
}

const MATCHES: RowsOf<MatchRow> = {
  table: 'match',
  columns: (matches) => ({
    bank_line_id: integers(matches.map((m) => m.lineId)),
    customer_id: integers(matches.map((m) => m.customerId)),
    tier: foreignTexts(matches.map((m) => m.tier)),
    evidence: documents(matches.map((m) => JSON.stringify(m.evidence))),
    items: documents(matches.map((m) => JSON.stringify(m.items))),
    matched_by: foreignTexts(matches.map((m) => m.matchedBy)),
    journal_id: integers(matches.map((m) => m.journalId)),
    concerned_groups: integerLists(matches.map((m) => m.concernedGroups)),
  }),
};

/** The match in force of a line that has just been matched. */
export async function matchInForce(ctx: Context, lineId: BankLineId): Promise<MatchId> {
  const [found] = await rows<{ id: MatchId }>(
    ctx,
    sql`
    select id::text as id from match
     where tenant_id = ${ctx.tenantId} and bank_line_id = ${lineId}::bigint and undone_at is null`,
  );
  assert(found !== undefined, 'a match of the line');
  return found.id;
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

/**
 * What several files decide together is decided by one of them at a time; until the transaction
 * ends. Persons do not wait: their decisions are seen behind the locks of the lines.
 */
export async function oneMatcherAtATime(ctx: Context): Promise<void> {
  await rows(
    ctx,
    sql`select pg_advisory_xact_lock(hashtextextended(${`cash matching ${ctx.tenantId}`}, 0))`,
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
  /** What was granted or waived of what it left open. */
  readonly adjusted: readonly { readonly openItemId: OpenItemId; readonly minor: string }[];
  /** A person has said what becomes of what it left open, or has taken that back. */
  readonly isAnswered: boolean;
  readonly matchedBy: string;
};

export type LineWithMatchRow = BankLineRow & {
  readonly match: MatchInForce | null;
  readonly customerId: CustomerId | null;
};

export const MATCH_JSON = sql`
           case when m.id is not null then
             jsonb_build_object('id', m.id::text, 'customerId', m.customer_id::text,
                                'tier', m.tier, 'items', m.items, 'matchedBy', m.matched_by,
                                'adjusted',
                                (select coalesce(jsonb_agg(jsonb_build_object(
                                          'openItemId', s.open_item_id::text,
                                          'minor', a.amount::text)), '[]')
                                   from short_payment s
                                   join short_payment_answer a on a.tenant_id = s.tenant_id
                                    and a.short_payment_id = s.id and a.undone_at is null
                                    and a.credit_item_id is not null
                                  where s.tenant_id = m.tenant_id and s.match_id = m.id),
                                'isAnswered',
                                exists (select from short_payment s
                                   join short_payment_answer a on a.tenant_id = s.tenant_id
                                    and a.short_payment_id = s.id
                                    and (a.answered_by <> 'rule' or a.undone_by <> 'rule')
                                  where s.tenant_id = m.tenant_id and s.match_id = m.id))
           end as match`;

export function toLineWithMatch(row: LineWithMatchRow): LineWithMatch {
  return {
    ...toBookedLine(row),
    match: row.match ?? undefined,
    customerId: row.customerId ?? undefined,
  };
}

/** Whether anybody but the rule has ever said what a line pays. */
export async function wasDecidedByPerson(ctx: Context, id: BankLineId): Promise<boolean> {
  const found = await rows(
    ctx,
    sql`
    select from match
     where tenant_id = ${ctx.tenantId} and bank_line_id = ${id}::bigint
       and matched_by <> ${BY_RULE} limit 1`,
  );
  return found.length > 0;
}

export async function setLinesAside(
  ctx: Context,
  ids: readonly BankLineId[],
  why: 'not_a_receivable' | undefined,
  kind?: NotReceivable,
): Promise<void> {
  if (ids.length === 0) return;
  await sql`
    update bank_line set set_aside = ${why ?? null}, not_receivable = ${kind ?? null}
     where tenant_id = ${ctx.tenantId} and id = any(${list(ids)}::bigint[])`.execute(ctx.db);
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
