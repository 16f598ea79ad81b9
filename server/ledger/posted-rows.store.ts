import { assert } from '@goodterms/core/kernel/assert.ts';
import type { CustomerId } from '@goodterms/core/kernel/id.ts';
import type {
  LedgerPosting,
  PostedCredit,
  PostedItem,
} from '@goodterms/core/ledger/ledger-posting.ts';
import { referenceKey } from '@goodterms/core/ledger/reference.ts';
import { asTable, days, foreignTexts, integers } from '../platform/columns.ts';
import type { RawBuilder } from '../platform/database.ts';
import type { Ids } from '../platform/taken-ids.ts';

/** Of every customer that a posting names, by number. */
export type CustomerIds = ReadonlyMap<string, CustomerId>;

/** So many that a statement is worth its while, and few enough that the first begins soon. */
const ROWS_AT_ONCE = 50_000;

/** Of about the same size, so that no statement ends before the next one is written. */
export function* parts<Row>(rows: readonly Row[]): Generator<[number, readonly Row[]]> {
  const size = Math.ceil(rows.length / Math.ceil(rows.length / ROWS_AT_ONCE));
  for (let at = 0; at < rows.length; at += size) yield [at, rows.slice(at, at + size)];
}

/** Rows with their places in the posting; written before their ids are known. */
export type Part = { readonly table: RawBuilder<unknown>; readonly rows: number };

export function* itemParts(
  items: readonly PostedItem[],
  from: number,
  customerIds: CustomerIds,
): Generator<Part, void> {
  for (const [at, some] of parts(items))
    yield { table: itemTable(some, from + at, customerIds), rows: some.length };
}

function itemTable(
  some: readonly PostedItem[],
  at: number,
  customerIds: CustomerIds,
): RawBuilder<unknown> {
  const keys = some.map(({ ref }) => referenceKey(ref.reference));
  return asTable({
    place: integers(some.map((_, i) => at + i)),
    customer_id: integers(some.map((item) => idOf(item.customerNumber, customerIds))),
    kind: foreignTexts(some.map(({ ref }) => ref.kind)),
    reference: foreignTexts(some.map(({ ref }) => ref.reference)),
    reference_key: foreignTexts(some.map(({ ref }, i) => unlike(keys[i], ref.reference))),
    issued_on: days(some.map(({ issuedOn }) => issuedOn)),
    due_on: days(some.map(({ dueOn }) => dueOn)),
    currency: foreignTexts(some.map(({ currency }) => currency)),
    amount: integers(some.map(({ amount }) => amount)),
    allocated: integers(some.map(({ allocated }) => allocated)),
    order_ref: foreignTexts(some.map(({ orderReference }) => orderReference)),
    payment_ref: foreignTexts(some.map(({ paymentReference }) => paymentReference)),
    terms: foreignTexts(some.map(({ terms }) => terms)),
    about_item_id: integers(some.map(({ aboutId }) => aboutId)),
  });
}

/** Most references are their own keys, and need not travel twice. */
function unlike(key: string | undefined, reference: string): string | undefined {
  return key === reference ? undefined : key;
}

export function* creditParts(
  { credits, allocated }: LedgerPosting,
  itemIds: Ids,
  customerIds: CustomerIds,
): Generator<Part, void> {
  for (const [at, some] of parts(credits)) {
    const theirs = allocated.slice(at, at + some.length);
    const table = creditTable(some, at, { allocated: theirs, itemIds, customerIds });
    yield { table, rows: some.length };
  }
}

type CreditContext = {
  readonly itemIds: Ids;
  readonly customerIds: CustomerIds;
  readonly allocated: readonly bigint[];
};

function creditTable(
  some: readonly PostedCredit[],
  at: number,
  { allocated, itemIds, customerIds }: CreditContext,
): RawBuilder<unknown> {
  const about = some.map((credit) => {
    const place = credit.about?.place;
    return {
      id: place === undefined ? undefined : itemIds.from + place,
      inBooks: place === undefined ? credit.about?.ref : undefined,
    };
  });
  return asTable({
    place: integers(some.map((_, i) => at + i)),
    customer_id: integers(some.map((credit) => idOf(credit.customerNumber, customerIds))),
    kind: foreignTexts(some.map(({ kind }) => kind)),
    reference: foreignTexts(some.map(({ reference }) => reference)),
    received_on: days(some.map(({ receivedOn }) => receivedOn)),
    currency: foreignTexts(some.map(({ currency }) => currency)),
    amount: integers(some.map(({ amount }) => amount)),
    allocated: integers(allocated),
    natural_key: foreignTexts(some.map(({ naturalKey }) => naturalKey)),
    about_id: integers(about.map(({ id }) => id)),
    about_kind: foreignTexts(about.map(({ inBooks }) => inBooks?.kind)),
    about_reference: foreignTexts(about.map(({ inBooks }) => inBooks?.reference)),
    about_key: foreignTexts(about.map(({ inBooks }) => inBooks && referenceKey(inBooks.reference))),
  });
}

function idOf(number: string, ids: CustomerIds): CustomerId {
  const id = ids.get(number);
  assert(id !== undefined, 'an id for every customer of the file');
  return id;
}
