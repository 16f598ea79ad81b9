import type { KnownLine, KnownStatement } from '@goodterms/core/cash/overlap.ts';
import type { Movement } from '@goodterms/core/cash/natural-key.ts';
import type { SetAside } from '@goodterms/core/cash/bank-line.ts';
import type { Day } from '@goodterms/core/kernel/day.ts';
import type {
  BankAccountId,
  BankLineId,
  BankStatementId,
  CreditItemId,
  ImportId,
} from '@goodterms/core/kernel/id.ts';
import type { Currency } from '@goodterms/core/kernel/money.ts';
import { booleans, days, documents, foreignTexts, integers } from '../platform/columns.ts';
import type { Context } from '../platform/context.ts';
import { list, rows, sql } from '../platform/database.ts';
import { insertRows, type RowsOf } from '../platform/new-rows.ts';
import { beforeManyRows } from '../platform/planner.ts';
import type { LineDraft, StatementDraft } from './bank-file.queries.ts';

/** So many rows at once outgrow the plans that were made before them. */
const MANY = 500;

/** To be called before lines and payments are inserted, with how many there will be. */
export async function expectLines(ctx: Context, count: number): Promise<void> {
  if (count > MANY) await beforeManyRows(ctx, ['credit_item', 'bank_line', 'match']);
}

export type AccountName = { readonly account: string; readonly currency: Currency };

/**
 * The accounts of a file, made when they are new and locked in one order: two files of one account
 * are taken in one after the other.
 */
export async function lockAccounts(
  ctx: Context,
  accounts: readonly AccountName[],
): Promise<Map<string, BankAccountId>> {
  const locked = await rows<AccountName & { id: BankAccountId }>(
    ctx,
    sql`
    insert into bank_account (tenant_id, account, currency)
    select ${ctx.tenantId}, account, currency
      from (select distinct * from unnest(${list(accounts.map((a) => a.account))}::text[],
                                          ${list(accounts.map((a) => a.currency))}::text[])
                            as named (account, currency)) named
     order by account, currency
        on conflict (tenant_id, account, currency) do update set name = bank_account.name
    returning id::text as id, account, currency`,
  );
  return new Map(locked.map((row) => [accountName(row), row.id]));
}

export function accountName({ account, currency }: AccountName): string {
  return `${account} ${currency}`;
}

type KnownLineRow = {
  readonly key: BankLineId;
  readonly account: BankAccountId;
  readonly movement: string;
  readonly occurrence: number;
  readonly shownBy: BankStatementId[];
};

/** The lines in the books that look like the ones named, with every statement that showed them. */
export async function knownLines(
  ctx: Context,
  movements: readonly { readonly account: BankAccountId; readonly movement: string }[],
): Promise<KnownLine[]> {
  const found = await rows<KnownLineRow>(
    ctx,
    sql`
    with named as (
      select distinct * from unnest(${list(movements.map((m) => m.account))}::bigint[],
                                    ${list(movements.map((m) => m.movement))}::text[])
                      as named (bank_account_id, movement))
    select l.id::text as key, l.bank_account_id::text as account, l.movement, l.occurrence,
           array(select l.bank_statement_id::text
                 union all
                 select a.bank_statement_id::text from bank_line_again a
                  where a.tenant_id = ${ctx.tenantId} and a.bank_line_id = l.id) as "shownBy"
      from named
      join bank_line l on l.tenant_id = ${ctx.tenantId}
       and l.bank_account_id = named.bank_account_id and l.movement = named.movement`,
  );
  return found.map(({ shownBy, ...line }) => ({ ...line, shownBy: new Set<string>(shownBy) }));
}

