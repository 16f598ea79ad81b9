import { setAside } from '@goodterms/core/cash/bank-line.ts';
import type { DecisionInOrder } from '@goodterms/core/cash/matching-run.ts';
import type { ResolvedStatement } from '@goodterms/core/cash/overlap.ts';
import { assert } from '@goodterms/core/kernel/assert.ts';
import type {
  BankAccountId,
  BankLineId,
  BankStatementId,
  CreditItemId,
  ImportId,
} from '@goodterms/core/kernel/id.ts';
import type { CreditDraft } from '@goodterms/core/ledger/credit-item.ts';
import type { BankFile } from '@goodterms/formats/bank-statement.ts';
import { receiveCredits, type ReceivedCredit } from '../ledger/payment.actions.ts';
import type { Context } from '../platform/context.ts';
import { record } from '../platform/journal.ts';
import { keepImportedFile } from '../settings/import-file.actions.ts';
import { importedBefore } from '../settings/import-file.queries.ts';
import { contentOf, type FileContent, type StatementDraft } from './bank-file.queries.ts';
import {
  accountName,
  expectLines,
  insertLines,
  insertShownAgain,
  insertStatements,
  lockAccounts,
  type LineRow,
  type StatementRow,
} from './bank-import.store.ts';
import type { BookedLine } from './bank-line.queries.ts';
import { oneMatcherAtATime } from './match.store.ts';
import { planMatching, type MatchingPlan } from './matching-plan.actions.ts';
import { noteArrived, withAdvice } from './remittance-advice.actions.ts';
import { resolveStatements } from './overlap.queries.ts';
import { NO_OUTCOME, outcomeOf, type ImportOutcome } from './import-outcome.queries.ts';
import { applyPlan, type BookedAs } from './matching.actions.ts';

export type SentBankFile = {
  readonly name: string;
  readonly bytes: number;
  readonly sha256: Uint8Array;
  readonly file: BankFile;
};

export type BankImport = {
  readonly name: string;
  readonly format: string;
  /** The file that was taken in now, or the one that said the same before. */
  readonly importId: ImportId | undefined;
  readonly alreadyImported: boolean;
  readonly content: FileContent;
  readonly added: number;
  readonly alreadyHere: number;
  /** What was decided about the lines that were added. */
  readonly outcome: ImportOutcome;
  /** The ids of the statements that were kept, by their place in the file. */
  readonly statementIds: ReadonlyMap<number, BankStatementId>;
};

/**
 * Takes in a bank file as a set: what is here already changes nothing, whatever file it stands in.
 * Every new payment becomes a credit of its amount; those that the rule is sure of settle items.
 */
export async function importBankFile(ctx: Context, sent: SentBankFile): Promise<BankImport> {
  const content = contentOf(sent.file);
  const before = await importedBefore(ctx, 'bank', sent.sha256);
  if (before) return nothingNew(sent, content, before);

  await oneMatcherAtATime(ctx);
  const accounts = await lockAccounts(ctx, content.statements);
  const statements = content.statements.map((statement): StatementRow => {
    const accountId = accounts.get(accountName(statement));
    assert(accountId !== undefined, 'an account for every statement');
    return { ...statement, accountId };
  });
  const resolved = await resolveStatements(ctx, statements);
  const kept = statements.filter((_, i) => resolved[i]?.sameAs === undefined);
  if (kept.length === 0) return nothingNew(sent, content, undefined);

  const fresh = freshLines(statements, resolved);
  const advised = await withAdvice(ctx, fresh);
  const plan = await planMatching(ctx, advised.lines);
  await expectLines(ctx, fresh.length);
  const received = await receivePayments(ctx, fresh, plan);
  const importId = await insertFile(ctx, sent, content, fresh.length);
  const statementIds = await insertStatements(ctx, importId, kept);
  const booked = await insertFresh(ctx, fresh, statementIds, received);
  await insertAgain(ctx, statements, resolved, statementIds, booked);
  await noteArrived(ctx, advised.arrived, booked);
  const { refused } = await applyPlan(ctx, plan, booked);
  const outcome = outcomeOf(fresh, plan, booked, refused);
  return {
    name: sent.name,
    format: sent.file.format,
    importId,
    alreadyImported: false,
    content,
    added: fresh.length,
    alreadyHere: linesIn(content.statements) - fresh.length,
    outcome,
    statementIds,
  };
}

function nothingNew(
  sent: SentBankFile,
  content: FileContent,
  importId: ImportId | undefined,
): BankImport {
  return {
    name: sent.name,
    format: sent.file.format,
    importId,
    alreadyImported: true,
    content,
    added: 0,
    alreadyHere: linesIn(content.statements),
    outcome: NO_OUTCOME,
    statementIds: new Map(),
  };
}

function linesIn(statements: readonly StatementDraft[]): number {
  return statements.reduce((count, { lines }) => count + lines.length, 0);
}

type FreshLine = BookedLine & {
  readonly accountId: BankAccountId;
  readonly statementPosition: number;
  readonly position: number;
};

