import type { ContactRecord, CustomerRecord } from '../customers/customer-record.ts';
import type { Day } from '../kernel/day.ts';
import type {
  AllocationId,
  ContactId,
  CreditItemId,
  CustomerId,
  OpenItemId,
} from '../kernel/id.ts';
import type { Currency } from '../kernel/money.ts';
import type { CreditItemKind } from './credit-item.ts';
import type { OpenItemKind } from './open-item.ts';

/** What we hold of that which a ledger file speaks of, and whatever else is open. */
export type LedgerBooks = {
  /** By number. */
  readonly customers: ReadonlyMap<string, BookedCustomer>;
  /** By customer number. */
  readonly contacts: ReadonlyMap<string, readonly BookedContact[]>;
  /** `bankAccountKey` of each. */
  readonly bankAccounts: ReadonlySet<string>;
  /** By `itemKey`: every item the file names, and every open one. */
  readonly items: ReadonlyMap<string, BookedItem>;
  /** By natural key: every credit the file names, and every one that is not used up. */
  readonly credits: ReadonlyMap<string, BookedCredit>;
  /** In force, by `shareKey`. */
  readonly allocated: ReadonlyMap<string, bigint>;
  /** User ids of colleagues by what a file may call them: id, address or name in small letters. */
  readonly colleagues: ReadonlyMap<string, string>;
};

export type BookedCustomer = CustomerRecord & { readonly id: CustomerId };

export type BookedContact = Omit<ContactRecord, 'customerNumber' | 'isPrimary'> & {
  readonly id: ContactId;
};

/** An invoice or debit note with the corrections that came after it. Amounts in minor units. */
export type BookedItem = {
  readonly id: OpenItemId;
  readonly customerId: CustomerId;
  readonly customerNumber: string;
  readonly ref: ItemRef;
  readonly issuedOn: Day;
  readonly dueOn: Day;
  readonly currency: Currency;
  /** With corrections up and down. */
  readonly amount: bigint;
  readonly orderReference: string | undefined;
  readonly paymentReference: string | undefined;
  /** The item first, then what was added to it, each with what is open of it. */
  readonly slots: readonly ItemSlot[];
  /** What the accounting system may take back, in the order in which it is taken. */
  readonly shares: readonly BookedShare[];
};

/** An item by what the accounting system calls it. */
export type ItemRef = {
  readonly kind: OpenItemKind;
  readonly reference: string;
};

export type ItemSlot = ItemEnd & { readonly open: bigint };

/** An item that something is set against. */
export type ItemEnd = {
  readonly ref: ItemRef;
  /** By number among the debits that a file adds, from nought; undefined in the books. */
  readonly place: number | undefined;
};

/**
 * An allocation in force that came from a ledger file: a settlement or use that only the accounting
 * system knows, or one of its payments set against one of its items. Others are ours alone.
 */
export type BookedShare = {
  readonly allocationId: AllocationId;
  readonly creditItemId: CreditItemId;
  readonly openItemId: OpenItemId;
  /** Of the credit; undefined for a settlement elsewhere. */
  readonly naturalKey: string | undefined;
  /** The item, or what was added to it. */
  readonly ref: ItemRef;
  /** The item that `ref` is, or was added to. */
  readonly itemKey: string;
  readonly currency: Currency;
  readonly amount: bigint;
  readonly allocatedOn: Day;
};

export type BookedCredit = {
  readonly id: CreditItemId;
  readonly naturalKey: string;
  readonly kind: CreditItemKind;
  readonly reference: string;
  /** Undefined for a payment that nobody has recognised. */
  readonly customerNumber: string | undefined;
  readonly currency: Currency;
  readonly receivedOn: Day;
  readonly amount: bigint;
  readonly unallocated: bigint;
  /** What the accounting system may take back of it, in the order in which it is taken. */
  readonly shares: readonly BookedShare[];
};

export function itemKey({ kind, reference }: ItemRef): string {
  return `${kind} ${reference}`;
}

/** The item that an `itemKey` is of: no kind has a blank in it. */
export function itemRef(key: string): ItemRef {
  const blank = key.indexOf(' ');
  return { kind: key.slice(0, blank) as OpenItemKind, reference: key.slice(blank + 1) };
}

/** By number: of customers just added, of those that a file names, and of those whose items it closes. */
export function customerIdsIn(
  { customers, items }: LedgerBooks,
  added: ReadonlyMap<string, CustomerId>,
): Map<string, CustomerId> {
  const ids = new Map(added);
  for (const { number, id } of customers.values()) ids.set(number, id);
  for (const { customerNumber, customerId } of items.values()) ids.set(customerNumber, customerId);
  return ids;
}

/** Into empty books half a million items come without a key being glued for each. */
export function bookedItem({ items }: LedgerBooks, ref: ItemRef): BookedItem | undefined {
  return items.size === 0 ? undefined : items.get(itemKey(ref));
}

/** The natural key of a payment or credit note that a ledger file names. */
export function creditKey(kind: 'payment' | 'credit_note', reference: string): string {
  return `ledger ${kind} ${reference}`;
}

/** `item` is an `itemKey`. */
export function shareKey(naturalKey: string, item: string): string {
  return `${naturalKey}\n${item}`;
}

export function bankAccountKey(customerNumber: string, account: string): string {
  return `${account} ${customerNumber}`;
}
