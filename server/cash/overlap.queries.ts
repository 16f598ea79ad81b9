import {
  resolveStatement,
  type Known,
  type KnownLine,
  type KnownStatement,
  type ResolvedStatement,
} from '@goodterms/core/cash/overlap.ts';
import { addDays, earlierDay, laterDay } from '@goodterms/core/kernel/day.ts';
import type { Context } from '../platform/context.ts';
import type { StatementDraft } from './bank-file.queries.ts';
import { headOf, knownLines, knownStatements, type StatementRow } from './bank-import.store.ts';

/** Tells which lines are new, with what the books and the statements before it in the file show. */
export async function resolveStatements(
  ctx: Context,
  statements: readonly StatementRow[],
): Promise<ResolvedStatement[]> {
  const named = statements.flatMap(({ accountId, lines }) =>
    lines.map(({ movement }) => ({ account: accountId, movement })),
  );
  const days = statements.flatMap(({ openingOn, closingOn, lines }) => [
    ...[openingOn, closingOn].filter((day) => day !== undefined),
    ...lines.map(({ line }) => line.bookedOn),
  ]);
  const [firstDay] = days;
  let known: Known = {
    lines: new Map<string, KnownLine[]>(),
    statements: new Map<string, KnownStatement>(),
  };
  if (firstDay !== undefined) {
    const lines = Map.groupBy(
      await knownLines(ctx, named),
      ({ account, movement }) => `${account} ${movement}`,
    );
    const before = await knownStatements(
      ctx,
      [...new Set(statements.map(({ accountId }) => accountId))],
      addDays(days.reduce(earlierDay, firstDay), -1),
      addDays(days.reduce(laterDay, firstDay), 1),
    );
    known = { lines, statements: before };
  }
  return statements.map((statement) =>
    resolveStatement(
      {
        key: newKey(statement),
        account: statement.accountId,
        head: headOf(statement),
        movements: statement.lines.map(({ movement }) => movement),
        opening: statement.opening,
        closing: statement.closing,
        openingOn: statement.openingOn,
        closingOn: statement.closingOn,
        moneyIn: statement.moneyIn,
        moneyOut: statement.moneyOut,
      },
      known,
    ),
  );
}

/** Statements and lines that are not booked yet have names that no id has. */
function newKey({ position }: StatementDraft): string {
  return `new ${position}`;
}
