import type { LineFilter, ListedState } from '@goodterms/api/cash/bank-line-filter.ts';
import type { SetAside } from '@goodterms/core/cash/bank-line.ts';
import type { Evidence } from '@goodterms/core/cash/evidence.ts';
import type { Tier } from '@goodterms/core/cash/matching.ts';
import type { BankLineId, BankStatementId, CustomerId } from '@goodterms/core/kernel/id.ts';
import type { Context } from '../platform/context.ts';
import { first, rows, sql, type RawBuilder } from '../platform/database.ts';
import { fromCursor, pageOf } from '../platform/page.ts';
import {
  BANK_LINE_COLUMNS,
  toBookedLine,
  type BankLineRow,
  type BookedLine,
} from './bank-line.queries.ts';
import { lineConditions, shownIn } from './line-filter.queries.ts';
import type { MatchedItem, MatchId } from './match.store.ts';
import { proposalsFor, type OpenLineReading } from './proposal.queries.ts';

/** A line with all that was decided about it. */
export type ListedLine = BookedLine & {
  readonly statementId: BankStatementId;
  readonly position: number;
  readonly setAside: SetAside | undefined;
  readonly customer: { readonly id: CustomerId; readonly name: string } | undefined;
  /** Minor units; undefined where no payment belongs to the line. */
  readonly unallocated: bigint | undefined;
  /** The statement's balance after the line, in minor units. */
  readonly balance: bigint | undefined;
  readonly match: ListedMatch | undefined;
  /** Why it is open and what it may pay; only of open payments. */
  readonly reading: OpenLineReading | undefined;
  /** A person took back what the rule had decided. */
  readonly wasUndone: boolean;
};

export type ListedMatch = {
  readonly id: MatchId;
  readonly tier: Tier;
  readonly by: string;
  readonly byRule: boolean;
  readonly at: Date;
  readonly evidence: readonly Evidence[];
  readonly items: readonly MatchedItem[];
};

export type LinePage = { readonly rows: ListedLine[]; readonly nextCursor: string | null };

type PageAsked = { readonly cursor?: string | undefined; readonly limit: number };

/** What a statement shows, in its order, also what an earlier file had shown already. */
export async function linesOfStatement(
  ctx: Context,
  statementId: BankStatementId,
  { state = 'all', cursor, limit, ...filter }: LineFilter & StateAsked & PageAsked,
): Promise<LinePage> {
  const [after = '0'] = fromCursor(cursor, ['id']) ?? [];
  const found = await rows<ListedRow>(
    ctx,
    sql`
    with shown as (
      select id as line_id, position from bank_line
       where tenant_id = ${ctx.tenantId} and bank_statement_id = ${statementId}::bigint
      union all
      select bank_line_id, position from bank_line_again
       where tenant_id = ${ctx.tenantId} and bank_statement_id = ${statementId}::bigint),
    listed as (
      select shown.line_id, ${statementId}::bigint as statement_id, shown.position,
             s.opening + (sum(l.amount) over (order by shown.position))::bigint as balance,
             0 as strength
        from shown
        join bank_line l on l.tenant_id = ${ctx.tenantId} and l.id = shown.line_id
        join bank_statement s on s.tenant_id = ${ctx.tenantId} and s.id = ${statementId}::bigint)
    ${listing(
      ctx,
      sql`where listed.position > ${after}::int and ${await lineConditions(ctx, state, filter)}`,
      sql`order by listed.position limit ${limit + 1}`,
    )}`,
  );
  const page = pageOf(found, limit, (row) => [String(row.position)]);
  return { ...page, rows: await withReadings(ctx, page.rows) };
}

type StateAsked = { readonly state?: ListedState };

