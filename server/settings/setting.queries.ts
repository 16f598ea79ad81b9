import { completed, type Setting, type SettingDocument } from '@goodterms/core/settings/setting.ts';
import type { Context } from '../platform/context.ts';
import { first, sql } from '../platform/database.ts';

/** What holds now for a room: what was chosen, or the defaults. */
export async function readSetting<Value extends object>(
  ctx: Pick<Context, 'db' | 'tenantId'>,
  document: SettingDocument<Value, string>,
): Promise<Setting<Value>> {
  const row = await first<{ version: number; value: Partial<Value> }>(
    ctx,
    sql`
    select version, value
      from setting
     where tenant_id = ${ctx.tenantId} and room = ${document.room}`,
  );
  return { version: row?.version ?? 0, value: completed(document.defaults, row?.value) };
}
