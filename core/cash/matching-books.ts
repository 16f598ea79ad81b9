import type { Day } from '../kernel/day.ts';
import type { CreditItemId, CustomerId, OpenItemId } from '../kernel/id.ts';
import type { Currency, Money } from '../kernel/money.ts';
import type { CashDiscount } from '../ledger/cash-discount.ts';
import { referenceKey } from '../ledger/reference.ts';
import type { Candidates, PossiblePayer } from './candidates.ts';
import type { MatchingKnowledge, NumberSeries } from './matching-knowledge.ts';
import { nameKeysOfWords } from './name-words.ts';
import { numberKeysOf } from '../ledger/number-keys.ts';
import { ReadName } from './read-name.ts';
import { seriesNumber, type SeriesNumber } from './number-series.ts';

/** An open item or a credit note, as something that a payer may quote. */
export type Quotable = {
  readonly id: OpenItemId | CreditItemId;
  readonly isCreditNote: boolean;
  readonly customerId: CustomerId;
  readonly reference: string;
  readonly key: string;
  /** All its digits together, without leading zeros. */
  readonly digits: string;
  readonly number: SeriesNumber;
  readonly order: string;
  readonly issuedOn: Day;
  readonly dueOn: Day;
  readonly currency: Currency;
  readonly discounts: readonly CashDiscount[];
  /** What is left of it while lines are matched; below zero for a credit note. */
  left: bigint;
};

/** The candidates, arranged for finding. */
export type MatchingBooks = {
  readonly knowledge: MatchingKnowledge;
  readonly items: ReadonlyMap<OpenItemId, Quotable>;
  /** Apart from the items: a note and an item may have the same id. */
  readonly creditNotes: ReadonlyMap<CreditItemId, Quotable>;
  readonly byReference: ReadonlyMap<string, readonly Quotable[]>;
  readonly byStructured: ReadonlyMap<string, readonly Quotable[]>;
  readonly byNumber: ReadonlyMap<string, readonly Quotable[]>;
  readonly byOrder: ReadonlyMap<string, readonly Quotable[]>;
  /** Under every amount that an item has had open. */
  readonly byAmount: Map<string, Quotable[]>;
  readonly of: ReadonlyMap<CustomerId, readonly Quotable[]>;
  /** What is open by now of a customer in a currency, oldest due first. */
  readonly openOf: Map<CustomerId, Map<Currency, Quotable[]>>;
  readonly customers: ReadonlyMap<CustomerId, PossiblePayer>;
  readonly customersByNumber: ReadonlyMap<string, CustomerId>;
  readonly groups: ReadonlyMap<CustomerId, readonly CustomerId[]>;
  readonly names: CustomerNames;
  /** The last day of each earlier payment, by payer and amount: a payment that comes twice. */
  readonly paid: Map<string, Day>;
};

/** Customers by the words of their names, with each name read once. */
export type CustomerNames = {
  readonly all: readonly { readonly id: CustomerId; readonly name: ReadName }[];
  /** Places in `all`. */
  readonly byKey: ReadonlyMap<string, readonly number[]>;
  readonly of: ReadonlyMap<CustomerId, ReadName>;
};

export function openBooks(candidates: Candidates, knowledge: MatchingKnowledge): MatchingBooks {
  const series = new Map(knowledge.series.map((one) => [one.shape, one]));
  const quotables = quotablesOf(candidates, series);
  const { customers } = candidates;
  return {
    knowledge,
    items: new Map(
      quotables.flatMap((one) => (one.isCreditNote ? [] : [[one.id as OpenItemId, one]])),
    ),
    creditNotes: new Map(
      quotables.flatMap((one) => (one.isCreditNote ? [[one.id as CreditItemId, one]] : [])),
    ),
    byReference: index(quotables, ({ key }) => [key]),
    byStructured: byStructuredReference(candidates, quotables),
    byNumber: index(quotables, ({ reference }) => numberKeysOf(reference)),
    byOrder: index(quotables, ({ order }) => (order ? [order] : [])),
    byAmount: index(quotables, ({ left, currency }) => [`${left} ${currency}`]),
    of: index(quotables, ({ customerId }) => [customerId]),
    openOf: new Map(),
    customers: new Map(customers.map((customer) => [customer.id, customer])),
    customersByNumber: new Map(
      customers.flatMap(({ id, number }) => (number ? [[referenceKey(number), id]] : [])),
    ),
    groups: indexOf(
      customers,
      ({ groupId }) => [groupId],
      ({ id }) => id,
    ),
    names: namesOf(customers),
    paid: new Map(),
  };
}

function namesOf(customers: readonly PossiblePayer[]): CustomerNames {
  const all = customers.map(({ id, name }) => ({ id, name: new ReadName(name) }));
  return {
    all,
    byKey: indexOf(
      [...all.keys()],
      (place) => nameKeysOfWords(all[place]?.name.longWords ?? []),
      (place) => place,
    ),
    of: new Map(all.map(({ id, name }) => [id, name])),
  };
}

