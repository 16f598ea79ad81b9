import { learnSeries } from '@goodterms/core/cash/number-series.ts';
import type { Context } from '../platform/context.ts';
import { first, list, rows, sql } from '../platform/database.ts';

/** The newest references tell how we number; older ones may be numbered otherwise. */
const REFERENCES_AT_MOST = 20_000;

/** Learns how our references are numbered, when there are newer ones than were learnt from. */
export async function keepNumberSeries(ctx: Context): Promise<void> {
  const now = await first<{ newest: bigint | null; learntUntil: bigint | null }>(
    ctx,
    sql`
    select (select max(id) from open_item where tenant_id = ${ctx.tenantId}) as newest,
           (select max(learnt_until) from number_series
             where tenant_id = ${ctx.tenantId}) as "learntUntil"`,
  );
  if (now === undefined || now.newest === null || now.newest === now.learntUntil) return;
  const found = await rows<{ reference: string }>(
    ctx,
    sql`
    select reference
      from open_item
     where tenant_id = ${ctx.tenantId} and kind = 'invoice'
     order by id desc
     limit ${REFERENCES_AT_MOST}`,
  );
  const series = learnSeries(found.map(({ reference }) => reference));
  await sql`
    delete from number_series
     where tenant_id = ${ctx.tenantId}
       and shape <> all(${list(series.map(({ shape }) => shape))}::text[])`.execute(ctx.db);
  await sql`
    insert into number_series (tenant_id, shape, series, learnt_until)
    select ${ctx.tenantId}, shape, series, ${now.newest}
      from unnest(${list(series.map(({ shape }) => shape))}::text[],
                  ${list(series.map((one) => JSON.stringify(one)))}::jsonb[]) as d (shape, series)
     order by shape
        on conflict (tenant_id, shape)
        do update set series = excluded.series, learnt_until = excluded.learnt_until`.execute(
    ctx.db,
  );
}
