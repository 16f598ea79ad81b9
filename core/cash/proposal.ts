import type { CustomerId } from '../kernel/id.ts';
import type { Money } from '../kernel/money.ts';
import type { OpenItem } from '../ledger/open-item.ts';
import { amountText, type Evidence } from './evidence.ts';
import { sharesOf, type MatchShare } from './match-shares.ts';
import {
  itemsOfAmount,
  openItemsOf,
  openOf,
  type LineToMatch,
  type MatchingBooks,
} from './matching-books.ts';
import { confirmations, type Payer } from './payer.ts';
import type { TierName } from './tier-record.ts';
import type { WhyUnapplied } from './unapplied.ts';

/** What a line may pay, for a person to confirm. */
export type Proposal = {
  readonly customerId: CustomerId;
  /** Empty: only whose money it seems to be. */
  readonly shares: readonly MatchShare[];
  /** What would stay on the customer's account. */
  readonly rest: Money;
  readonly evidence: readonly Evidence[];
  /** By what it would be matched; its record is kept from what people decide. */
  readonly tier?: TierName;
};

const PROPOSALS_AT_MOST = 5;

type WithoutReference = {
  readonly why: WhyUnapplied;
  readonly proposals: readonly Proposal[];
};

/** Nothing of ours is quoted: the amount may fit, and that is for a person to judge. */
export function proposalsWithoutReference(
  line: LineToMatch,
  books: MatchingBooks,
  payer: Payer,
): WithoutReference {
  const known = payer.byAccount.length > 0 ? payer.byAccount : payer.byName;
  const fitting =
    known.length > 0
      ? known.flatMap((customerId) => fittingItems(line, customerId, books))
      : itemsOfAmount(books, line.amount).map((item) => [item]);
  const proposals = fitting.flatMap((items) => propose(line, items, payer, books));
  const customers = new Set(proposals.map(({ customerId }) => customerId));
  if (customers.size > 1)
    return { why: 'two_customers_fit', proposals: proposals.slice(0, PROPOSALS_AT_MOST) };
  if (customers.size === 1)
    return { why: 'amount_alone_never_decides', proposals: proposals.slice(0, PROPOSALS_AT_MOST) };
  return { why: 'no_reference', proposals: onAccount(line, payer, books) };
}

/** Nobody pays more invoices at once without a word. */
const PAID_AT_ONCE_MAX = 200;

/** One item of the amount; else everything that was due; else everything open. */
function fittingItems(
  line: LineToMatch,
  customerId: CustomerId,
  books: MatchingBooks,
): (readonly OpenItem[])[] {
  const exact = itemsOfAmount(books, line.amount).filter((item) => item.customerId === customerId);
  if (exact.length > 0) return exact.map((item) => [item]);
  if ((books.itemsOf.get(customerId)?.length ?? 0) > PAID_AT_ONCE_MAX) return [];
  const open = openItemsOf(books, [customerId], line.amount.currency);
  const due = open.filter((item) => item.dueOn <= line.bookedOn);
  return [due, open].filter((items) => sumOf(items, books) === line.amount.minor).slice(0, 1);
}

function propose(
  line: LineToMatch,
  items: readonly OpenItem[],
  payer: Payer,
  books: MatchingBooks,
): Proposal[] {
  const customer = items[0] && books.customers.get(items[0].customerId);
  if (!customer) return [];
  const kind = items.length > 1 ? 'amount_is_sum' : 'amount_is_open_amount';
  return [
    {
      customerId: customer.id,
      ...sharesOf(line.amount, items, [], books),
      evidence: [
        { kind, value: amountText(line.amount) },
        ...confirmations(line, payer, customer, books),
      ],
    },
  ];
}

/** Whose money it seems to be, when only the payer's name says so. */
function onAccount(line: LineToMatch, payer: Payer, books: MatchingBooks): Proposal[] {
  if (payer.byAccount.length > 0 || payer.byName.length !== 1) return [];
  return payer.byName.flatMap((customerId) => {
    const customer = books.customers.get(customerId);
    if (!customer) return [];
    const evidence = confirmations(line, payer, customer, books);
    return [{ customerId, shares: [], rest: line.amount, evidence }];
  });
}

function sumOf(items: readonly OpenItem[], books: MatchingBooks): bigint {
  return items.reduce((sum, item) => sum + openOf(books, item), 0n);
}