/** Lines of all statements, newest first. */
export async function listLines(
  ctx: Context,
  { state = 'all', cursor, limit, ...filter }: LineFilter & StateAsked & PageAsked,
): Promise<LinePage> {
  const [day, id] = fromCursor(cursor, ['day', 'id']) ?? [];
  const found = await rows<ListedRow>(
    ctx,
    sql`
    with listed as (
      select id as line_id, bank_statement_id as statement_id, position, null::bigint as balance,
             0 as strength
        from bank_line where tenant_id = ${ctx.tenantId})
    ${listing(
      ctx,
      sql`where ${await lineConditions(ctx, state, filter)}
          ${id === undefined ? sql`` : sql`and (l.booked_on, l.id) < (${day}::date, ${id}::bigint)`}`,
      sql`order by l.booked_on desc, l.id desc limit ${limit + 1}`,
    )}`,
  );
  const page = pageOf(found, limit, (row) => [row.bookedOn, row.id]);
  return { ...page, rows: await withReadings(ctx, page.rows) };
}

export type OpenState = 'open' | 'proposed' | 'unclear';

export type OpenLinePage = LinePage & {
  readonly open: { readonly proposed: number; readonly unclear: number };
};

type OpenAsked = LineFilter & { readonly state?: OpenState } & PageAsked;

/**
 * Everything that waits for a decision, the strongest proposals first. Their order is that of the
 * last reading of each line; what is shown is read now, for the lines of the page alone.
 */
export async function listOpenLines(
  ctx: Context,
  { state = 'open', statementId, cursor, limit, ...filter }: OpenAsked,
): Promise<OpenLinePage> {
  const where = sql`
     where ${await lineConditions(ctx, 'open', filter)}
       ${statementId === undefined ? sql`` : shownIn(ctx, statementId)}`;
  const counted = await first<OpenLinePage['open']>(
    ctx,
    sql`
    with ${openListed(ctx)}
    select (count(*) filter (where listed.strength > 0))::int as proposed,
           (count(*) filter (where listed.strength = 0))::int as unclear
      ${listedFrom(ctx)}
     ${where}`,
  );
  const [strength, day, id] = fromCursor(cursor, ['id', 'day', 'id']) ?? [];
  // What is shown is chosen first: everything else about a line is looked up for the page alone.
  const found = await rows<ListedRow>(
    ctx,
    sql`
    with ${openListed(ctx)},
    page as materialized (
      select listed.*, l.booked_on
        ${listedFrom(ctx)}
       ${where} ${STRENGTHS[state]}
       ${
         id === undefined
           ? sql``
           : sql`and (listed.strength, l.booked_on, l.id)
                   < (${strength}::int, ${day}::date, ${id}::bigint)`
       }
       order by listed.strength desc, l.booked_on desc, l.id desc limit ${limit + 1})
    ${listing(
      ctx,
      sql``,
      sql`order by listed.strength desc, l.booked_on desc, l.id desc`,
      sql`page`,
    )}`,
  );
  const page = pageOf(found, limit, (row) => [String(row.strength), row.bookedOn, row.id]);
  return {
    rows: await withReadings(ctx, page.rows),
    nextCursor: page.nextCursor,
    open: counted ?? { proposed: 0, unclear: 0 },
  };
}

const STRENGTHS: Readonly<Record<OpenState, RawBuilder<unknown>>> = {
  open: sql``,
  proposed: sql`and listed.strength > 0`,
  unclear: sql`and listed.strength = 0`,
};

/** Payments that may wait, and payments that went back; those of them that are matched are filtered out. */
function openListed(ctx: Context): RawBuilder<unknown> {
  return sql`listed as (
      select l.id as line_id, l.bank_statement_id as statement_id, l.position,
             null::bigint as balance, coalesce(o.strength, 0) as strength
        from credit_item c
        join bank_line l on l.tenant_id = ${ctx.tenantId} and l.credit_item_id = c.id
        left join open_line o on o.tenant_id = ${ctx.tenantId} and o.bank_line_id = l.id
       where c.tenant_id = ${ctx.tenantId} and c.unallocated > 0 and c.kind = 'payment'
         and l.amount > 0 and l.set_aside is null
      union all
      select id, bank_statement_id, position, null::bigint, 0
        from bank_line
       where tenant_id = ${ctx.tenantId} and reversal and amount < 0 and set_aside is null)`;
}

