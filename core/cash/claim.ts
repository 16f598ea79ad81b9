import { assert } from '../kernel/assert.ts';
import type { CustomerId } from '../kernel/id.ts';
import type { CreditItem } from '../ledger/credit-item.ts';
import { byDueDay, type OpenItem } from '../ledger/open-item.ts';
import { amountText, type Evidence, type EvidenceKind } from './evidence.ts';
import { asked, sharesOf } from './match-shares.ts';
import {
  itemsOfAmount,
  unallocatedOf,
  type LineToMatch,
  type MatchingBooks,
} from './matching-books.ts';
import { confirmations, contradiction, payerForSure, type Payer } from './payer.ts';
import type { Proposal } from './proposal.ts';
import type { Quotes } from './quoted-item.ts';

/** What a line quotes of one customer; of one group, when the payer's account is a member's. */
export type Claim = {
  readonly customerId: CustomerId;
  /** Oldest due first; all are open and in the line's currency. */
  readonly items: readonly OpenItem[];
  readonly creditNotes: readonly CreditItem[];
  readonly evidence: readonly Evidence[];
  /** The payer's account or name says that this customer has paid. */
  readonly isConfirmed: boolean;
  /** The payer is somebody else. */
  readonly against: Evidence | undefined;
};

/** The claims of a line. A customer whom the payer's account or name confirms silences the others. */
export function claimsOf(
  quotes: Quotes,
  line: LineToMatch,
  payer: Payer,
  books: MatchingBooks,
): Claim[] {
  const byCustomer = new Map<CustomerId, Quotes['items'][number][]>();
  for (const quote of quotes.items) {
    const { customerId } = quote.item;
    const groupId = books.customers.get(customerId)?.groupId ?? customerId;
    const key = payer.byAccount.length > 0 ? groupId : customerId;
    const quoted = byCustomer.get(key);
    if (quoted) quoted.push(quote);
    else byCustomer.set(key, [quote]);
  }
  const claims = [...byCustomer.values()].map((items) =>
    claimOf({ items, creditNotes: quotes.creditNotes }, line, payer, books),
  );
  const confirmed = claims.filter(({ isConfirmed }) => isConfirmed);
  return confirmed.length > 0 ? confirmed : claims;
}

function claimOf(quotes: Quotes, line: LineToMatch, payer: Payer, books: MatchingBooks): Claim {
  const items = quotes.items.map(({ item }) => item).toSorted(byDueDay);
  const customerIds = new Set(items.map(({ customerId }) => customerId));
  const creditNotes = quotes.creditNotes.filter(
    ({ note }) =>
      note.customerId !== undefined &&
      customerIds.has(note.customerId) &&
      note.amount.currency === line.amount.currency &&
      unallocatedOf(books, note) > 0n,
  );
  const [onlyCustomerId] = customerIds;
  const customer = onlyCustomerId && books.customers.get(onlyCustomerId);
  assert(customer !== undefined, 'the customer of every candidate');
  const confirming = confirmations(line, payer, customer, books);
  return {
    customerId: customerIds.size === 1 ? customer.id : (payerForSure(payer) ?? customer.id),
    items,
    creditNotes: creditNotes.map(({ note }) => note),
    evidence: [...quotes.items, ...creditNotes].map(({ evidence }) => evidence).concat(confirming),
    isConfirmed: confirming.length > 0,
    against: confirming.length > 0 ? undefined : contradiction(payer, books),
  };
}

/** The claim as a person would confirm it. */
export function proposalOf(line: LineToMatch, claim: Claim, books: MatchingBooks): Proposal {
  const open = asked(claim.items, claim.creditNotes, books);
  return {
    customerId: claim.customerId,
    ...sharesOf(line.amount, claim.items, claim.creditNotes, books),
    evidence: [
      ...claim.evidence,
      ...(claim.against ? [claim.against] : []),
      { kind: amountEvidence(line, claim, open), value: amountText(line.amount) },
    ],
  };
}

function amountEvidence(line: LineToMatch, claim: Claim, open: bigint): EvidenceKind {
  const paid = line.amount.minor;
  if (paid < open) return 'amount_is_less';
  if (paid > open) return 'amount_is_more';
  return claim.items.length + claim.creditNotes.length > 1
    ? 'amount_is_sum'
    : 'amount_is_open_amount';
}

/**
 * A payer who quotes one item and pays exactly another, or who leaves out exactly what a credit
 * note is worth, has probably not paid in part.
 */
export function otherReadings(
  line: LineToMatch,
  claim: Claim,
  gap: bigint,
  books: MatchingBooks,
): Proposal[] {
  const customerIds = [...new Set(claim.items.map(({ customerId }) => customerId))];
  const { currency } = line.amount;
  const exact = itemsOfAmount(books, line.amount)
    .filter((item) => customerIds.includes(item.customerId) && !claim.items.includes(item))
    .map((item) => readAs(claim, { items: [item], evidence: aboutPayer(claim) }));
  const netted = customerIds
    .flatMap((id) => books.creditNotesOf.get(id) ?? [])
    .filter((note) => note.amount.currency === currency && unallocatedOf(books, note) === gap)
    .map((note) => readAs(claim, { creditNotes: [note] }));
  return [...exact, ...netted].map((reading) => proposalOf(line, reading, books));
}

function readAs(claim: Claim, change: Partial<Claim>): Claim {
  return { ...claim, ...change };
}

/** The evidence about the payer, without what was quoted. */
function aboutPayer({ evidence }: Claim): Evidence[] {
  return evidence.filter(({ kind }) => kind.startsWith('payer_'));
}
