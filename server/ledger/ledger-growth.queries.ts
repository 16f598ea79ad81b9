import type { Context } from '../platform/context.ts';
import { first, sql } from '../platform/database.ts';

/** So many items are quickly read through, whatever the planner thinks of their number. */
const FEW_ITEMS = 5000;

/** Whether a ledger has come, and nobody has been told of it yet, of which the planner knows less than half. */
export async function ledgerHasGrown(ctx: Context): Promise<boolean> {
  const waiting = await first<{ known: number }>(
    ctx,
    sql`
    select greatest(reltuples, ${FEW_ITEMS}::int) as known
      from pg_class
     where oid = 'open_item'::regclass
       and exists (select from unhandled_fact u
                     join journal j on j.tenant_id = ${ctx.tenantId} and j.id = u.journal_id
                    where u.tenant_id = ${ctx.tenantId} and j.fact = 'ledger.imported')`,
  );
  if (waiting === undefined) return false;
  const items = await first<{ count: number }>(
    ctx,
    sql`select count(*)::int as count from open_item where tenant_id = ${ctx.tenantId}`,
  );
  return (items?.count ?? 0) > 2 * waiting.known;
}
