import { accept, refuse, type Outcome } from '@goodterms/core/kernel/outcome.ts';
import {
  changedParts,
  type Setting,
  type SettingDocument,
} from '@goodterms/core/settings/setting.ts';
import type { Context } from '../platform/context.ts';
import { record } from '../platform/journal.ts';
import { readSetting, readSettingsAnew } from './setting.queries.ts';
import { lockSetting, putSetting } from './setting.store.ts';

/** Replaces a document. Choosing what holds already changes nothing and records nothing. */
export async function changeSetting<Value extends object, Refusal extends string>(
  ctx: Context,
  document: SettingDocument<Value, Refusal>,
  value: Value,
): Promise<Outcome<Setting<Value>, Refusal>> {
  const broken = document.broken(value);
  if (broken !== undefined) return refuse(broken);

  await lockSetting(ctx, document.name);
  readSettingsAnew(ctx);
  const before = await readSetting(ctx, document);
  const changed = changedParts(before.value, value);
  if (changed.length === 0) return accept(before);

  const version = before.version + 1;
  await putSetting(ctx, document.name, version, value);
  readSettingsAnew(ctx);
  await record(ctx, {
    fact: 'settings.setting_changed',
    data: { name: document.name, version, changed },
  });
  return accept(await readSetting(ctx, document));
}
