import type { BankLineId, CreditItemId, CustomerId, OpenItemId } from '../kernel/id.ts';
import type { Currency, Money } from '../kernel/money.ts';
import type { Day } from '../kernel/day.ts';
import type { CreditItem } from '../ledger/credit-item.ts';
import type { OpenItem } from '../ledger/open-item.ts';
import { referenceKey } from '../ledger/reference.ts';
import type { BankLine } from './bank-line.ts';
import type { QuotedWhere } from './evidence.ts';
import { nameKey } from './payer-name.ts';
import { quotedReferences, type QuotedReference } from './quoted-reference.ts';

/** A credited bank line, read once: what it may quote, and where. */
export type LineToMatch = {
  readonly id: BankLineId;
  readonly amount: Money;
  readonly bookedOn: Day;
  /** The payer, and for whom it says that it pays. */
  readonly payerNames: readonly string[];
  readonly payerAccount: string | undefined;
  readonly texts: readonly QuotedText[];
};

export type QuotedText = {
  readonly where: QuotedWhere;
  readonly text: string;
  readonly quoted: readonly QuotedReference[];
};

/** A customer as cash sees one; `groupId` is the topmost parent, or the customer itself. */
export type PossiblePayer = {
  readonly id: CustomerId;
  readonly name: string;
  readonly groupId: CustomerId;
};

/** What a matching run knows of the books: the candidates of a whole file, fetched at once. */
export type Candidates = {
  /** Items with the keys that are quoted, settled ones too, and the open items of known payers. */
  readonly items: readonly OpenItem[];
  /** Unallocated credit notes of the customers concerned. */
  readonly creditNotes: readonly CreditItem[];
  readonly customers: readonly PossiblePayer[];
  readonly accounts: readonly { readonly account: string; readonly customerId: CustomerId }[];
};

/** The candidates, arranged for finding. What is left of an amount shrinks as lines are matched. */
export type MatchingBooks = {
  readonly items: ReadonlyMap<OpenItemId, OpenItem>;
  readonly creditNotes: ReadonlyMap<CreditItemId, CreditItem>;
  readonly itemsByKey: ReadonlyMap<string, readonly OpenItem[]>;
  readonly creditNotesByKey: ReadonlyMap<string, readonly CreditItem[]>;
  readonly itemsOf: ReadonlyMap<CustomerId, readonly OpenItem[]>;
  readonly creditNotesOf: ReadonlyMap<CustomerId, readonly CreditItem[]>;
  readonly itemsByAmount: ReadonlyMap<string, readonly OpenItem[]>;
  readonly customers: ReadonlyMap<CustomerId, PossiblePayer>;
  readonly customersByName: ReadonlyMap<string, readonly PossiblePayer[]>;
  readonly customersByAccount: ReadonlyMap<string, readonly CustomerId[]>;
  readonly left: Map<OpenItemId | CreditItemId, bigint>;
};

export function lineToMatch(id: BankLineId, line: BankLine): LineToMatch {
  const { references } = line;
  const texts: [QuotedWhere, string | undefined][] = [
    ['remittance', line.remittance],
    ['structured', references.structured],
    ['end_to_end', references.endToEnd],
    ['customer_reference', references.customer],
    ...line.parts.flatMap((part): [QuotedWhere, string | undefined][] => [
      ['part', part.remittance],
      ['part', part.references.structured],
      ['part', part.references.endToEnd],
    ]),
  ];
  return {
    id,
    amount: line.amount,
    bookedOn: line.bookedOn,
    payerNames: [line.payerName, line.onBehalfOf].filter((name) => name !== undefined),
    payerAccount: line.payerAccount,
    texts: texts.flatMap(([where, text]) =>
      text ? [{ where, text, quoted: quotedReferences(text) }] : [],
    ),
  };
}

export function openBooks({ items, creditNotes, customers, accounts }: Candidates): MatchingBooks {
  return {
    items: new Map(items.map((item) => [item.id, item])),
    creditNotes: new Map(creditNotes.map((note) => [note.id, note])),
    itemsByKey: grouped(items, (item) => referenceKey(item.reference)),
    creditNotesByKey: grouped(creditNotes, (note) => referenceKey(note.reference)),
    itemsOf: grouped(items, (item) => item.customerId),
    creditNotesOf: grouped(
      creditNotes.filter((note) => note.customerId !== undefined),
      (note) => note.customerId as CustomerId,
    ),
    itemsByAmount: grouped(items, (item) => amountKey(item.openAmount)),
    customers: new Map(customers.map((customer) => [customer.id, customer])),
    customersByName: grouped(customers, (customer) => nameKey(customer.name)),
    customersByAccount: new Map(
      [...grouped(accounts, ({ account }) => account)].map(([account, known]) => [
        account,
        known.map(({ customerId }) => customerId),
      ]),
    ),
    left: new Map(),
  };
}

export function amountKey({ minor, currency }: Money): string {
  return `${minor} ${currency}`;
}

export function openOf(books: MatchingBooks, item: OpenItem): bigint {
  return books.left.get(item.id) ?? item.openAmount.minor;
}

export function unallocatedOf(books: MatchingBooks, note: CreditItem): bigint {
  return books.left.get(note.id) ?? note.unallocated.minor;
}

export function openItemsOf(
  books: MatchingBooks,
  customerIds: readonly CustomerId[],
  currency: Currency,
): OpenItem[] {
  return customerIds
    .flatMap((customerId) => books.itemsOf.get(customerId) ?? [])
    .filter((item) => item.openAmount.currency === currency && openOf(books, item) > 0n);
}

function grouped<Thing, Key>(things: readonly Thing[], by: (thing: Thing) => Key) {
  const groups = new Map<Key, Thing[]>();
  for (const thing of things) {
    const key = by(thing);
    const group = groups.get(key);
    if (group) group.push(thing);
    else groups.set(key, [thing]);
  }
  return groups;
}
