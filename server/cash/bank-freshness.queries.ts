import { freshnessSentence, isFresh, type PaymentsKnown } from '@goodterms/core/cash/freshness.ts';
import { missingSentence } from '@goodterms/core/cash/missing-statement.ts';
import type { Day } from '@goodterms/core/kernel/day.ts';
import type { BankAccountId } from '@goodterms/core/kernel/id.ts';
import { calendarOf } from '@goodterms/core/settings/calendar.ts';
import { CONTACT_RULES } from '@goodterms/core/settings/contact-rules.ts';
import { ledgerReadOn } from '../ledger/ledger-reading.queries.ts';
import { readSetting } from '../settings/setting.queries.ts';
import type { Context } from '../platform/context.ts';
import { rows, sql } from '../platform/database.ts';
import { planKept } from '../platform/kept-plan.ts';
import { statementsToFetch } from './missing-statement.queries.ts';

/** How far the bank's story reaches. Nobody is chased on the ground of an old one. */
export type BankFreshness = {
  /** When a bank file was last taken in. */
  readonly importedAt: Date | undefined;
  /**
   * The last day that the bank has told us of, by the account that lags behind: a payment may have
   * come in on any of them. An account that has been silent for a month is no longer waited for.
   */
  readonly asOf: Day | undefined;
  /** Where we know it from: without a bank, the day on which the ledger was last read. */
  readonly from: PaymentsKnown['from'];
  readonly accounts: readonly AccountFreshness[];
};

export type AccountFreshness = {
  readonly bankAccountId: BankAccountId;
  readonly account: string;
  readonly currency: string;
  readonly importedAt: Date;
  readonly asOf: Day;
  readonly isSilent: boolean;
};

const SILENT_DAYS = 31;
/** What is missing from longer ago has been asked about, or never will be. */
const RECENT_DAYS = 62;

export async function bankFreshness(ctx: Context): Promise<BankFreshness> {
  const accounts = await rows<AccountFreshness>(
    ctx,
    planKept(sql`
    select a.id::text as "bankAccountId", a.account, a.currency,
           s.imported_at as "importedAt", s.closing_on as "asOf",
           s.closing_on < ${ctx.today}::date - ${SILENT_DAYS}::int as "isSilent"
      from bank_account a
      join lateral (
           select max(imported_at) as imported_at, max(closing_on) as closing_on
             from bank_statement
            where tenant_id = ${ctx.tenantId} and bank_account_id = a.id) s
        on s.closing_on is not null
     where a.tenant_id = ${ctx.tenantId}
     order by a.account, a.currency`),
  );
  if (accounts.length === 0) return withoutBank(ctx);
  const awaited = accounts.some(({ isSilent }) => !isSilent)
    ? accounts
        .filter(({ isSilent }) => !isSilent)
        .map(({ asOf }) => asOf)
        .toSorted()[0]
    : accounts
        .map(({ asOf }) => asOf)
        .toSorted()
        .at(-1);
  return {
    importedAt: accounts
      .map(({ importedAt }) => importedAt)
      .toSorted((a, b) => a.getTime() - b.getTime())
      .at(-1),
    asOf: awaited,
    from: 'bank',
    accounts,
  };
}

async function withoutBank(ctx: Context): Promise<BankFreshness> {
  const asOf = await ledgerReadOn(ctx);
  const from = asOf === undefined ? 'nowhere' : 'ledger';
  return { importedAt: undefined, asOf, from, accounts: [] };
}

/** The same as a reply says it; `sayDay` puts a day into words. */
export async function freshnessJson(ctx: Context, sayDay: (day: Day) => string = String) {
  const known = await bankFreshness(ctx);
  const { value } = await readSetting(ctx, CONTACT_RULES);
  const fresh = isFresh(known, ctx.today, {
    calendar: calendarOf(value),
    maxBusinessDays: value.maxBankAgeBusinessDays,
  });
  const said = known.asOf === undefined ? '' : sayDay(known.asOf);
  const missing = (await statementsToFetch(ctx, { backDays: RECENT_DAYS })).length;
  return {
    importedAt: known.importedAt?.toISOString() ?? null,
    asOf: known.asOf ?? null,
    from: known.from,
    fresh,
    missing,
    sentence: [freshnessSentence(known, said, fresh), missingSentence(missing)]
      .filter((part) => part !== '')
      .join(' '),
  };
}
