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
  const { asOf, from } = await bankFreshness(ctx);
  const { because } = await readSending(ctx);
  const age = asOf === undefined ? 0 : businessDaysBetween(calendar, asOf, ctx.today);
  return {
    bankDataOn: from === 'bank' ? asOf : undefined,
    bankAgeBusinessDays: from === 'bank' ? age : 0,
    ledgerReadOn: from === 'ledger' ? asOf : undefined,
    ledgerAgeBusinessDays: from === 'ledger' ? age : 0,
    sending:
      because === undefined ? 'on' : because === 'sending_stopped' ? 'stopped' : 'not_set_up',
  };
}
