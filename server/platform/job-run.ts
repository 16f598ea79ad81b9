import type { Day } from '@goodterms/core/kernel/day.ts';
import type { Context } from './context.ts';
import { first, rows, sql } from './database.ts';

/** Notes that a daily job begins. False when it has run for this day already: then it only looks again. */
export async function beginRun(ctx: Context, job: string): Promise<boolean> {
  const begun = await first(
    ctx,
    sql`
    insert into job_run (tenant_id, job, business_day)
    values (${ctx.tenantId}, ${job}, ${ctx.today}::date)
        on conflict (tenant_id, job, business_day) do nothing
    returning job`,
  );
  return begun !== undefined;
}

export async function endRun(ctx: Context, job: string, result: object): Promise<void> {
  await rows(
    ctx,
    sql`
    update job_run set ended_at = clock_timestamp(), result = ${JSON.stringify(result)}::jsonb
     where tenant_id = ${ctx.tenantId} and job = ${job} and business_day = ${ctx.today}::date`,
  );
}

/** The last day, up to today, for which a daily job has run. */
export async function lastRun(
  ctx: Context,
  job: string,
): Promise<{ readonly day: Day; readonly endedAt: Date | null } | undefined> {
  return first(
    ctx,
    sql`
    select business_day as day, ended_at as "endedAt"
      from job_run
     where tenant_id = ${ctx.tenantId} and job = ${job} and business_day <= ${ctx.today}::date
     order by business_day desc limit 1`,
  );
}
