import { accept, refuse, type Outcome } from '@goodterms/core/kernel/outcome.ts';
import type { TenantId } from '@goodterms/core/kernel/id.ts';
import { COMPANY, isTimeZone } from '@goodterms/core/settings/company.ts';
import { dayAt, type Actor, type House } from '../platform/context.ts';
import { asOwner } from '../platform/database.ts';
import { record } from '../platform/journal.ts';
import { makeTenant } from '../platform/tenant.ts';
import { changeSetting } from './setting.actions.ts';

/**
 * Makes a company without people, for commands to work on. Whoever opens the set-up link first
 * takes it over.
 */
export async function foundCompany(
  { pool, clock }: House,
  actor: Actor,
  { name, timeZone }: { readonly name: string; readonly timeZone: string },
): Promise<Outcome<TenantId, 'time_zone_must_exist'>> {
  if (!isTimeZone(timeZone)) return refuse('time_zone_must_exist', timeZone);
  return asOwner(pool, async (db) => {
    const tenantId = await makeTenant(db, name);
    const now = clock.now();
    const ctx = { db, tenantId, actor, now, today: dayAt(now, timeZone) };
    await changeSetting(ctx, COMPANY, { ...COMPANY.defaults, name, timeZone });
    await record(ctx, { fact: 'settings.company_founded', data: { timeZone } });
    return accept(tenantId);
  });
}
