import type { Day } from '@goodterms/core/kernel/day.ts';
import type { Context } from '../platform/context.ts';
import { first, sql } from '../platform/database.ts';
import { planKept } from '../platform/kept-plan.ts';

/** The day on which a ledger file was last read; of files from before that was noted, their moment. */
export async function ledgerReadOn(ctx: Context): Promise<Day | undefined> {
  const found = await first<{ on: Day | null }>(
    ctx,
    planKept(sql`
    select coalesce((select read_on from ledger_reading where tenant_id = ${ctx.tenantId}),
                    (select max(imported_at)::date from import_file
                      where tenant_id = ${ctx.tenantId} and kind = 'ledger')) as on`),
  );
  return found?.on ?? undefined;
}