function quotablesOf(
  { items, creditNotes }: Candidates,
  series: ReadonlyMap<string, NumberSeries>,
): Quotable[] {
  const read = (reference: string) => ({
    reference,
    key: referenceKey(reference),
    digits: (reference.match(/\d+/g) ?? []).join('').replace(/^0+/, ''),
    number: seriesNumber(reference, series),
  });
  const found: Quotable[] = items.map((item) => ({
    ...read(item.reference),
    id: item.id,
    isCreditNote: false,
    customerId: item.customerId,
    order: item.orderReference ? referenceKey(item.orderReference) : '',
    issuedOn: item.issuedOn,
    dueOn: item.dueOn,
    currency: item.openAmount.currency,
    discounts: item.discounts ?? [],
    left: item.openAmount.minor,
  }));
  for (const note of creditNotes) {
    if (note.customerId === undefined) continue;
    found.push({
      ...read(note.reference),
      id: note.id,
      isCreditNote: true,
      customerId: note.customerId,
      order: note.orderReference ? referenceKey(note.orderReference) : '',
      issuedOn: note.issuedOn ?? note.receivedOn,
      dueOn: note.dueOn ?? note.receivedOn,
      currency: note.unallocated.currency,
      discounts: [],
      left: -note.unallocated.minor,
    });
  }
  return found.toSorted(inOrder);
}

/** Oldest due first; reference and id break ties: the order of the candidates is irrelevant. */
export function inOrder(a: Quotable, b: Quotable): number {
  return (
    compare(a.dueOn, b.dueOn) ||
    compare(a.reference, b.reference) ||
    Number(a.isCreditNote) - Number(b.isCreditNote) ||
    compare(a.id, b.id)
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function byStructuredReference({ items }: Candidates, quotables: readonly Quotable[]) {
  const written = new Map<string, string>();
  for (const { id, structuredReference } of items)
    if (structuredReference) written.set(id, structuredKey(structuredReference));
  return index(quotables, ({ id, isCreditNote }) => {
    const key = isCreditNote ? undefined : written.get(id);
    return key ? [key] : [];
  });
}

/** Letters and digits of a payment reference, without the leading zeros of a number. */
export function structuredKey(reference: string): string {
  const key = referenceKey(reference);
  return /^\d+$/.test(key) ? key.replace(/^0+/, '') : key;
}

export function isOpen(quotable: Quotable): boolean {
  return quotable.left !== 0n;
}

/** Changes what is left of an item or a credit note. */
export function setLeft(books: MatchingBooks, quotable: Quotable, left: bigint): void {
  const wasOpen = isOpen(quotable);
  quotable.left = left;
  if (wasOpen !== isOpen(quotable)) noteOpen(books, quotable);
  if (left === 0n) return;
  const key = `${left} ${quotable.currency}`;
  const alike = books.byAmount.get(key);
  if (!alike) books.byAmount.set(key, [quotable]);
  else if (!alike.includes(quotable)) alike.push(quotable);
}

/** Takes what was settled out of the list of its customer; of what is open again a new one is made. */
function noteOpen({ openOf }: MatchingBooks, quotable: Quotable): void {
  const { customerId, currency } = quotable;
  const theirs = openOf.get(customerId);
  const open = theirs?.get(currency);
  if (!open) return;
  if (isOpen(quotable)) theirs?.delete(currency);
  else open.splice(open.indexOf(quotable), 1);
}

/** Open items of exactly this amount. */
export function openOfAmount(books: MatchingBooks, { minor, currency }: Money): Quotable[] {
  return (books.byAmount.get(`${minor} ${currency}`) ?? []).filter((one) => one.left === minor);
}

/** The customer with everybody of its group. */
export function groupMembers(books: MatchingBooks, customerId: CustomerId): readonly CustomerId[] {
  const customer = books.customers.get(customerId);
  return customer ? (books.groups.get(customer.groupId) ?? [customerId]) : [customerId];
}

/** What is open of these customers in a currency, oldest due first; good until something is settled. */
export function openOfCustomers(
  books: MatchingBooks,
  customerIds: Iterable<CustomerId>,
  currency: Currency,
): readonly Quotable[] {
  const lists: (readonly Quotable[])[] = [];
  for (const id of customerIds) {
    const open = openOfCustomer(books, id, currency);
    if (open.length > 0) lists.push(open);
  }
  return lists.length > 1 ? lists.flat().toSorted(inOrder) : (lists[0] ?? []);
}

function openOfCustomer(books: MatchingBooks, id: CustomerId, currency: Currency): Quotable[] {
  let theirs = books.openOf.get(id);
  if (!theirs) books.openOf.set(id, (theirs = new Map<Currency, Quotable[]>()));
  let open = theirs.get(currency);
  if (!open) {
    // The items of a customer lie oldest due first.
    open = (books.of.get(id) ?? []).filter((one) => isOpen(one) && one.currency === currency);
    theirs.set(currency, open);
  }
  return open;
}

function index<Thing, Key extends string>(
  things: readonly Thing[],
  keysOf: (thing: Thing) => readonly Key[],
): Map<Key, Thing[]> {
  return indexOf(things, keysOf, (thing) => thing);
}

function indexOf<Thing, Key extends string, Value>(
  things: readonly Thing[],
  keysOf: (thing: Thing) => readonly Key[],
  valueOf: (thing: Thing) => Value,
): Map<Key, Value[]> {
  const found = new Map<Key, Value[]>();
  for (const thing of things) {
    const value = valueOf(thing);
    for (const key of keysOf(thing)) {
      const known = found.get(key);
      if (known) known.push(value);
      else found.set(key, [value]);
    }
  }
  return found;
}