function freshLines(
  statements: readonly StatementRow[],
  resolved: readonly ResolvedStatement[],
): FreshLine[] {
  return statements.flatMap((statement, i) =>
    (resolved[i]?.lines ?? []).flatMap((one, place) => {
      const draft = statement.lines[place];
      if (!('isNew' in one) || !draft) return [];
      return [
        {
          id: one.isNew.key as BankLineId,
          account: statement.account,
          accountId: statement.accountId,
          statementPosition: statement.position,
          position: draft.position,
          movement: draft.movement,
          occurrence: one.isNew.occurrence,
          bookedOn: draft.line.bookedOn,
          creditItemId: undefined,
          line: draft.line,
        },
      ];
    }),
  );
}

type Received = Pick<BookedAs, 'counted'> & { readonly id: CreditItemId };

/**
 * Every line that brought money becomes exactly one payment of its amount. What the plan settles with
 * it is counted as it comes: the rows of most payments are written once.
 */
async function receivePayments(
  ctx: Context,
  fresh: readonly FreshLine[],
  plan: MatchingPlan,
): Promise<Map<BankLineId, Received>> {
  const paid = fresh.filter(({ line }) => line.amount.minor > 0n);
  const drafts = paid.map((line) => creditDraft(line, plan));
  const received = await receiveCredits(ctx, drafts);
  assert(received.accepted, 'payments that can be booked');
  return new Map(
    drafts.map((draft, i) => {
      const { id, isNew } = received.value[i] as ReceivedCredit;
      const { kind, customerId, reference, receivedOn, amount, allocated } = draft;
      const counted =
        isNew && allocated
          ? { id, customerId, kind, reference, receivedOn, amount, unallocated: amount }
          : undefined;
      return [(paid[i] as FreshLine).id, { id, counted }];
    }),
  );
}

function creditDraft(
  { id, accountId, movement, occurrence, line }: FreshLine,
  { decisions, senders }: MatchingPlan,
): CreditDraft {
  const { endToEnd, bank } = line.references;
  const decision = decisions.get(id);
  return {
    kind: 'payment',
    naturalKey: `bank ${accountId} ${movement} ${occurrence}`,
    customerId: decision?.customerId ?? senders.get(id),
    reference: endToEnd ?? bank ?? `Payment of ${line.bookedOn}`,
    receivedOn: line.bookedOn,
    amount: line.amount,
    method: 'bank',
    allocated: decision && cashOf(decision),
  };
}

/** What a decision settles with the payment itself. */
function cashOf(decision: DecisionInOrder): bigint {
  if (decision.verdict === 'unapplied') return 0n;
  let cash = 0n;
  for (const { creditNoteId, amount } of decision.shares)
    if (creditNoteId === undefined) cash += amount.minor;
  return cash;
}

async function insertFile(
  ctx: Context,
  { name, bytes, sha256, file }: SentBankFile,
  content: FileContent,
  added: number,
): Promise<ImportId> {
  const counts = {
    statements: content.statements.length,
    lines: linesIn(content.statements),
    added,
    pending: content.pending,
    notImportable: content.notImportable,
  };
  const journalId = await record(ctx, { fact: 'cash.statement_imported', data: counts });
  const result = { format: file.format, message: file.message, counts, problems: content.problems };
  return keepImportedFile(ctx, { kind: 'bank', name, bytes, sha256, result, journalId });
}

async function insertFresh(
  ctx: Context,
  fresh: readonly FreshLine[],
  statementIds: ReadonlyMap<number, BankStatementId>,
  received: ReadonlyMap<BankLineId, Received>,
): Promise<Map<BankLineId, BookedAs>> {
  const lineIds = await insertLines(
    ctx,
    fresh.map((line): LineRow => {
      const statementId = statementIds.get(line.statementPosition);
      assert(statementId !== undefined, 'a statement for every new line');
      return {
        ...line,
        statementId,
        creditItemId: received.get(line.id)?.id,
        setAside: setAside(line.line),
      };
    }),
  );
  return new Map(
    fresh.map(({ id }, i) => [
      id,
      {
        lineId: lineIds[i] as BankLineId,
        creditItemId: received.get(id)?.id,
        counted: received.get(id)?.counted,
      },
    ]),
  );
}

/** Notes which lines the statements show once more. */
async function insertAgain(
  ctx: Context,
  statements: readonly StatementRow[],
  resolved: readonly ResolvedStatement[],
  statementIds: ReadonlyMap<number, BankStatementId>,
  booked: ReadonlyMap<BankLineId, BookedAs>,
): Promise<void> {
  const shown = statements.flatMap((statement, i) => {
    const statementId = statementIds.get(statement.position);
    if (statementId === undefined) return [];
    return (resolved[i]?.lines ?? []).flatMap((one, place) => {
      const position = statement.lines[place]?.position;
      if (!('again' in one) || position === undefined) return [];
      const key = one.again.key as BankLineId;
      return [{ statementId, position, lineId: booked.get(key)?.lineId ?? key }];
    });
  });
  await insertShownAgain(ctx, shown);
}
