import type { TenantId } from '@goodterms/core/kernel/id.ts';
import { COMPANY } from '@goodterms/core/settings/company.ts';
import type { Role } from '@goodterms/core/settings/permissions.ts';
import type { Actor } from '../platform/context.ts';
import { asOwner, asUser, enterTenant, first, rows, sql } from '../platform/database.ts';
import type { Database, DatabasePool } from '../platform/database.ts';
import type { Visitor } from '../platform/door.ts';
import { tokenHash } from '../platform/secret-token.ts';

type MemberRow = { tenantId: TenantId; role: Role; name: string; email: string };

/** In which company a person works and what they may do there; undefined when in none any more. */
export async function visitorByUser(
  pool: DatabasePool,
  userId: string,
): Promise<Visitor | undefined> {
  return asUser(pool, userId, async (db) => {
    const member = await first<MemberRow>(
      { db },
      sql`
      select tenant_id as "tenantId", role, name, email,
             set_config('app.tenant', tenant_id::text, true) as entered
        from (select * from member
               where user_id = ${userId} and disabled_at is null
               order by joined_at, tenant_id
               limit 1) mine`,
    );
    if (!member) return undefined;
    const { tenantId, role, name, email } = member;
    const company = await companyOf(db, tenantId);
    return { ...company, tenantId, actor: { kind: 'user', id: userId }, role, name, email };
  });
}

type KeyRow = { id: string; tenantId: TenantId; role: Role; name: string; isStale: boolean };

/** Whose key this is; undefined when it is unknown, revoked or past its day. */
export async function visitorByKey(
  pool: DatabasePool,
  key: string,
  now: Date,
): Promise<Visitor | undefined> {
  return asOwner(pool, async (db) => {
    const found = await first<KeyRow>(
      { db },
      sql`
      select id::text as id, tenant_id as "tenantId", role, name,
             last_used_at is null or last_used_at < ${now}::timestamptz - interval '1 minute' as "isStale"
        from auth.api_key
       where secret = ${tokenHash(key)} and revoked_at is null
         and (expires_at is null or expires_at > ${now})`,
    );
    if (!found) return undefined;
    const { id, tenantId, role, name, isStale } = found;
    if (isStale) await noteUse(db, id, now);
    await enterTenant(db, tenantId);
    const company = await companyOf(db, tenantId);
    const actor: Actor = { kind: 'api_key', id };
    return { ...company, tenantId, actor, role, name, email: '' };
  });
}

async function noteUse(db: Database, id: string, now: Date): Promise<void> {
  await rows({ db }, sql`update auth.api_key set last_used_at = ${now} where id = ${id}::bigint`);
}

/** What every request needs of the company that has been entered. */
async function companyOf(
  db: Database,
  tenantId: TenantId,
): Promise<{ tenantName: string; timeZone: string }> {
  const company = await first<{ tenantName: string; timeZone: string | null }>(
    { db },
    sql`
    select t.name as "tenantName", s.value ->> 'timeZone' as "timeZone"
      from tenant t
      left join setting s on s.tenant_id = t.id and s.name = ${COMPANY.name}
     where t.id = ${tenantId}`,
  );
  return {
    tenantName: company?.tenantName ?? '',
    timeZone: company?.timeZone ?? COMPANY.defaults.timeZone,
  };
}
