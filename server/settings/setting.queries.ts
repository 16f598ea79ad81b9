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
    select version, value, changed_at as "changedAt", changed_by as "changedBy"
      from setting
     where tenant_id = ${ctx.tenantId} and name = ${document.name}`,
  );
  return {
    version: row?.version ?? 0,
    value: completed(document.defaults, row?.value),
    changedAt: row?.changedAt,
    changedBy: row?.changedBy,
  };
}