/** The statements of the accounts named whose last day lies between two days. */
export async function knownStatements(
  ctx: Context,
  accounts: readonly BankAccountId[],
  from: Day,
  until: Day,
): Promise<Map<string, KnownStatement>> {
  const found = await rows<
    Omit<KnownStatement, keyof HeadRow | 'opening' | 'closing' | 'head'> &
      HeadRow & { id: BankStatementId; opening: bigint | null; closing: bigint | null }
  >(
    ctx,
    sql`
    select id::text as id, bank_account_id::text as account, reference, number,
           opening_on as "openingOn", opening, closing_on as "closingOn", closing,
           line_count as "lineCount", money_in as "moneyIn", money_out as "moneyOut"
      from bank_statement
     where tenant_id = ${ctx.tenantId} and bank_account_id = any(${list(accounts)}::bigint[])
       and closing_on between ${from} and ${until}
     order by id`,
  );
  return new Map(
    found.map(({ id, opening, closing, ...row }) => [
      id,
      {
        account: row.account,
        head: headOf({ ...row, opening, closing }),
        lineCount: row.lineCount,
        opening: opening ?? undefined,
        closing: closing ?? undefined,
        openingOn: row.openingOn ?? undefined,
        closingOn: row.closingOn ?? undefined,
        moneyIn: row.moneyIn,
        moneyOut: row.moneyOut,
      },
    ]),
  );
}

/** What statements show, in their order. */
export async function coursesOf(
  ctx: Context,
  statementIds: readonly string[],
): Promise<Map<string, Movement[]>> {
  if (statementIds.length === 0) return new Map();
  const ids = list(statementIds);
  const found = await rows<Movement & { statementId: string }>(
    ctx,
    sql`
    select shown.bank_statement_id::text as "statementId", l.movement, l.amount as minor
      from (select bank_statement_id, position, id as bank_line_id
              from bank_line
             where tenant_id = ${ctx.tenantId} and bank_statement_id = any(${ids}::bigint[])
             union all
            select bank_statement_id, position, bank_line_id
              from bank_line_again
             where tenant_id = ${ctx.tenantId} and bank_statement_id = any(${ids}::bigint[])) shown
      join bank_line l on l.tenant_id = ${ctx.tenantId} and l.id = shown.bank_line_id
     order by shown.bank_statement_id, shown.position`,
  );
  return Map.groupBy(found, ({ statementId }) => statementId);
}

type HeadRow = {
  readonly reference: string | null | undefined;
  readonly number: string | null | undefined;
  readonly openingOn: Day | null | undefined;
  readonly closingOn: Day | null | undefined;
};

/** What the head of a statement says; two with the same head and lines are the same statement. */
export function headOf(
  head: HeadRow & {
    readonly opening: bigint | null | undefined;
    readonly closing: bigint | null | undefined;
  },
): string {
  const { reference, number, openingOn, opening, closingOn, closing } = head;
  return [reference, number, openingOn, opening, closingOn, closing]
    .map((said) => said ?? '')
    .join('|');
}

export type StatementRow = StatementDraft & { readonly accountId: BankAccountId };

/** Inserts the statements of a file; the ids come back by their place in the file. */
export async function insertStatements(
  ctx: Context,
  importId: ImportId,
  statements: readonly StatementRow[],
): Promise<Map<number, BankStatementId>> {
  const inserted = await rows<{ id: BankStatementId; position: number }>(
    ctx,
    sql`
    insert into bank_statement (tenant_id, bank_account_id, import_file_id, position, reference,
                                number, opening_on, opening, closing_on, closing, line_count,
                                money_in, money_out, adds_up, problems)
    select ${ctx.tenantId}, d.bank_account_id, ${importId}, d.position, d.reference, d.number,
           d.opening_on, d.opening, d.closing_on, d.closing, d.line_count,
           d.money_in, d.money_out, d.adds_up, d.problems
      from unnest(${list(statements.map((s) => s.accountId))}::bigint[],
                  ${list(statements.map((s) => s.position))}::int[],
                  ${list(statements.map((s) => s.reference ?? null))}::text[],
                  ${list(statements.map((s) => s.number ?? null))}::text[],
                  ${list(statements.map((s) => s.openingOn ?? null))}::date[],
                  ${list(statements.map((s) => s.opening ?? null))}::bigint[],
                  ${list(statements.map((s) => s.closingOn ?? null))}::date[],
                  ${list(statements.map((s) => s.closing ?? null))}::bigint[],
                  ${list(statements.map((s) => s.lines.length))}::int[],
                  ${list(statements.map((s) => s.moneyIn))}::bigint[],
                  ${list(statements.map((s) => s.moneyOut))}::bigint[],
                  ${list(statements.map((s) => s.addsUp ?? null))}::boolean[],
                  ${list(statements.map((s) => JSON.stringify(s.problems)))}::jsonb[])
           as d (bank_account_id, position, reference, number, opening_on, opening, closing_on,
                 closing, line_count, money_in, money_out, adds_up, problems)
     order by d.position
    returning id::text as id, position`,
  );
  return new Map(inserted.map(({ id, position }) => [position, id]));
}

