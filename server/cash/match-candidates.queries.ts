import type { LineToMatch } from '@goodterms/core/cash/line-to-match.ts';
import { openBooks, type MatchingBooks } from '@goodterms/core/cash/matching-books.ts';
import type { MatchingKnowledge } from '@goodterms/core/cash/matching-knowledge.ts';
import type { MatchShare } from '@goodterms/core/cash/match-shares.ts';
import { readNames, type ReadName } from '@goodterms/core/cash/read-name.ts';
import { wantedAmounts, wantedKeys, wantedNameKeys } from '@goodterms/core/cash/wanted-keys.ts';
import type { CustomerId } from '@goodterms/core/kernel/id.ts';
import type { Context } from '../platform/context.ts';
import { rows, sql } from '../platform/database.ts';
import {
  candidatesOf,
  creditNotesOf,
  customersByNameKey,
  itemsById,
  itemsByNumber,
  itemsByReference,
  itemsOfAmounts,
  openItemsOfCustomers,
  payersWithGroups,
} from './candidate.queries.ts';
import { customerNumberKey, wholeNameKey } from './customer-name.store.ts';
import { knowledgeFor, nameWordsAmong, payingHabits } from './knowledge.queries.ts';

/**
 * The books for deciding some lines: everything that any of them may pay and all that is remembered
 * of their payers, so that the number of queries does not grow with the number of lines. `released`
 * is settled by now and will be open again when the lines are decided.
 */
export async function booksFor(
  ctx: Context,
  lines: readonly LineToMatch[],
  released: readonly MatchShare[] = [],
): Promise<MatchingBooks> {
  const wanted = wantedKeys(lines);
  const knowledge = await knowledgeFor(ctx, wanted);
  const quoted = [
    ...(await itemsByReference(ctx, wanted.references)),
    ...(await itemsByNumber(ctx, new Set([...wanted.numbers, ...wanted.orders]))),
    ...(await itemsById(
      ctx,
      released.map(({ openItemId }) => openItemId),
    )),
  ];
  const named = await customersByNameKey(ctx, [
    ...[...wanted.payers].filter((key) => key !== '').map(wholeNameKey),
    ...[...wanted.customerNumbers].map(customerNumberKey),
  ]);
  const surest = new Set([
    ...quoted.map(({ customerId }) => customerId),
    ...named,
    ...knownPayers(knowledge),
  ]);
  const sure = await payersWithGroups(ctx, [...surest]);
  const names = readNames(sure);

  const known = new Set([...names.values()].map(({ key }) => key));
  const left = lines.filter((line) => !isExplained(line, knowledge, known));
  const alike = await itemsOfAmounts(ctx, wantedAmounts(left));
  const likely = await customersByNameKey(ctx, wantedNameKeys(left));
  const further = new Set([...likely, ...alike.map(({ customerId }) => customerId)]);
  const others = await payersWithGroups(
    ctx,
    [...further].filter((id) => !names.has(id)),
  );
  const added = others.filter(({ id }) => !names.has(id));
  for (const [id, name] of readNames(added)) names.set(id, name);

  const customers = [...sure, ...added];
  const ids = [...names.keys()];
  const theirs = await openItemsOfCustomers(ctx, ids);
  const here = new Set(theirs.map(({ id }) => id));
  const meant = [...quoted, ...alike].map(({ id }) => id);
  const elsewhere = await itemsById(
    ctx,
    meant.filter((id) => !here.has(id)),
  );
  const notes = await creditNotesOf(
    ctx,
    ids,
    released.flatMap(({ creditNoteId }) => creditNoteId ?? []),
  );
  const nameWords = await nameWordsAmong(ctx, wordsOf(names.values()));
  const habits = await payingHabits(ctx, ids);
  return openBooks(
    candidatesOf([...theirs, ...elsewhere], notes, customers),
    { ...knowledge, habits, nameWords },
    names,
  );
}

type Known = Pick<MatchingKnowledge, 'accounts' | 'payers'>;

/** The words by which names are compared, rare ones more than common ones. */
function wordsOf(names: Iterable<ReadName>): Set<string> {
  const words = new Set<string>();
  for (const { longWords } of names) for (const word of longWords) words.add(word);
  return words;
}

function* knownPayers({ accounts, payers }: Known): Generator<CustomerId> {
  for (const known of [...accounts.values(), ...payers.values()])
    for (const { customerId } of known) yield customerId;
}

/** Whose account or whole name is known; for the others names that are alike are looked for. */
function isExplained(
  { payerAccount, payers: named }: LineToMatch,
  { accounts, payers }: Known,
  names: ReadonlySet<string>,
): boolean {
  if (payerAccount !== undefined && accounts.has(payerAccount)) return true;
  return named.some(({ key }) => payers.has(key) || names.has(key));
}

/** The customers who have paid from this account before. */
export async function payersOf(ctx: Context, account: string): Promise<CustomerId[]> {
  const found = await rows<{ customerId: CustomerId }>(
    ctx,
    sql`
    select customer_id::text as "customerId"
      from customer_bank_account
     where tenant_id = ${ctx.tenantId} and account = ${account}
     order by customer_id`,
  );
  return found.map(({ customerId }) => customerId);
}

/** The names of customers, for lines that name them. */
export async function customerNames(
  ctx: Context,
  ids: readonly CustomerId[],
): Promise<Map<CustomerId, string>> {
  const payers = await payersWithGroups(ctx, ids);
  return new Map(payers.map(({ id, name }) => [id, name]));
}

export async function customerIsHere(ctx: Context, id: CustomerId): Promise<boolean> {
  return (await payersWithGroups(ctx, [id])).length > 0;
}
