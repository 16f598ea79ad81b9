import { accept, refuse, type Outcome } from '@goodterms/core/kernel/outcome.ts';
import {
  changedParts,
  type Setting,
  type SettingDocument,
} from '@goodterms/core/settings/setting.ts';
import type { Context } from '../platform/context.ts';
import { record } from '../platform/journal.ts';
import { readSetting } from './setting.queries.ts';
import { lockSetting, putSetting } from './setting.store.ts';

/**
 * Replaces a room's document. `seenVersion` is the version the chooser looked at: when somebody
 * else has changed it since, nothing is overwritten. Choosing what holds already changes nothing.
 */
export async function changeSetting<Value extends object, Refusal extends string>(
  ctx: Context,
  document: SettingDocument<Value, Refusal>,
  value: Value,
  seenVersion?: number,
): Promise<Outcome<Setting<Value>, Refusal | 'setting_must_be_current'>> {
  const broken = document.broken(value);
  if (broken !== undefined) return refuse(broken);

  const version = await lockSetting(ctx, document.room);
  if (seenVersion !== undefined && seenVersion !== version) return refuse('setting_must_be_current');

  const before = await readSetting(ctx, document);
  const changed = changedParts(before.value, value);
  if (changed.length === 0) return accept(before);

  await putSetting(ctx, document.room, version + 1, value);
  await record(ctx, {
    fact: 'settings.setting_changed',
    data: { room: document.room, version: version + 1, changed },
  });
  return accept({ version: version + 1, value });
}
