import { groupsConcerned, groupOf } from '@goodterms/core/cash/concerned.ts';
import { inBankOrder } from '@goodterms/core/cash/matching-run.ts';
import type { MatchingBooks } from '@goodterms/core/cash/matching-books.ts';
import type { Day } from '@goodterms/core/kernel/day.ts';
import type { BankLineId, CustomerId } from '@goodterms/core/kernel/id.ts';
import type { Context } from '../platform/context.ts';
import { list, sql } from '../platform/database.ts';
import { rowsByHashing, rowsByIndex } from '../platform/planner.ts';
import { BANK_LINE_COLUMNS, toMatch } from './bank-line.queries.ts';
import { booksFor } from './match-candidates.queries.ts';
import {
  anyLineSince,
  BY_RULE,
  MATCH_JSON,
  toLineWithMatch,
  undecidedLines,
  type LineWithMatch,
  type LineWithMatchRow,
} from './match.store.ts';

/**
 * The payments after the first of those that moved whose decision may be another one now: they
 * concern the same groups of customers, or a group that such a payment concerns, and so on. What a
 * person has decided is not among them. When the newest file comes last there are none.
 */
export async function neighboursOf(
  ctx: Context,
  moved: readonly LineWithMatch[],
  books: MatchingBooks,
): Promise<LineWithMatch[]> {
  const [first] = moved.toSorted(inBankOrder);
  if (!first || !(await anyLineSince(ctx, first.bookedOn))) return [];
  const own = new Set(moved.map(({ id }) => id));
  const mayBe = (line: LineWithMatch) => !own.has(line.id) && inBankOrder(first, line) < 0;

  const waiting = (await undecidedLines(ctx, first.bookedOn)).filter(mayBe);
  const waitingBooks = await booksFor(ctx, waiting.map(toMatch));
  const concerned = new Map(
    waiting.map((line) => [line.id, groupsConcerned(toMatch(line), waitingBooks)]),
  );

  const touched = new Set<CustomerId>();
  for (const line of moved) {
    for (const group of groupsConcerned(toMatch(line), books)) touched.add(group);
    if (line.match) touched.add(groupOf(line.match.customerId, books));
  }
  const found = new Map<BankLineId, LineWithMatch>();
  for (let asked = 0; asked < touched.size;) {
    const heads = [...touched].slice(asked);
    asked = touched.size;
    for (const { line, groups } of await matchedInGroups(ctx, heads, first.bookedOn)) {
      if (!mayBe(line)) continue;
      found.set(line.id, line);
      for (const group of groups) touched.add(group);
    }
    for (const line of waiting) {
      const groups = concerned.get(line.id) ?? new Set();
      if (found.has(line.id) || ![...groups].some((group) => touched.has(group))) continue;
      found.set(line.id, line);
      for (const group of groups) touched.add(group);
    }
  }
  return [...found.values()];
}

type MatchedRow = LineWithMatchRow & { readonly concernedGroups: CustomerId[] | null };
type MatchedInGroup = { readonly line: LineWithMatch; readonly groups: readonly CustomerId[] };

/** For fewer groups an index is quicker than a hash table. */
const MANY = 500;

/** Payments that the rule has matched on a day or later in these groups, or with a look at them. */
async function matchedInGroups(
  ctx: Context,
  heads: readonly CustomerId[],
  from: Day,
): Promise<MatchedInGroup[]> {
  const read = heads.length > MANY ? rowsByHashing<MatchedRow> : rowsByIndex<MatchedRow>;
  const found = await read(
    ctx,
    sql`
    with recursive head as (
      select id from unnest(${list(heads)}::bigint[]) as head (id)),
    member as (
      select id from head
       union
      select c.id
        from member m
        join customer c on c.tenant_id = ${ctx.tenantId} and c.parent_id = m.id),
    line as (
      select l.id
        from member m
        join credit_item c on c.tenant_id = ${ctx.tenantId} and c.customer_id = m.id
         and c.received_on >= ${from} and c.kind = 'payment'
        join bank_line l on l.tenant_id = ${ctx.tenantId} and l.credit_item_id = c.id
         and l.amount > 0
       union
      select m.bank_line_id
        from match m
       cross join lateral unnest(m.concerned_groups) as concerned (id)
        join head on head.id = concerned.id
       where m.tenant_id = ${ctx.tenantId} and m.concerned_groups is not null
         and m.undone_at is null)
    select ${BANK_LINE_COLUMNS}, ${MATCH_JSON}, c.customer_id::text as "customerId",
           m.concerned_groups::text[] as "concernedGroups"
      from line
      join match m on m.tenant_id = ${ctx.tenantId} and m.bank_line_id = line.id
       and m.undone_at is null and m.matched_by = ${BY_RULE}
      join bank_line l on l.tenant_id = ${ctx.tenantId} and l.id = line.id
       and l.booked_on >= ${from} and l.amount > 0
      join bank_account ba on ba.tenant_id = ${ctx.tenantId} and ba.id = l.bank_account_id
      join credit_item c on c.tenant_id = ${ctx.tenantId} and c.id = l.credit_item_id`,
  );
  return found.map((row) => ({
    line: toLineWithMatch(row),
    groups: row.concernedGroups ?? [],
  }));
}
