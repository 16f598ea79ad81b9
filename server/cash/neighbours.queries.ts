import { groupsConcerned, groupOf } from '@goodterms/core/cash/concerned.ts';
import type { LineReader } from '@goodterms/core/cash/line-to-match.ts';
import { inBankOrder } from '@goodterms/core/cash/matching-run.ts';
import type { MatchingBooks } from '@goodterms/core/cash/matching-books.ts';
import type { Day } from '@goodterms/core/kernel/day.ts';
import type { BankLineId, CustomerId } from '@goodterms/core/kernel/id.ts';
import type { Context } from '../platform/context.ts';
import { list, sql } from '../platform/database.ts';
import { rowsByIndex } from '../platform/planner.ts';
import { BANK_LINE_COLUMNS } from './bank-line.queries.ts';
import { booksFor } from './match-candidates.queries.ts';
import {
  BY_RULE,
  MATCH_JSON,
  toLineWithMatch,
  type LineWithMatch,
  type LineWithMatchRow,
} from './match.store.ts';
import { anyLineSince, undecidedLines } from './undecided-line.queries.ts';

/**
 * The payments after the first of those that moved whose decision may be another one now: they
 * concern the same groups of customers, or a group that such a payment concerns, and so on. What a
 * person has decided is not among them. When the newest file comes last there are none.
 */
export async function neighboursOf(
  ctx: Context,
  moved: readonly LineWithMatch[],
  books: MatchingBooks,
  reader: LineReader,
): Promise<LineWithMatch[]> {
  const [first] = moved.toSorted(inBankOrder);
  if (!first || !(await anyLineSince(ctx, first.bookedOn))) return [];
  const own = new Set(moved.map(({ id }) => id));
  const mayBe = (line: LineWithMatch) => !own.has(line.id) && inBankOrder(first, line) < 0;

  const waiting = (await undecidedLines(ctx, first.bookedOn)).filter(mayBe);
  const waitingBooks = await booksFor(
    ctx,
    waiting.map((line) => reader.read(line)),
  );
  const concerned = new Map(
    waiting.map((line) => [line.id, groupsConcerned(reader.read(line), waitingBooks)]),
  );

  const touched = new Set<CustomerId>();
  for (const line of moved) {
    for (const group of groupsConcerned(reader.read(line), books)) touched.add(group);
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

/**
 * Payments that the rule has matched on a day or later in these groups, or with a look at them. Each
 * step is fenced off, as there is an index for each (see `undecidedLines`).
 */
async function matchedInGroups(
  ctx: Context,
  heads: readonly CustomerId[],
  from: Day,
): Promise<MatchedInGroup[]> {
  const found = await rowsByIndex<MatchedRow>(
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
       cross join lateral (
             select id from credit_item
              where tenant_id = ${ctx.tenantId} and customer_id = m.id
                and received_on >= ${from} and kind = 'payment' offset 0) c
       cross join lateral (
             select id from bank_line
              where tenant_id = ${ctx.tenantId} and credit_item_id = c.id and amount > 0 offset 0) l
       union
      select m.bank_line_id
        from match m
       where m.tenant_id = ${ctx.tenantId} and m.concerned_groups is not null
         and m.undone_at is null
         and exists (select from unnest(m.concerned_groups) as concerned (id)
                      where concerned.id = any(${list(heads)}::bigint[])))
    select ${BANK_LINE_COLUMNS}, ${MATCH_JSON}, c.customer_id::text as "customerId",
           m.concerned_groups::text[] as "concernedGroups"
      from line
     cross join lateral (
           select * from match
            where tenant_id = ${ctx.tenantId} and bank_line_id = line.id and undone_at is null
              and matched_by = ${BY_RULE} offset 0) m
     cross join lateral (
           select * from bank_line
            where tenant_id = ${ctx.tenantId} and id = line.id and booked_on >= ${from}
              and amount > 0 offset 0) l
     cross join lateral (
           select customer_id from credit_item
            where tenant_id = ${ctx.tenantId} and id = l.credit_item_id offset 0) c
      join bank_account ba on ba.tenant_id = ${ctx.tenantId} and ba.id = l.bank_account_id`,
  );
  return found.map((row) => ({
    line: toLineWithMatch(row),
    groups: row.concernedGroups ?? [],
  }));
}
