import type { BankImportReportJson } from '@goodterms/api/cash/cash.ts';
import { toMoneyJson } from '@goodterms/api/fields.ts';
import type { BankStatementId, ImportId } from '@goodterms/core/kernel/id.ts';
import { money, moneyText, type Currency, type Money } from '@goodterms/core/kernel/money.ts';
import type { FileProblem } from '@goodterms/formats/bank-statement.ts';
import type { Context } from '../platform/context.ts';
import { first, rows, sql } from '../platform/database.ts';
import type { BankImport } from './bank-import.actions.ts';
import { BANK_LINE_COLUMNS, toBookedLine, type BankLineRow } from './bank-line.queries.ts';
import { proposalsFor } from './proposal.queries.ts';
import { missingStatements, type AccountGap } from './statement-list.queries.ts';

/** What came of a file, for whoever has sent it. The counts are of the lines that it added. */
type ImportReport = {
  /** By the statement's place in the file; what was here already has none. */
  readonly statementIds: ReadonlyMap<number, BankStatementId>;
  readonly matched: number;
  readonly proposed: number;
  readonly unapplied: number;
  readonly setAside: number;
  readonly received: readonly Money[];
  readonly applied: readonly Money[];
  readonly problems: readonly FileProblem[];
};

async function importReport(ctx: Context, imported: BankImport): Promise<ImportReport> {
  const { importId, alreadyImported, content, refused } = imported;
  if (importId === undefined || alreadyImported)
    return {
      statementIds: new Map(),
      matched: 0,
      proposed: 0,
      unapplied: 0,
      setAside: 0,
      received: [],
      applied: [],
      problems: content.problems,
    };
  const statements = await rows<{ id: BankStatementId; position: number }>(
    ctx,
    sql`
    select id::text as id, position from bank_statement
     where tenant_id = ${ctx.tenantId} and import_file_id = ${importId}::bigint`,
  );
  const sums = await moneyOf(ctx, importId);
  const gaps = await missingStatements(ctx, importId);
  return {
    statementIds: new Map(statements.map(({ position, id }) => [position, id])),
    ...(await decidedLines(ctx, importId)),
    ...(await waitingLines(ctx, importId)),
    received: sums.map(({ currency, received }) => money(received, currency)),
    applied: sums
      .filter(({ applied }) => applied > 0n)
      .map(({ currency, applied }) => money(applied, currency)),
    problems: [
      ...content.problems,
      ...gaps.map(gapProblem),
      ...refused.map((lineId) => ({
        where: `line ${lineId}`,
        what: 'what it pays changed in the books while the file was taken in',
        advice: 'It is open; look at its proposals.',
        severity: 'warning' as const,
      })),
    ],
  };
}

/** The report as it travels. */
export async function importReportJson(
  ctx: Context,
  imported: BankImport,
): Promise<BankImportReportJson> {
  const { content, importId, alreadyImported, added, alreadyHere } = imported;
  const report = await importReport(ctx, imported);
  return {
    importId: importId ?? null,
    alreadyImported,
    format: imported.format,
    name: imported.name,
    statements: content.statements.map((statement) => ({
      id: report.statementIds.get(statement.position) ?? null,
      account: statement.account,
      currency: statement.currency,
      reference: statement.reference ?? null,
      openingOn: statement.openingOn ?? null,
      opening: balanceJson(statement.opening, statement.currency),
      closingOn: statement.closingOn ?? null,
      closing: balanceJson(statement.closing, statement.currency),
      lines: statement.lines.length,
      addsUp: statement.addsUp ?? null,
    })),
    counts: {
      lines: added + alreadyHere,
      added,
      alreadyHere,
      matched: report.matched,
      proposed: report.proposed,
      unapplied: report.unapplied,
      setAside: report.setAside,
      pending: content.pending,
      notImportable: content.notImportable,
    },
    received: report.received.map(toMoneyJson),
    applied: report.applied.map(toMoneyJson),
    problems: report.problems.map(({ where, what, advice, severity }) => ({
      where,
      what,
      advice,
      severity,
    })),
  };
}

function balanceJson(minor: bigint | undefined, currency: Currency) {
  return minor === undefined ? null : toMoneyJson(money(minor, currency));
}

async function decidedLines(ctx: Context, importId: ImportId) {
  const counts = await first<{ matched: number; setAside: number }>(
    ctx,
    sql`
    select count(m.id) filter (where l.amount > 0)::int as matched,
           count(*) filter (where l.set_aside is not null)::int as "setAside"
      from bank_statement s
      join bank_line l on l.tenant_id = ${ctx.tenantId} and l.bank_statement_id = s.id
      left join match m on m.tenant_id = ${ctx.tenantId} and m.bank_line_id = l.id
       and m.undone_at is null
     where s.tenant_id = ${ctx.tenantId} and s.import_file_id = ${importId}::bigint`,
  );
  return counts ?? { matched: 0, setAside: 0 };
}

async function waitingLines(ctx: Context, importId: ImportId) {
  const found = await rows<BankLineRow>(
    ctx,
    sql`
    select ${BANK_LINE_COLUMNS}
      from bank_statement s
      join bank_line l on l.tenant_id = ${ctx.tenantId} and l.bank_statement_id = s.id
      join bank_account ba on ba.tenant_id = ${ctx.tenantId} and ba.id = l.bank_account_id
     where s.tenant_id = ${ctx.tenantId} and s.import_file_id = ${importId}::bigint
       and l.set_aside is null
       and not exists (select from match m
                        where m.tenant_id = ${ctx.tenantId} and m.bank_line_id = l.id
                          and m.undone_at is null)`,
  );
  const readings = await proposalsFor(ctx, found.map(toBookedLine));
  const proposed = [...readings.values()].filter(({ proposals }) => proposals.length > 0).length;
  return { proposed, unapplied: found.length - proposed };
}

type Sums = { readonly currency: Currency; readonly received: bigint; readonly applied: bigint };

async function moneyOf(ctx: Context, importId: ImportId): Promise<Sums[]> {
  return rows<Sums>(
    ctx,
    sql`
    select l.currency, sum(l.amount)::bigint as received, sum(c.allocated)::bigint as applied
      from bank_statement s
      join bank_line l on l.tenant_id = ${ctx.tenantId} and l.bank_statement_id = s.id
      join credit_item c on c.tenant_id = ${ctx.tenantId} and c.id = l.credit_item_id
     where s.tenant_id = ${ctx.tenantId} and s.import_file_id = ${importId}::bigint
       and l.amount > 0 and l.set_aside is null
     group by l.currency
     order by l.currency`,
  );
}

function gapProblem({ account, currency, from, until, difference }: AccountGap): FileProblem {
  const amount = `${moneyText(money(difference, currency))} ${currency}`;
  return {
    where: `account ${account}`,
    what: `between ${from} and ${until} a statement is missing; the balances differ by ${amount}`,
    advice: 'Fetch it from the bank: what was paid in these days is not known yet.',
    severity: 'warning',
  };
}
