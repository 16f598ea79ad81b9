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
import {
  coursesOf,
  headOf,
  knownLines,
  knownStatements,
  type StatementRow,
} from './bank-import.store.ts';

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
    known = { lines, statements: await withCourses(ctx, before, { statements, lines }) };
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
        course: statement.lines.map(({ movement, line }) => ({
          movement,
          minor: line.amount.minor,
        })),
      },
      known,
    ),
  );
}

/** Reads what statements show only where it decides: when they touch a new one and share a movement. */
async function withCourses(
  ctx: Context,
  known: ReadonlyMap<string, KnownStatement>,
  asked: {
    readonly statements: readonly StatementRow[];
    readonly lines: ReadonlyMap<string, readonly KnownLine[]>;
  },
): Promise<Map<string, KnownStatement>> {
  const openings = new Set(asked.statements.map(({ opening }) => opening));
  const closings = new Set(asked.statements.map(({ closing }) => closing));
  const sharing = new Set(
    [...asked.lines.values()].flatMap((lines) => lines.flatMap(({ shownBy }) => [...shownBy])),
  );
  const touching = [...known].filter(
    ([id, { opening, closing, moneyIn, moneyOut }]) =>
      sharing.has(id) &&
      moneyIn > 0n &&
      moneyOut > 0n &&
      (openings.has(closing) || closings.has(opening)),
  );
  const courses = await coursesOf(
    ctx,
    touching.map(([id]) => id),
  );
  return new Map(
    [...known].map(([id, statement]) => [id, { ...statement, course: courses.get(id) }]),
  );
}

/** Statements and lines that are not booked yet have names that no id has. */
function newKey({ position }: StatementDraft): string {
  return `new ${position}`;
}
