import type { Day } from '@goodterms/core/kernel/day.ts';
import type { BankAccountId } from '@goodterms/core/kernel/id.ts';
import type { Context } from '../platform/context.ts';
import { rows, sql } from '../platform/database.ts';
import { planKept } from '../platform/kept-plan.ts';

/** How far the bank's story reaches. Nobody is chased on the ground of an old one. */
export type BankFreshness = {
  /** When a bank file was last taken in. */
  readonly importedAt: Date | undefined;
  /**
   * The last day that the bank has told us of, by the account that lags behind: a payment may have
   * come in on any of them. An account that has been silent for a month is no longer waited for.
   */
  readonly asOf: Day | undefined;
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
    accounts,
  };
}
