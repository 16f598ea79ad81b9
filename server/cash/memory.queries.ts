import type { TierName } from '@goodterms/core/cash/tier-record.ts';
import type { CustomerId } from '@goodterms/core/kernel/id.ts';
import type { Context } from '../platform/context.ts';
import { rows, sql } from '../platform/database.ts';
import { containing, fromCursor, pageOf } from '../platform/page.ts';
import { BY_RULE } from './match.store.ts';

export type TierInUse = {
  readonly tier: TierName;
  readonly right: number;
  readonly wrong: number;
  readonly rightSinceWrong: number;
  readonly lastWrongAt: Date | null;
  readonly matches: number;
};

/** Every tier that has a record or a match in force, the most used first. */
export async function tiersInUse(ctx: Context): Promise<TierInUse[]> {
  return rows<TierInUse>(
    ctx,
    sql`
    with applied as (
      select tier, count(*)::int as matches
        from match
       where tenant_id = ${ctx.tenantId} and undone_at is null and matched_by = ${BY_RULE}
         and tier <> 'returned_payment'
       group by tier),
    recorded as (
      select tier, correct, wrong, right_since_wrong, last_wrong_at
        from tier_record where tenant_id = ${ctx.tenantId})
    select coalesce(r.tier, a.tier) as tier, coalesce(r.correct, 0) as right,
           coalesce(r.wrong, 0) as wrong, coalesce(r.right_since_wrong, 0) as "rightSinceWrong",
           r.last_wrong_at as "lastWrongAt", coalesce(a.matches, 0) as matches
      from recorded r
      full join applied a on a.tier = r.tier
     order by matches desc, tier`,
  );
}

export type PayerAlias = {
  readonly payerKey: string;
  readonly customerId: CustomerId;
  readonly customerName: string;
  readonly confirmed: number;
  readonly refused: number;
  readonly changedAt: Date;
};

/** Under which names customers pay, the newest first. */
export async function payerAliases(
  ctx: Context,
  {
    search,
    cursor,
    limit,
  }: { search?: string | undefined; cursor?: string | undefined; limit: number },
): Promise<{ rows: PayerAlias[]; nextCursor: string | null }> {
  const [at, digest] = fromCursor(cursor, ['moment', 'text']) ?? [];
  const found = await rows<PayerAlias & { digest: string; at: string }>(
    ctx,
    sql`
    select r.key as "payerKey", r.customer_id::text as "customerId", cu.name as "customerName",
           r.confirmed, r.refused, r.changed_at as "changedAt",
           md5(r.key || ' ' || r.customer_id) as digest,
           to_char(r.changed_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at
      from payer_record r
      join customer cu on cu.tenant_id = ${ctx.tenantId} and cu.id = r.customer_id
     where r.tenant_id = ${ctx.tenantId} and r.kind = 'name'
       ${search ? sql`and (r.key ilike ${containing(search)} or cu.name ilike ${containing(search)})` : sql``}
       ${at === undefined ? sql`` : sql`and (r.changed_at, md5(r.key || ' ' || r.customer_id)) < (${at}::timestamptz, ${digest})`}
     order by r.changed_at desc, digest desc
     limit ${limit + 1}`,
  );
  return pageOf(found, limit, (row) => [row.at, row.digest]);
}
