import {
  collectionSettings,
  type CollectionSettings,
} from '@goodterms/core/collections/collection-settings.ts';
import { STRATEGY } from '@goodterms/core/collections/dunning-strategy.ts';
import { COMPANY } from '@goodterms/core/settings/company.ts';
import { CONTACT_RULES } from '@goodterms/core/settings/contact-rules.ts';
import type { Context } from '../platform/context.ts';
import { readSetting } from '../settings/setting.queries.ts';

/** Strategy, contact rules and our time zone, as they hold now. */
export async function readCollectionSettings(ctx: Context): Promise<CollectionSettings> {
  const strategy = await readSetting(ctx, STRATEGY);
  const rules = await readSetting(ctx, CONTACT_RULES);
  const company = await readSetting(ctx, COMPANY);
  return collectionSettings({
    strategy: strategy.value,
    strategyVersion: strategy.version,
    rules: rules.value,
    timeZone: company.value.timeZone,
  });
}
