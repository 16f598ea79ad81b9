import type { CollectionSettings } from '@goodterms/core/collections/collection-settings.ts';
import type { Situation } from '@goodterms/core/collections/contact-picture.ts';
import { businessDaysBetween } from '@goodterms/core/settings/calendar.ts';
import { bankFreshness } from '../cash/bank-freshness.queries.ts';
import { readSending } from '../messaging/sending.queries.ts';
import type { Context } from '../platform/context.ts';

/** What holds for all customers at this moment: how far the bank's story reaches, and the switches. */
export async function readSituation(
  ctx: Context,
  { calendar }: CollectionSettings,
): Promise<Situation> {
  const { asOf } = await bankFreshness(ctx);
  const { because } = await readSending(ctx);
  return {
    bankDataOn: asOf,
    bankAgeBusinessDays: asOf === undefined ? 0 : businessDaysBetween(calendar, asOf, ctx.today),
    sending:
      because === undefined ? 'on' : because === 'sending_stopped' ? 'stopped' : 'not_set_up',
  };
}
