import type { TenantId } from '@goodterms/core/kernel/id.ts';
import { completed, type Setting, type SettingDocument } from '@goodterms/core/settings/setting.ts';
import type { Context } from '../platform/context.ts';
import { rows, sql, type Database } from '../platform/database.ts';
import { planKept } from '../platform/kept-plan.ts';

type Reader = Pick<Context, 'db' | 'tenantId'>;

/** What holds now: what was chosen, or the defaults. */
export async function readSetting<Value extends object>(
  ctx: Reader,
  document: SettingDocument<Value, string>,
): Promise<Setting<Value>> {
  const chosen = (await settingsOf(ctx)).get(document.name);
  return {
    version: chosen?.version ?? 0,
    value: completed(document.defaults, chosen?.value as Partial<Value> | undefined),
    changedAt: chosen?.changedAt,
    changedBy: chosen?.changedBy,
  };
}

/** Forgets what this transaction has read: it has waited for somebody else, or changed something. */
export function readSettingsAnew({ db }: Reader): void {
  READ.delete(db);
}

type SettingRow = {
  readonly name: string;
  readonly version: number;
  readonly value: object;
  readonly changedAt: Date;
  readonly changedBy: string;
};
type Settings = ReadonlyMap<string, SettingRow>;

/**
 * A company has a handful of documents and one request asks for several of them, some of them more
 * than once: they are read together, once in a transaction, which so sees them all of one moment.
 */
const READ = new WeakMap<Database, Map<TenantId, Promise<Settings>>>();

function settingsOf(ctx: Reader): Promise<Settings> {
  const ofTransaction = READ.get(ctx.db) ?? new Map<TenantId, Promise<Settings>>();
  READ.set(ctx.db, ofTransaction);
  let settings = ofTransaction.get(ctx.tenantId);
  if (!settings) ofTransaction.set(ctx.tenantId, (settings = readAll(ctx)));
  return settings;
}

async function readAll(ctx: Reader): Promise<Settings> {
  const found = await rows<SettingRow>(
    ctx,
    planKept(sql`
    select s.name, s.version, s.value, s.changed_at as "changedAt",
           coalesce(m.name, s.changed_by) as "changedBy"
      from setting s
      left join member m on m.tenant_id = s.tenant_id and m.user_id = s.changed_by
     where s.tenant_id = ${ctx.tenantId}`),
  );
  return new Map(found.map((row) => [row.name, row]));
}