export type LineRow = LineDraft & {
  readonly accountId: BankAccountId;
  readonly statementId: BankStatementId;
  readonly occurrence: number;
  readonly creditItemId: CreditItemId | undefined;
  readonly setAside: SetAside | undefined;
};

/** Inserts new lines; the ids come back in the order of the rows. */
export function insertLines(ctx: Context, lines: readonly LineRow[]): Promise<BankLineId[]> {
  return insertRows(ctx, LINES, lines);
}

const LINES: RowsOf<LineRow> = {
  table: 'bank_line',
  columns: (lines) => ({
    bank_account_id: integers(lines.map((l) => l.accountId)),
    bank_statement_id: integers(lines.map((l) => l.statementId)),
    movement: foreignTexts(lines.map((l) => l.movement)),
    occurrence: integers(lines.map((l) => l.occurrence)),
    position: integers(lines.map((l) => l.position)),
    booked_on: days(lines.map(({ line }) => line.bookedOn)),
    value_on: days(lines.map(({ line }) => line.valueOn)),
    currency: foreignTexts(lines.map(({ line }) => line.amount.currency)),
    amount: integers(lines.map(({ line }) => line.amount.minor)),
    reversal: booleans(lines.map(({ line }) => line.reversal)),
    type: foreignTexts(lines.map(({ line }) => line.type)),
    payer_name: foreignTexts(lines.map(({ line }) => line.payerName)),
    payer_account: foreignTexts(lines.map(({ line }) => line.payerAccount)),
    remittance: foreignTexts(lines.map(({ line }) => line.remittance)),
    refs: documents(lines.map(({ line }) => JSON.stringify(refsOf(line)))),
    parts: documents(lines.map(({ line }) => JSON.stringify(line.parts.map(partJson)))),
    credit_item_id: integers(lines.map((l) => l.creditItemId)),
    set_aside: foreignTexts(lines.map((l) => l.setAside)),
  }),
};

function refsOf({ references, onBehalfOf }: LineDraft['line']) {
  return { ...references, onBehalfOf };
}

function partJson({ amount, ...part }: LineDraft['line']['parts'][number]) {
  return { ...part, amount: amount?.minor.toString(), currency: amount?.currency };
}

export type ShownAgainRow = {
  readonly statementId: BankStatementId;
  readonly position: number;
  readonly lineId: BankLineId;
};

export async function insertShownAgain(
  ctx: Context,
  shown: readonly ShownAgainRow[],
): Promise<void> {
  if (shown.length === 0) return;
  await sql`
    insert into bank_line_again (tenant_id, bank_statement_id, position, bank_line_id)
    select ${ctx.tenantId}, statement_id, position, line_id
      from unnest(${list(shown.map((s) => s.statementId))}::bigint[],
                  ${list(shown.map((s) => s.position))}::int[],
                  ${list(shown.map((s) => s.lineId))}::bigint[])
           as d (statement_id, position, line_id)`.execute(ctx.db);
}
