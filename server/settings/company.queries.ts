import type { TenantId } from '@goodterms/core/kernel/id.ts';
import { COMPANY } from '@goodterms/core/settings/company.ts';
import { asOwner, asTenant, rows, sql, type DatabasePool } from '../platform/database.ts';
import { readSetting } from './setting.queries.ts';

/** A company that works here, and the time zone that decides which day it is for it. */
export type CompanyHere = {
  readonly tenantId: TenantId;
  readonly name: string;
  readonly timeZone: string;
};

/** Every company of this installation, the oldest first: for jobs and commands, which serve all. */
export async function listCompanies(pool: DatabasePool): Promise<CompanyHere[]> {
  const tenants = await asOwner(pool, (db) =>
    rows<{ tenantId: TenantId; name: string }>(
      { db },
      sql`select id::text as "tenantId", name from tenant order by created_at, id`,
    ),
  );
  const companies: CompanyHere[] = [];
  for (const tenant of tenants) {
    const { value } = await asTenant(pool, tenant.tenantId, (db) =>
      readSetting({ db, tenantId: tenant.tenantId }, COMPANY),
    );
    companies.push({ ...tenant, timeZone: value.timeZone });
  }
  return companies;
}
