import type { OpenLine } from '@goodterms/core/cash/open-line.ts';
import { proposalStrength } from '@goodterms/core/cash/proposal-strength.ts';
import type { BankLineId, CustomerId } from '@goodterms/core/kernel/id.ts';
import type { Context } from '../platform/context.ts';
import { list, sql, type RawBuilder } from '../platform/database.ts';
import { rowsByIndex } from '../platform/planner.ts';
import {
  BANK_LINE_COLUMNS,
  toBookedLine,
  type BankLineRow,
  type BookedLine,
} from './bank-line.queries.ts';

/** How a line was read just now; undefined once it is decided. */
export type LineRead = { readonly lineId: BankLineId; readonly open: OpenLine | undefined };

/** Keeps how open lines were read, and forgets lines that are decided. */
export async function keepOpenLines(ctx: Context, lines: readonly LineRead[]): Promise<void> {
  if (lines.length === 0) return;
  const read = lines.flatMap(({ lineId, open }) => (open ? [{ lineId, ...open }] : []));
  const decided = lines.filter(({ open }) => open === undefined);
  await sql`
    with decided as (
      delete from open_line
       where tenant_id = ${ctx.tenantId}
         and bank_line_id = any(${list(decided.map(({ lineId }) => lineId))}::bigint[]))
    insert into open_line as o (tenant_id, bank_line_id, strength, group_ids, payer_keys)
    select ${ctx.tenantId}, bank_line_id, strength,
           array(select jsonb_array_elements_text(group_ids)::bigint),
           array(select jsonb_array_elements_text(payer_keys))
      from unnest(${list(read.map(({ lineId }) => lineId))}::bigint[],
                  ${list(read.map(({ proposals }) => proposalStrength(proposals)))}::int[],
                  ${list(read.map(({ groups }) => JSON.stringify(groups)))}::jsonb[],
                  ${list(read.map(({ payerKeys }) => JSON.stringify(payerKeys)))}::jsonb[])
           as d (bank_line_id, strength, group_ids, payer_keys)
     order by bank_line_id
        on conflict (tenant_id, bank_line_id)
        do update set strength = excluded.strength, group_ids = excluded.group_ids,
                      payer_keys = excluded.payer_keys, read_at = clock_timestamp()`.execute(
    ctx.db,
  );
}

/**
 * Open lines that may be read otherwise since something has changed with these customers: items of
 * theirs or of their groups, what is remembered of who pays for them, or an amount that they owe.
 */
export function openLinesAbout(
  ctx: Context,
  customerIds: readonly CustomerId[],
): Promise<BookedLine[]> {
  const ids = sql`${list(customerIds)}::bigint[]`;
  return openLines(
    ctx,
    sql`
    and (o.group_ids && array(
           with recursive above as (
             select id, parent_id from customer
              where tenant_id = ${ctx.tenantId} and id = any(${ids})
              union
             select c.id, c.parent_id
               from above a
               join customer c on c.tenant_id = ${ctx.tenantId} and c.id = a.parent_id)
           select id from above)
         or o.payer_keys && array(
           select kind || ' ' || key from payer_record
            where tenant_id = ${ctx.tenantId} and customer_id = any(${ids})
           union all
           select 'account ' || account from customer_bank_account
            where tenant_id = ${ctx.tenantId} and customer_id = any(${ids}))
         or (l.amount, l.currency) in (
           select open_amount, currency from open_item
            where tenant_id = ${ctx.tenantId} and customer_id = any(${ids}) and open_amount > 0))
     order by l.id`,
  );
}

/** Open lines that this transaction has not read. */
export function openLinesLeftUnread(ctx: Context): Promise<BookedLine[]> {
  return openLines(
    ctx,
    sql`and (o.read_at is null or o.read_at < transaction_timestamp()) order by l.id`,
  );
}

/** Open lines that were not read for a day, or never; those that wait longest first. */
export function openLinesReadLongAgo(ctx: Context, atMost: number): Promise<BookedLine[]> {
  return openLines(
    ctx,
    sql`
    and (o.read_at is null or o.read_at < clock_timestamp() - interval '1 day')
     order by o.read_at nulls first, l.id limit ${atMost}`,
  );
}

/** Forgets lines that were settled from elsewhere. */
export async function forgetSettledLines(ctx: Context): Promise<void> {
  await sql`
    delete from open_line o
     using bank_line l
      left join credit_item c on c.tenant_id = ${ctx.tenantId} and c.id = l.credit_item_id
     where o.tenant_id = ${ctx.tenantId} and l.tenant_id = ${ctx.tenantId} and l.id = o.bank_line_id
       and (c.unallocated is null or c.unallocated <= 0 or l.set_aside is not null
            or exists (select from match m
                        where m.tenant_id = ${ctx.tenantId} and m.bank_line_id = l.id
                          and m.undone_at is null))`.execute(ctx.db);
}

async function openLines(ctx: Context, which: RawBuilder<unknown>): Promise<BookedLine[]> {
  const found = await rowsByIndex<BankLineRow>(
    ctx,
    sql`
    select ${BANK_LINE_COLUMNS}
      from credit_item c
      join bank_line l on l.tenant_id = ${ctx.tenantId} and l.credit_item_id = c.id
      join bank_account ba on ba.tenant_id = ${ctx.tenantId} and ba.id = l.bank_account_id
      left join open_line o on o.tenant_id = ${ctx.tenantId} and o.bank_line_id = l.id
     where c.tenant_id = ${ctx.tenantId} and c.unallocated > 0 and c.kind = 'payment'
       and l.amount > 0 and l.set_aside is null
       and (select m.id from match m
             where m.tenant_id = ${ctx.tenantId} and m.bank_line_id = l.id
               and m.undone_at is null) is null
       ${which}`,
  );
  return found.map(toBookedLine);
}
