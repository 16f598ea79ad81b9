import { completed, type Setting, type SettingDocument } from '@goodterms/core/settings/setting.ts';
import type { Context } from '../platform/context.ts';
import { first, sql } from '../platform/database.ts';

type SettingRow<Value> = {
  version: number;
  value: Partial<Value>;
  changedAt: Date;
  changedBy: string;
};

/** What holds now: what was chosen, or the defaults. */
export async function readSetting<Value extends object>(
  ctx: Pick<Context, 'db' | 'tenantId'>,
  document: SettingDocument<Value, string>,
): Promise<Setting<Value>> {
  const row = await first<SettingRow<Value>>(
    ctx,
    sql`
    select s.version, s.value, s.changed_at as "changedAt",
           coalesce(m.name, s.changed_by) as "changedBy"
      from setting s
      left join member m on m.tenant_id = s.tenant_id and m.user_id = s.changed_by
     where s.tenant_id = ${ctx.tenantId} and s.name = ${document.name}`,
  );
  return {
    version: row?.version ?? 0,
    value: completed(document.defaults, row?.value),
    changedAt: row?.changedAt,
    changedBy: row?.changedBy,
  };
}
