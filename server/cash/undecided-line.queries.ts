import type { Day } from '@goodterms/core/kernel/day.ts';
import type { Context } from '../platform/context.ts';
import { rows, sql } from '../platform/database.ts';
import { rowsByIndex } from '../platform/planner.ts';
import { BANK_LINE_COLUMNS } from './bank-line.queries.ts';
import {
  BY_RULE,
  toLineWithMatch,
  type LineWithMatch,
  type LineWithMatchRow,
} from './match.store.ts';

/**
 * Payments that nobody and nothing has decided, on this day or later. Each step is fenced off, and
 * there is an index for each: a file that came a moment ago is no reason to look at every line for
 * each of them.
 */
export async function undecidedLines(ctx: Context, from: Day): Promise<LineWithMatch[]> {
  const found = await rowsByIndex<LineWithMatchRow>(
    ctx,
    sql`
    select ${BANK_LINE_COLUMNS}, null as match, c.customer_id::text as "customerId"
      from (select id, customer_id
              from credit_item
             where tenant_id = ${ctx.tenantId} and unallocated > 0 and allocated = 0 offset 0) c
     cross join lateral (
           select * from bank_line
            where tenant_id = ${ctx.tenantId} and credit_item_id = c.id offset 0) l
      join bank_account ba on ba.tenant_id = ${ctx.tenantId} and ba.id = l.bank_account_id
     where l.booked_on >= ${from} and l.amount > 0 and l.set_aside is null
       and not exists (select from match m
                        where m.tenant_id = ${ctx.tenantId} and m.bank_line_id = l.id
                          and m.undone_at is null)
       and not exists (select from match m
                        where m.tenant_id = ${ctx.tenantId} and m.bank_line_id = l.id
                          and m.undone_at is not null
                          and (m.undone_by <> ${BY_RULE} or m.matched_by <> ${BY_RULE}))`,
  );
  return found.map(toLineWithMatch);
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
