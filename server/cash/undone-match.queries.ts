import type { MatchShare } from '@goodterms/core/cash/match-shares.ts';
import type { CustomerId } from '@goodterms/core/kernel/id.ts';
import type { Context } from '../platform/context.ts';
import { list, rows, sql } from '../platform/database.ts';
import type { BookedLine } from './bank-line.queries.ts';
import { sharesOfItems, type MatchedItem, type MatchId } from './match.store.ts';

/** What matches of a line that are undone had settled, by their ids. */
export async function undoneMatches(
  ctx: Context,
  line: BookedLine,
  ids: readonly MatchId[],
): Promise<Map<MatchId, { readonly customerId: CustomerId; readonly shares: MatchShare[] }>> {
  if (ids.length === 0) return new Map();
  const found = await rows<{ id: MatchId; customerId: CustomerId; items: MatchedItem[] }>(
    ctx,
    sql`
    select id::text as id, customer_id::text as "customerId", items
      from match
     where tenant_id = ${ctx.tenantId} and id = any(${list(ids)}::bigint[])
       and undone_at is not null`,
  );
  return new Map(
    found.map(({ id, customerId, items }) => [
      id,
      { customerId, shares: sharesOfItems(items, line) },
    ]),
  );
}
