import type { Day } from '@goodterms/core/kernel/day.ts';
import type { BankStatementId } from '@goodterms/core/kernel/id.ts';
import { money, type Currency, type Money } from '@goodterms/core/kernel/money.ts';
import type { Context } from '../platform/context.ts';
import { first, rows, sql } from '../platform/database.ts';
import { fromCursor, pageOf } from '../platform/page.ts';

/** A statement with how many of its lines are decided. */
export type ListedStatement = {
  readonly id: BankStatementId;
  readonly account: string;
  readonly currency: Currency;
  readonly reference: string | null;
  readonly fileName: string;
  readonly openingOn: Day | null;
  readonly opening: bigint | null;
  readonly closingOn: Day | null;
  readonly closing: bigint | null;
  /** The sum of its lines. */
  readonly moved: bigint;
  readonly lines: number;
  readonly matched: number;
  readonly open: number;
  readonly addsUp: boolean | null;
  readonly importedAt: Date;
};

/** Statements, newest first. */
export async function listStatements(
  ctx: Context,
  { cursor, limit }: { readonly cursor?: string | undefined; readonly limit: number },
): Promise<{ rows: ListedStatement[]; nextCursor: string | null }> {
  const [day, id] = fromCursor(cursor, ['day', 'id']) ?? [];
  const found = await rows<ListedStatement>(
    ctx,
    sql`
    with page as (
      select * from bank_statement
       where tenant_id = ${ctx.tenantId}
         ${id === undefined ? sql`` : sql`and (coalesce(closing_on, '1970-01-01'), id) < (${day}::date, ${id}::bigint)`}
       order by coalesce(closing_on, '1970-01-01') desc, id desc
       limit ${limit + 1}),
    shown as (
      select l.bank_statement_id as statement_id, l.id as line_id
        from bank_line l
       where l.tenant_id = ${ctx.tenantId} and l.bank_statement_id in (select id from page)
      union all
      select a.bank_statement_id, a.bank_line_id
        from bank_line_again a
       where a.tenant_id = ${ctx.tenantId} and a.bank_statement_id in (select id from page)),
    counted as (
      select shown.statement_id, sum(l.amount)::bigint as moved,
             count(*) filter (where m.id is not null and l.amount > 0)::int as matched,
             count(*) filter (where m.id is null and l.set_aside is null)::int as open
        from shown
        join bank_line l on l.tenant_id = ${ctx.tenantId} and l.id = shown.line_id
        left join match m on m.tenant_id = ${ctx.tenantId} and m.bank_line_id = l.id
         and m.undone_at is null
       group by shown.statement_id)
    select s.id::text as id, ba.account, ba.currency, s.reference, f.name as "fileName",
           s.opening_on as "openingOn", s.opening, s.closing_on as "closingOn", s.closing,
           coalesce(counted.moved, 0)::bigint as moved, s.line_count as lines, coalesce(counted.matched, 0) as matched,
           coalesce(counted.open, 0) as open, s.adds_up as "addsUp",
           s.imported_at as "importedAt"
      from page s
      join bank_account ba on ba.tenant_id = ${ctx.tenantId} and ba.id = s.bank_account_id
      join import_file f on f.tenant_id = ${ctx.tenantId} and f.id = s.import_file_id
      left join counted on counted.statement_id = s.id
     order by coalesce(s.closing_on, '1970-01-01') desc, s.id desc`,
  );
  return pageOf(found, limit, (row) => [row.closingOn ?? '1970-01-01', row.id]);
}

/** The payments of all bank lines, by who decided. */
export type LineTotals = {
  readonly lines: number;
  readonly byThemselves: number;
  readonly confirmed: number;
  readonly open: number;
  readonly unapplied: readonly Money[];
};

export async function lineTotals(ctx: Context): Promise<LineTotals> {
  const counts = await first<Omit<LineTotals, 'unapplied'>>(
    ctx,
    sql`
    select count(*)::int as lines,
           count(*) filter (where m.matched_by = 'rule')::int as "byThemselves",
           count(*) filter (where m.matched_by <> 'rule')::int as confirmed,
           count(*) filter (where m.id is null)::int as open
      from bank_line l
      left join match m on m.tenant_id = ${ctx.tenantId} and m.bank_line_id = l.id
       and m.undone_at is null
     where l.tenant_id = ${ctx.tenantId} and l.amount > 0 and l.set_aside is null`,
  );
  return {
    lines: counts?.lines ?? 0,
    byThemselves: counts?.byThemselves ?? 0,
    confirmed: counts?.confirmed ?? 0,
    open: counts?.open ?? 0,
    unapplied: await unappliedCash(ctx),
  };
}

/** What has come in and settles nothing yet, by currency; money that is no receivable is not in it. */
export async function unappliedCash(ctx: Context): Promise<Money[]> {
  const sums = await rows<{ currency: Currency; minor: bigint }>(
    ctx,
    sql`
    select c.currency, sum(c.unallocated)::bigint as minor
      from credit_item c
      join bank_line l on l.tenant_id = ${ctx.tenantId} and l.credit_item_id = c.id
       and l.amount > 0
     where c.tenant_id = ${ctx.tenantId} and c.unallocated > 0 and l.set_aside is null
     group by c.currency
     order by c.currency`,
  );
  return sums.map(({ currency, minor }) => money(minor, currency));
}
