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
  readonly quotable: ReadonlyMap<string, Quotable>;
  readonly itemsOf: ReadonlyMap<CustomerId, readonly OpenItem[]>;
  readonly creditNotesOf: ReadonlyMap<CustomerId, readonly CreditItem[]>;
  /** Under every amount that an item has had open; only `openOf` knows which it is now. */
  readonly itemsByAmount: Map<string, OpenItem[]>;
  readonly customers: ReadonlyMap<CustomerId, PossiblePayer>;
  readonly customersByName: ReadonlyMap<string, readonly PossiblePayer[]>;
  readonly customersByAccount: ReadonlyMap<string, readonly CustomerId[]>;
  readonly left: Map<OpenItemId, bigint>;
  /** Apart from the items: a note and an item may have the same id. */
  readonly notesLeft: Map<CreditItemId, bigint>;
  /** `nameKey` of the names seen so far: a payer of many lines is read once. */
  readonly nameKeys: Map<string, string>;
};

/** What a key stands for. */
export type Quotable = {
  readonly items: readonly OpenItem[];
  readonly creditNotes: readonly CreditItem[];
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
    quotable: quotableOf(items, creditNotes),
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
    notesLeft: new Map(),
    nameKeys: new Map(),
  };
}

function quotableOf(items: readonly OpenItem[], creditNotes: readonly CreditItem[]) {
  const byKey = new Map<string, { items: OpenItem[]; creditNotes: CreditItem[] }>();
  const under = (reference: string) => {
    const key = referenceKey(reference);
    let known = byKey.get(key);
    if (!known) byKey.set(key, (known = { items: [], creditNotes: [] }));
    return known;
  };
  for (const item of items) under(item.reference).items.push(item);
  for (const note of creditNotes) under(note.reference).creditNotes.push(note);
  return byKey;
}

/** The key of a name, remembered. */
export function nameKeyIn(books: MatchingBooks, name: string): string {
  let key = books.nameKeys.get(name);
  if (key === undefined) books.nameKeys.set(name, (key = nameKey(name)));
  return key;
}

export function amountKey({ minor, currency }: Money): string {
  return `${minor} ${currency}`;
}

export function openOf(books: MatchingBooks, item: OpenItem): bigint {
  return books.left.get(item.id) ?? item.openAmount.minor;
}

export function unallocatedOf(books: MatchingBooks, note: CreditItem): bigint {
  return books.notesLeft.get(note.id) ?? note.unallocated.minor;
}

/** Open items of exactly this amount, without looking at every item there is. */
export function itemsOfAmount(books: MatchingBooks, amount: Money): OpenItem[] {
  const found = (books.itemsByAmount.get(amountKey(amount)) ?? []).filter(
    (item) => openOf(books, item) === amount.minor,
  );
  return found.length > 1 ? [...new Set(found)] : found;
}

/** Changes what is open of an item. */
export function setOpen(books: MatchingBooks, item: OpenItem, open: bigint): void {
  books.left.set(item.id, open);
  if (open <= 0n) return;
  const key = amountKey({ minor: open, currency: item.openAmount.currency });
  const alike = books.itemsByAmount.get(key);
  if (alike) alike.push(item);
  else books.itemsByAmount.set(key, [item]);
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
