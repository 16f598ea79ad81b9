import {
  missingStatements,
  missingTitle,
  type MissingStatement,
} from '@goodterms/core/cash/missing-statement.ts';
import { addDays, type Day } from '@goodterms/core/kernel/day.ts';
import type { BankAccountId, BankStatementId, ImportId } from '@goodterms/core/kernel/id.ts';
import { money, moneyText, type Currency } from '@goodterms/core/kernel/money.ts';
import { calendarOf } from '@goodterms/core/settings/calendar.ts';
import { CONTACT_RULES } from '@goodterms/core/settings/contact-rules.ts';
import type { Context } from '../platform/context.ts';
import { rows, sql } from '../platform/database.ts';
import { readSetting } from '../settings/setting.queries.ts';

/** A statement of one of our accounts that we have never seen. */
export type StatementToFetch = MissingStatement & {
  readonly account: string;
  readonly currency: Currency;
  /** 'Statement 13'. */
  readonly title: string;
};

type PlacedRow = {
  readonly id: BankStatementId;
  readonly bankAccountId: BankAccountId;
  readonly account: string;
  readonly currency: Currency;
  readonly number: string | null;
  readonly openingOn: Day | null;
  readonly opening: bigint | null;
  readonly closingOn: Day | null;
  readonly closing: bigint | null;
};

/** What happened longer ago is nobody's task any more. */
const LOOKED_BACK_DAYS = 400;

/** The statements that are missing: of the accounts of one import, or of all. */
export async function statementsToFetch(
  ctx: Context,
  { importId, backDays = LOOKED_BACK_DAYS }: { importId?: ImportId; backDays?: number } = {},
): Promise<StatementToFetch[]> {
  const found = await rows<PlacedRow>(
    ctx,
    sql`
    select s.id::text as id, s.bank_account_id::text as "bankAccountId", ba.account, ba.currency,
           s.number, s.opening_on as "openingOn", s.opening, s.closing_on as "closingOn", s.closing
      from bank_statement s
      join bank_account ba on ba.tenant_id = ${ctx.tenantId} and ba.id = s.bank_account_id
     where s.tenant_id = ${ctx.tenantId} and s.closing_on >= ${addDays(ctx.today, -backDays)}::date
       ${
         importId === undefined
           ? sql``
           : sql`and s.bank_account_id in (
                   select bank_account_id from bank_statement
                    where tenant_id = ${ctx.tenantId} and import_file_id = ${importId}::bigint)`
       }
     order by s.id`,
  );
  const { value } = await readSetting(ctx, CONTACT_RULES);
  const calendar = calendarOf(value);
  return [...Map.groupBy(found, ({ bankAccountId }) => bankAccountId).values()].flatMap(
    (places) => {
      const { account, currency } = places[0] as PlacedRow;
      const missing = missingStatements(
        places.map(({ id, number, openingOn, opening, closingOn, closing }) => ({
          id,
          number: number ?? undefined,
          openingOn: openingOn ?? undefined,
          opening: opening ?? undefined,
          closingOn: closingOn ?? undefined,
          closing: closing ?? undefined,
        })),
        calendar,
      );
      return missing.map((one) => ({ ...one, account, currency, title: missingTitle(one) }));
    },
  );
}

/** What is missing, for those who read files and commands. */
export function toFetchSentence({ title, from, until, difference, currency }: StatementToFetch) {
  const what = `${title} between ${from} and ${until} ${title.startsWith('Statements') ? 'are' : 'is'} missing`;
  return difference === undefined
    ? what
    : `${what}; the balances differ by ${moneyText(money(difference, currency))} ${currency}`;
}
