import type { TierName } from '@goodterms/core/cash/tier-record.ts';
import type { CustomerId } from '@goodterms/core/kernel/id.ts';
import type { Context } from '../platform/context.ts';
import { rows, sql } from '../platform/database.ts';
import {
  BANK_LINE_COLUMNS,
  toBookedLine,
  type BankLineRow,
  type BookedLine,
} from './bank-line.queries.ts';
import { BY_RULE, type MatchedItem, type MatchId } from './match.store.ts';

export type StandingMatch = BookedLine & {
  readonly matchId: MatchId;
  readonly customerId: CustomerId;
  readonly tier: TierName;
  readonly items: readonly MatchedItem[];
  readonly quotesReference: boolean;
};

type StandingRow = BankLineRow & Omit<StandingMatch, keyof BookedLine>;

/** Matches of the rule that nobody has taken back since so many days, and that have taught nothing yet. */
export async function standingMatches(
  ctx: Context,
  days: number,
  limit: number,
): Promise<StandingMatch[]> {
  const found = await rows<StandingRow>(
    ctx,
    sql`
    select ${BANK_LINE_COLUMNS}, m.id::text as "matchId", m.customer_id::text as "customerId",
           m.tier, m.items, m.evidence @> '[{"kind": "reference_quoted"}]' as "quotesReference"
      from match m
      join bank_line l on l.tenant_id = ${ctx.tenantId} and l.id = m.bank_line_id
      join bank_account ba on ba.tenant_id = ${ctx.tenantId} and ba.id = l.bank_account_id
     where m.tenant_id = ${ctx.tenantId} and m.undone_at is null and m.matched_by = ${BY_RULE}
       and m.tier <> 'returned_payment'
       and m.matched_at < ${ctx.now}::timestamptz - make_interval(days => ${days})
       and m.id > coalesce((select max(match_id) from match_lesson
                             where tenant_id = ${ctx.tenantId} and kind = 'stood'), 0)
     order by m.id
     limit ${limit}`,
  );
  return found.map((row) => ({
    ...toBookedLine(row),
    matchId: row.matchId,
    customerId: row.customerId,
    tier: row.tier,
    items: row.items,
    quotesReference: row.quotesReference,
  }));
}
