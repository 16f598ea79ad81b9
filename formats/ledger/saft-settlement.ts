import type { Day } from '@goodterms/core/kernel/day.ts';

/** A line of a customer's account: what is owed is positive, what is paid or credited negative. */
export type LedgerEntry = {
  readonly customer: string;
  /** The number of the booking, which no other has. */
  readonly booking: string;
  /** The number of the document, which may be missing or come again. */
  readonly document: string | undefined;
  readonly on: Day | undefined;
  readonly dueOn: Day | undefined;
  /** Exact decimal text. */
  readonly amount: string;
  readonly isCreditNote: boolean;
  /** The document that a payment or credit note settles, when the file says so. */
  readonly against: string | undefined;
};

/**
 * Gives every entry a number that no other has, and says which payment settles which document:
 * the one it names, else the only one of the customer with that very amount before it. Audit files
 * say balances and not what settles what; the rest stays on account.
 */
export function withSettlements(entries: readonly LedgerEntry[]): LedgerEntry[] {
  const numbered = withOwnNumbers(withNamedDocuments(entries));
  const byCustomer = Map.groupBy(numbered, ({ customer }) => customer);
  const against = new Map<LedgerEntry, string>();
  for (const theirs of byCustomer.values()) settle(theirs, against);
  return numbered.map((entry) => ({ ...entry, against: against.get(entry) }));
}

/** A payment under the number of an invoice settles it, and is called by its booking. */
function withNamedDocuments(entries: readonly LedgerEntry[]): readonly LedgerEntry[] {
  const keyOf = ({ customer, document }: LedgerEntry) => `${customer} ${document}`;
  const owed = new Map<string, number>();
  for (const entry of entries)
    if (!entry.amount.startsWith('-')) owed.set(keyOf(entry), (owed.get(keyOf(entry)) ?? 0) + 1);
  return entries.map((entry) => {
    const { document, amount, isCreditNote, against } = entry;
    const isPayment = amount.startsWith('-') && !isCreditNote && document !== undefined;
    if (!isPayment || against !== undefined || owed.get(keyOf(entry)) !== 1) return entry;
    return { ...entry, document: undefined, against: document };
  });
}

function settle(entries: readonly LedgerEntry[], against: Map<LedgerEntry, string>): void {
  const owed = entries.filter(({ amount }) => !amount.startsWith('-'));
  const byAmount = Map.groupBy(owed, ({ amount }) => plain(amount));
  const paid = Map.groupBy(
    entries.filter(({ amount }) => amount.startsWith('-')),
    ({ amount }) => plain(amount.slice(1)),
  );
  const byDocument = new Map(owed.map((entry) => [entry.document ?? '', entry]));
  for (const [amount, payments] of paid) {
    for (const payment of payments) {
      const named = byDocument.get(payment.against ?? '');
      const [only, other] = byAmount.get(amount) ?? [];
      const isClear = other === undefined && payments.length === 1;
      const fits = only !== undefined && isClear && (only.on ?? '') <= (payment.on ?? '');
      const settled = named ?? (fits ? only : undefined);
      if (settled?.document !== undefined) against.set(payment, settled.document);
    }
  }
}

/** A document's number counts where it is the only one; else the booking's beside it. */
function withOwnNumbers(entries: readonly LedgerEntry[]): LedgerEntry[] {
  const counts = new Map<string, number>();
  for (const { document } of entries)
    if (document !== undefined) counts.set(document, (counts.get(document) ?? 0) + 1);
  const taken = new Set<string>();
  const nextOf = new Map<string, number>();
  return entries.map((entry) => {
    const { document, booking } = entry;
    const isOwn = document !== undefined && counts.get(document) === 1;
    const wanted = isOwn ? document : document === undefined ? booking : `${document} / ${booking}`;
    let number = wanted;
    let count = nextOf.get(wanted) ?? 2;
    for (; taken.has(number); count += 1) number = `${wanted} / ${count}`;
    nextOf.set(wanted, count);
    taken.add(number);
    return { ...entry, document: number };
  });
}

function plain(amount: string): string {
  return amount.includes('.') ? amount.replace(/\.?0+$/, '') : amount;
}

/** What a line of an account is in a ledger. */
export function kindOf({
  isCreditNote,
  amount,
}: LedgerEntry): 'credit note' | 'payment' | 'invoice' {
  if (isCreditNote) return 'credit note';
  return amount.startsWith('-') ? 'payment' : 'invoice';
}
