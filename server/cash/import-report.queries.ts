import type { BankImportReportJson } from '@goodterms/api/cash/cash.ts';
import { toMoneyJson } from '@goodterms/api/fields.ts';
import { money, type Currency } from '@goodterms/core/kernel/money.ts';
import type { FileProblem } from '@goodterms/formats/bank-statement.ts';
import type { Context } from '../platform/context.ts';
import type { BankImport } from './bank-import.actions.ts';
import {
  statementsToFetch,
  toFetchSentence,
  type StatementToFetch,
} from './missing-statement.queries.ts';

/** What came of a file, for whoever has sent it. The counts are of the lines that it added. */
export async function importReportJson(
  ctx: Context,
  imported: BankImport,
): Promise<BankImportReportJson> {
  const { content, importId, alreadyImported, added, alreadyHere, statementIds } = imported;
  const { matched, proposed, unapplied, setAside, received, applied } = imported.outcome;
  return {
    importId: importId ?? null,
    alreadyImported,
    format: imported.format,
    name: imported.name,
    statements: content.statements.map((statement) => ({
      id: statementIds.get(statement.position) ?? null,
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
      matched,
      proposed,
      unapplied,
      setAside,
      pending: content.pending,
      notImportable: content.notImportable,
    },
    received: received.map(toMoneyJson),
    applied: applied.map(toMoneyJson),
    problems: (await problemsOf(ctx, imported)).map(({ where, what, advice, severity }) => ({
      where,
      what,
      advice,
      severity,
    })),
  };
}

async function problemsOf(
  ctx: Context,
  { importId, alreadyImported, content, outcome }: BankImport,
): Promise<FileProblem[]> {
  if (importId === undefined || alreadyImported) return [...content.problems];
  const gaps = await statementsToFetch(ctx, { importId });
  return [
    ...content.problems,
    ...gaps.map(gapProblem),
    ...outcome.refused.map((lineId): FileProblem => ({
      where: `line ${lineId}`,
      what: 'what it pays changed in the books while the file was taken in',
      advice: 'It is open; look at its proposals.',
      severity: 'warning',
    })),
  ];
}

function gapProblem(missing: StatementToFetch): FileProblem {
  return {
    where: `account ${missing.account}`,
    what: toFetchSentence(missing),
    advice: 'Fetch it from the bank: what was paid in these days is not known yet.',
    severity: 'warning',
  };
}

function balanceJson(minor: bigint | undefined, currency: Currency) {
  return minor === undefined ? null : toMoneyJson(money(minor, currency));
}
