import type { CreditItem } from '../ledger/credit-item.ts';
import type { OpenItem } from '../ledger/open-item.ts';
import type { Evidence } from './evidence.ts';
import type { LineToMatch, MatchingBooks, Quotable, QuotedText } from './matching-books.ts';
import { inGroupOf, type Payer } from './payer.ts';
import { SHORT_KEY_LENGTH, type QuotedReference } from './quoted-reference.ts';

/** What a line quotes that is ours. */
export type Quotes = {
  readonly items: readonly { readonly item: OpenItem; readonly evidence: Evidence }[];
  readonly creditNotes: readonly { readonly note: CreditItem; readonly evidence: Evidence }[];
};

/**
 * The items and credit notes whose keys stand in the line's texts. The longest reading of a place
 * wins: where INV-2026-7 is quoted, an invoice 2026-7 of somebody else is not.
 */
export function quotesOf(line: LineToMatch, books: MatchingBooks, payer: Payer): Quotes {
  const items = new Map<OpenItem, Evidence>();
  const creditNotes = new Map<CreditItem, Evidence>();
  for (const text of line.texts) {
    const possible = text.quoted.filter(({ key }) => books.quotable.has(key));
    for (const quote of longestFirst(possible)) {
      const known = knownBy(quote, books, payer);
      if (known.items.length + known.creditNotes.length === 0) continue;
      if (isTaken(quote, text, [...items.values(), ...creditNotes.values()])) continue;
      for (const item of known.items) {
        if (!items.has(item)) items.set(item, evidenceOf('reference_quoted', item, quote, text));
      }
      for (const note of known.creditNotes) {
        if (!creditNotes.has(note))
          creditNotes.set(note, evidenceOf('credit_note_quoted', note, quote, text));
      }
    }
  }
  return {
    items: [...items].map(([item, evidence]) => ({ item, evidence })),
    creditNotes: [...creditNotes].map(([note, evidence]) => ({ note, evidence })),
  };
}

function knownBy({ key }: QuotedReference, books: MatchingBooks, payer: Payer): Quotable {
  const known = books.quotable.get(key) ?? { items: [], creditNotes: [] };
  if (key.length >= SHORT_KEY_LENGTH) return known;
  const payers = payer.byAccount.length > 0 ? payer.byAccount : payer.byName;
  const isPayers = ({ customerId }: { customerId: OpenItem['customerId'] | undefined }) => {
    const customer = customerId && books.customers.get(customerId);
    return customer !== undefined && inGroupOf(payers, customer, books);
  };
  return { items: known.items.filter(isPayers), creditNotes: known.creditNotes.filter(isPayers) };
}

function longestFirst(quoted: readonly QuotedReference[]): QuotedReference[] {
  if (quoted.length < 2) return [...quoted];
  return quoted.toSorted((a, b) => b.key.length - a.key.length || a.from - b.from);
}

function isTaken(quote: QuotedReference, text: QuotedText, found: readonly Evidence[]): boolean {
  return found.some(
    ({ where, from = 0, until = 0, value }) =>
      where === text.where &&
      text.text.slice(from, until) === value &&
      from < quote.until &&
      quote.from < until,
  );
}

function evidenceOf(
  kind: 'reference_quoted' | 'credit_note_quoted',
  { reference }: { readonly reference: string },
  { from, until }: QuotedReference,
  { where, text }: QuotedText,
): Evidence {
  return { kind, where, from, until, matched: reference, value: text.slice(from, until) };
}
