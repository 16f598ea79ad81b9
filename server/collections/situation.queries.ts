import type { CollectionSettings } from '@goodterms/core/collections/collection-settings.ts';
import type { Situation } from '@goodterms/core/collections/contact-picture.ts';
import type { Day } from '@goodterms/core/kernel/day.ts';
import { businessDaysBetween } from '@goodterms/core/settings/calendar.ts';
import type { Context } from '../platform/context.ts';
import { first, sql } from '../platform/database.ts';

/** An account that has been silent for so many days is one that nobody uses any more. */
const SILENT_DAYS = 31;

/** What holds for all customers at this moment. */
export async function readSituation(
  ctx: Context,
  { calendar }: CollectionSettings,
): Promise<Situation> {
  const bankDataOn = await bankDataUntil(ctx);
  return {
    bankDataOn,
    bankAgeBusinessDays:
      bankDataOn === undefined ? 0 : businessDaysBetween(calendar, bankDataOn, ctx.today),
    sending: 'on',
  };
}

/**
 * The last day that the bank has told us of, by the account that lags behind: a payment may have
 * come in on any of them. Undefined when no account is connected.
 */
async function bankDataUntil(ctx: Context): Promise<Day | undefined> {
  const row = await first<{ until: Day | null }>(
    ctx,
    sql`
    with told as (
      select a.id, greatest((select max(s.closing_on) from bank_statement s
                              where s.tenant_id = ${ctx.tenantId} and s.bank_account_id = a.id),
                            (select max(l.booked_on) from bank_line l
                              where l.tenant_id = ${ctx.tenantId} and l.bank_account_id = a.id)) as until
        from bank_account a
       where a.tenant_id = ${ctx.tenantId})
    select coalesce(min(until) filter (where until >= ${ctx.today}::date - ${SILENT_DAYS}::int),
                    max(until)) as until
      from told`,
  );
  return row?.until ?? undefined;
}