/** One line, as it is listed. */
export async function listedLine(ctx: Context, id: BankLineId): Promise<ListedLine | undefined> {
  const found = await rows<ListedRow>(
    ctx,
    sql`
    with listed as (
      select id as line_id, bank_statement_id as statement_id, position, null::bigint as balance,
             0 as strength
        from bank_line where tenant_id = ${ctx.tenantId} and id = ${id}::bigint)
    ${listing(ctx, sql``, sql``)}`,
  );
  return (await withReadings(ctx, found))[0];
}

type ListedRow = BankLineRow & {
  readonly statementId: BankStatementId;
  readonly position: number;
  readonly setAside: SetAside | null;
  readonly customerId: CustomerId | null;
  readonly customerName: string | null;
  readonly unallocated: bigint | null;
  readonly balance: bigint | null;
  readonly strength: number;
  readonly match: (Omit<ListedMatch, 'at'> & { readonly at: string }) | null;
  readonly wasUndone: boolean;
};

/** Everything about the lines of `listed (line_id, statement_id, position, balance, strength)`. */
function listing(
  ctx: Context,
  where: RawBuilder<unknown>,
  order: RawBuilder<unknown>,
  lines: RawBuilder<unknown> = sql`listed`,
) {
  return sql`
    select ${BANK_LINE_COLUMNS}, listed.statement_id::text as "statementId", listed.position,
           listed.balance, listed.strength, l.set_aside as "setAside", c.unallocated,
           cu.id::text as "customerId", cu.name as "customerName",
           case when m.id is not null then
             jsonb_build_object('id', m.id::text, 'tier', m.tier, 'at', m.matched_at,
                                'by', coalesce(me.name, m.matched_by),
                                'byRule', m.matched_by = 'rule',
                                'evidence', m.evidence, 'items', m.items)
           end as match,
           exists (select from match u
                    where u.tenant_id = ${ctx.tenantId} and u.bank_line_id = l.id
                      and u.undone_at is not null and u.undone_by <> 'rule') as "wasUndone"
      ${listedFrom(ctx, lines)}
     ${where}
     ${order}`;
}

/**
 * One match is looked up for each line: joined, the planner would go through all matches for each of
 * them while it does not know yet that they have become many.
 */
function listedFrom(ctx: Context, lines = sql`listed`): RawBuilder<unknown> {
  return sql`
      from ${lines} listed
      join bank_line l on l.tenant_id = ${ctx.tenantId} and l.id = listed.line_id
      join bank_account ba on ba.tenant_id = ${ctx.tenantId} and ba.id = l.bank_account_id
      left join credit_item c on c.tenant_id = ${ctx.tenantId} and c.id = l.credit_item_id
      left join lateral (
           select * from match
            where tenant_id = ${ctx.tenantId} and bank_line_id = l.id and undone_at is null
            limit 1) m on true
      left join member me on me.tenant_id = ${ctx.tenantId} and 'user ' || me.user_id = m.matched_by
      left join customer cu on cu.tenant_id = ${ctx.tenantId}
       and cu.id = coalesce(m.customer_id, c.customer_id)`;
}

async function withReadings(ctx: Context, found: readonly ListedRow[]): Promise<ListedLine[]> {
  const lines = found.map((row) => ({ row, booked: toBookedLine(row) }));
  const open = lines.filter(({ row }) => row.match === null && row.setAside === null);
  const readings = await proposalsFor(
    ctx,
    open.map(({ booked }) => booked),
  );
  return lines.map(({ row, booked }) => ({
    ...booked,
    statementId: row.statementId,
    position: row.position,
    setAside: row.setAside ?? undefined,
    customer:
      row.customerId === null || row.customerName === null
        ? undefined
        : { id: row.customerId, name: row.customerName },
    unallocated: row.unallocated ?? undefined,
    balance: row.balance ?? undefined,
    match: row.match ? { ...row.match, at: new Date(row.match.at) } : undefined,
    reading: readings.get(booked.id),
    wasUndone: row.wasUndone,
  }));
}
