import type { Day } from '../kernel/day.ts';
import { Grouped } from '../kernel/grouped.ts';
import type { CreditItemId, CustomerId, OpenItemId } from '../kernel/id.ts';
import type { Currency, Money } from '../kernel/money.ts';
import type { CashDiscount } from '../ledger/cash-discount.ts';
import { paymentReferenceKeys } from '../ledger/payment-reference.ts';
import { referenceKey } from '../ledger/reference.ts';
import type { Candidates, PossiblePayer } from './candidates.ts';
import type { MatchingKnowledge, NumberSeries } from './matching-knowledge.ts';
import { nameKeysOfWords } from './name-words.ts';
import { numberKeysOf } from '../ledger/number-keys.ts';
import { OpenItems } from './open-items.ts';
import { ReadName, readNames } from './read-name.ts';
import { seriesNumber, type SeriesNumber } from './number-series.ts';

/** An open item or a credit note, as something that a payer may quote. */
export type Quotable = {
  /** Its place among all, oldest due first. */
  readonly place: number;
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
  readonly byReference: Grouped<string, Quotable>;
  readonly byStructured: Grouped<string, Quotable>;
  readonly byNumber: Grouped<string, Quotable>;
  readonly byOrder: Grouped<string, Quotable>;
  /** Under every amount that an item has had open. */
  readonly byAmount: Grouped<string, Quotable>;
  /** Oldest due first. */
  readonly of: ReadonlyMap<CustomerId, readonly Quotable[]>;
  /** What is open by now of a customer in a currency. */
  readonly openOf: Map<CustomerId, Map<Currency, OpenItems>>;
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

/** `names`: of all the candidates' customers, where they were read before. */
export function openBooks(
  candidates: Candidates,
  knowledge: MatchingKnowledge,
  names = readNames(candidates.customers),
): MatchingBooks {
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
    byReference: grouped(quotables, ({ key }) => [key]),
    byStructured: byStructuredReference(candidates, quotables),
    byNumber: grouped(quotables, ({ reference }) => numberKeysOf(reference)),
    byOrder: grouped(quotables, ({ order }) => (order ? [order] : [])),
    byAmount: grouped(quotables, ({ left, currency }) => [`${left} ${currency}`]),
    of: Map.groupBy(quotables, ({ customerId }) => customerId),
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
    names: namesOf(customers, names),
    paid: new Map(),
  };
}

function namesOf(
  customers: readonly PossiblePayer[],
  names: ReadonlyMap<CustomerId, ReadName>,
): CustomerNames {
  const all = customers.map(({ id, name }) => ({ id, name: names.get(id) ?? new ReadName(name) }));
  return {
    all,
    byKey: indexOf(
      [...all.keys()],
      (place) => nameKeysOfWords(all[place]?.name.longWords ?? []),
      (place) => place,
    ),
    of: names,
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
  const found: (Quotable & { place: number })[] = items.map((item) => ({
    place: 0,
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
      place: 0,
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
  const ordered = found.toSorted(inOrder);
  for (const [place, one] of ordered.entries()) one.place = place;
  return ordered;
}

/** Oldest due first; reference and id break ties: the order of the candidates is irrelevant. */
function inOrder(a: Quotable, b: Quotable): number {
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
    if (structuredReference) written.set(id, structuredReference);
  return grouped(quotables, ({ id, isCreditNote }) => {
    const reference = isCreditNote ? undefined : written.get(id);
    return reference ? paymentReferenceKeys(reference) : [];
  });
}

export function isOpen(quotable: Quotable): boolean {
  return quotable.left !== 0n;
}

/** Changes what is left of an item or a credit note. */
export function setLeft(books: MatchingBooks, quotable: Quotable, left: bigint): void {
  const { left: before, customerId, currency } = quotable;
  quotable.left = left;
  books.openOf.get(customerId)?.get(currency)?.changed(quotable, before);
  if (left === 0n) return;
  const key = `${left} ${currency}`;
  if (!books.byAmount.get(key)?.includes(quotable)) books.byAmount.add(key, quotable);
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

/** What is open of these customers in a currency; good until something is settled. */
export function openOfCustomers(
  books: MatchingBooks,
  customerIds: Iterable<CustomerId>,
  currency: Currency,
): OpenItems {
  const owing: OpenItems[] = [];
  for (const id of customerIds) {
    const open = openOfCustomer(books, id, currency);
    if (open.all.length > 0) owing.push(open);
  }
  const [only] = owing;
  if (only && owing.length === 1) return only;
  return new OpenItems(owing.flatMap(({ all }) => all).toSorted((a, b) => a.place - b.place));
}

function openOfCustomer(books: MatchingBooks, id: CustomerId, currency: Currency): OpenItems {
  let theirs = books.openOf.get(id);
  if (!theirs) books.openOf.set(id, (theirs = new Map<Currency, OpenItems>()));
  let open = theirs.get(currency);
  if (!open) {
    const items = books.of.get(id) ?? [];
    open = new OpenItems(items.filter((one) => isOpen(one) && one.currency === currency));
    theirs.set(currency, open);
  }
  return open;
}

function grouped(
  quotables: readonly Quotable[],
  keysOf: (one: Quotable) => readonly string[],
): Grouped<string, Quotable> {
  const found = new Grouped<string, Quotable>();
  for (const one of quotables) for (const key of keysOf(one)) found.add(key, one);
  return found;
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
