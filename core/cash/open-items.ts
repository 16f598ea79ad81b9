import type { Quotable } from './matching-books.ts';
import { StatementSums } from './statement-sums.ts';

/**
 * What is open of a customer in a currency. A large customer has thousands of items and payments,
 * and each payment asks which item has its amount and which statement comes to it: what answers
 * that is kept up while items are settled, and not made anew for each payment.
 */
export class OpenItems {
  readonly #all: Quotable[];
  #byAmount: Quotable[] | undefined;
  #notes: Quotable[] | undefined;
  #discounted: Quotable[] | undefined;
  #sums: StatementSums | undefined;

  /** `open`: oldest due first. */
  constructor(open: Quotable[]) {
    this.#all = open;
  }

  /** Oldest due first; good until something is settled. */
  get all(): readonly Quotable[] {
    return this.#all;
  }

  /** The credit notes among them. */
  get notes(): readonly Quotable[] {
    return (this.#notes ??= this.#all.filter(({ isCreditNote }) => isCreditNote));
  }

  get invoiceCount(): number {
    return this.#all.length - this.notes.length;
  }

  /** Those of which a discount may be taken off. */
  get discounted(): readonly Quotable[] {
    return (this.#discounted ??= this.#all.filter(({ discounts }) => discounts.length > 0));
  }

  /** Those of which so much is open, both ends included, from the least to the most. */
  between(least: bigint, most: bigint): Quotable[] {
    this.#byAmount ??= this.#all.toSorted(byAmount);
    const found: Quotable[] = [];
    for (let at = firstOf(this.#byAmount, least); at < this.#byAmount.length; at += 1) {
      const one = this.#byAmount[at];
      if (!one || one.left > most) break;
      found.push(one);
    }
    return found;
  }

  /** Whether an invoice has exactly this amount open. */
  hasInvoiceOf(amount: bigint): boolean {
    return this.between(amount, amount).some(({ isCreditNote }) => !isCreditNote);
  }

  get sums(): StatementSums {
    return (this.#sums ??= new StatementSums(this.#all));
  }

  /** To be told when what is left of one of the customer's items has changed. */
  changed(one: Quotable, before: bigint): void {
    if (one.left === before) return;
    const isOpen = one.left !== 0n;
    if (before === 0n || !isOpen) {
      for (const list of [this.#all, ...this.#lists(one)]) place(list, one, isOpen);
    }
    if (this.#byAmount) {
      if (before !== 0n) this.#byAmount.splice(whereBefore(this.#byAmount, one, before), 1);
      if (isOpen) this.#byAmount.splice(placeByAmount(this.#byAmount, one), 0, one);
    }
    this.#sums?.changed(one, before);
  }

  #lists({ isCreditNote, discounts }: Quotable): Quotable[][] {
    const lists: Quotable[][] = [];
    if (isCreditNote && this.#notes) lists.push(this.#notes);
    if (discounts.length > 0 && this.#discounted) lists.push(this.#discounted);
    return lists;
  }
}

/** Puts one into a list that lies oldest due first, or takes it out. */
function place(list: Quotable[], one: Quotable, isIn: boolean): void {
  const at = search(list.length, (i) => (list[i]?.place ?? 0) >= one.place);
  if (isIn) list.splice(at, 0, one);
  else list.splice(at, 1);
}

function byAmount(a: Quotable, b: Quotable): number {
  return a.left < b.left ? -1 : a.left > b.left ? 1 : a.place - b.place;
}

function firstOf(list: readonly Quotable[], least: bigint): number {
  return search(list.length, (i) => (list[i]?.left ?? least) >= least);
}

function placeByAmount(list: readonly Quotable[], one: Quotable): number {
  return search(list.length, (i) => byAmount(list[i] ?? one, one) >= 0);
}

/** Where one lies that has another amount already. */
function whereBefore(list: readonly Quotable[], one: Quotable, before: bigint): number {
  return search(list.length, (i) => {
    const other = list[i] ?? one;
    const left = other === one ? before : other.left;
    return left > before || (left === before && other.place >= one.place);
  });
}

/** The first place from which on it holds; `length` when it holds nowhere. */
function search(length: number, holds: (at: number) => boolean): number {
  let from = 0;
  let until = length;
  while (from < until) {
    const middle = (from + until) >>> 1;
    if (holds(middle)) until = middle;
    else from = middle + 1;
  }
  return from;
}
