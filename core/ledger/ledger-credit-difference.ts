import type { Day } from '../kernel/day.ts';
import type { Currency } from '../kernel/money.ts';
import {
  creditKey,
  itemRef,
  type BookedCredit,
  type BookedShare,
  type LedgerBooks,
} from './ledger-books.ts';
import type { LedgerItem, LedgerProblem } from './ledger-file.ts';
import { reopen } from './ledger-item-difference.ts';
import type { CreditEnd, Needs, Use } from './ledger-settlement.ts';

export type AddedCredit = {
  readonly naturalKey: string;
  readonly kind: 'payment' | 'credit_note';
  readonly customerNumber: string;
  readonly reference: string;
  readonly receivedOn: Day;
  readonly currency: Currency;
  readonly amount: bigint;
};

/** The payments and credit notes of a file beside ours. */
export type CreditComparison = {
  readonly added: readonly AddedCredit[];
  readonly unchanged: Readonly<Record<AddedCredit['kind'], number>>;
  /** By natural key: what of each was, or may have been, used. */
  readonly uses: Map<string, Use>;
  /** What the file takes back, beside what it takes back of items. */
  readonly reversed: readonly BookedShare[];
  readonly problems: readonly LedgerProblem[];
};

export type SaidCredit = LedgerItem & { readonly kind: 'payment' | 'credit_note' };

export function isCredit(said: LedgerItem): said is SaidCredit {
  return said.kind === 'payment' || said.kind === 'credit_note';
}

/** `needs` and `returned` are of the items: what must be settled, and what came back already. */
export function compareCredits(
  said: readonly LedgerItem[],
  books: LedgerBooks,
  { needs, returned }: { needs: Needs; returned: readonly BookedShare[] },
): CreditComparison {
  const comparison = {
    added: [] as AddedCredit[],
    unchanged: { payment: 0, credit_note: 0 },
    uses: new Map<string, Use>(),
    reversed: [] as BookedShare[],
    problems: [] as LedgerProblem[],
  };
  const { added, unchanged, uses, reversed, problems } = comparison;
  const back = new Map<string, bigint>();
  for (const { naturalKey, amount } of returned)
    if (naturalKey !== undefined) back.set(naturalKey, (back.get(naturalKey) ?? 0n) + amount);
  const taken = new Set(returned.map(({ allocationId }) => allocationId));

  for (const one of said) {
    if (!isCredit(one)) continue;
    const naturalKey = creditKey(one.kind, one.reference);
    const known = books.credits.get(naturalKey);
    if (known && !agrees(one, known)) {
      problems.push(creditProblem(one));
      continue;
    }
    let left = known ? known.unallocated + (back.get(naturalKey) ?? 0n) : one.amount.minor;
    const stated = one.openAmount?.minor;
    for (const share of known?.shares ?? []) {
      if (stated === undefined || left >= stated) break;
      if (taken.has(share.allocationId) || !isTakenBack(share, needs)) continue;
      reversed.push(share);
      left += share.amount;
    }
    const place = known ? undefined : added.length;
    if (known) unchanged[one.kind] += 1;
    else added.push(newCredit(one, naturalKey));
    uses.set(naturalKey, useOf(one, { naturalKey, place }, left));
  }
  for (const [naturalKey, amount] of back) {
    const known = books.credits.get(naturalKey);
    if (known && !uses.has(naturalKey)) uses.set(naturalKey, waitingUse(known, amount));
  }
  return comparison;
}

/** A use elsewhere just ends; an item is open again, if the file says what is open of it. */
function isTakenBack(share: BookedShare, needs: Needs): boolean {
  if (share.ref.kind === 'used_elsewhere') return true;
  const need = needs.get(itemRef(share.itemKey));
  if (!need?.isStated) return false;
  reopen(need.slots, share);
  need.need += share.amount;
  return true;
}

/** Money of ours that may be used as far as it is needed. */
export function waitingUse(credit: BookedCredit, returned = 0n): Use {
  const { naturalKey, kind, reference, customerNumber, currency, receivedOn } = credit;
  return {
    naturalKey,
    place: undefined,
    kind,
    reference,
    customerNumber: customerNumber ?? '',
    currency,
    receivedOn,
    forced: 0n,
    free: customerNumber === undefined ? 0n : credit.unallocated + returned,
  };
}

function newCredit(said: SaidCredit, naturalKey: string): AddedCredit {
  return {
    naturalKey,
    kind: said.kind,
    customerNumber: said.customerNumber,
    reference: said.reference,
    receivedOn: said.issuedOn,
    currency: said.amount.currency,
    amount: said.amount.minor,
  };
}

/** Of what is left of it, what was used by the file's own account, and what may have been. */
function useOf(said: SaidCredit, { naturalKey, place }: CreditEnd, left: bigint): Use {
  const stated = said.openAmount?.minor;
  return {
    naturalKey,
    place,
    kind: said.kind,
    reference: said.reference,
    customerNumber: said.customerNumber,
    currency: said.amount.currency,
    receivedOn: said.issuedOn,
    forced: stated === undefined || stated > left ? 0n : left - stated,
    free: stated === undefined ? left : 0n,
  };
}

function agrees(said: SaidCredit, known: BookedCredit): boolean {
  return (
    known.amount === said.amount.minor &&
    known.currency === said.amount.currency &&
    known.customerNumber === said.customerNumber
  );
}

function creditProblem({ line, reference }: LedgerItem): LedgerProblem {
  return {
    line,
    where: `line ${line}`,
    what: `${reference} is in the books with another amount, currency or customer`,
    advice:
      'Money that was received does not change; send the difference as a document of its own.',
    severity: 'error',
  };
}
