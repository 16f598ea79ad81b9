import type { Role } from '@goodterms/core/settings/permissions.ts';
import type { Context } from '../platform/context.ts';
import { rows, sql } from '../platform/database.ts';

export type ApiKey = {
  readonly id: string;
  readonly name: string;
  readonly prefix: string;
  readonly role: Role;
  readonly createdAt: Date;
  readonly expiresAt: Date | null;
  readonly lastUsedAt: Date | null;
  readonly revokedAt: Date | null;
};

export async function allApiKeys(ctx: Context): Promise<ApiKey[]> {
  return rows<ApiKey>(
    ctx,
    sql`
    select id::text as id, name, prefix, role, made_at as "createdAt", expires_at as "expiresAt",
           last_used_at as "lastUsedAt", revoked_at as "revokedAt"
      from auth.api_key
     where tenant_id = ${ctx.tenantId}
     order by revoked_at is not null, id desc`,
  );
}
