import { assert } from '../kernel/assert.ts';
import { laterDay, type Day } from '../kernel/day.ts';
import type { OpenItemId } from '../kernel/id.ts';
import type { Currency } from '../kernel/money.ts';
import {
  bookedItem,
  itemKey,
  type BookedItem,
  type BookedShare,
  type ItemRef,
  type ItemSlot,
  type LedgerBooks,
} from './ledger-books.ts';
import type { LedgerItem, LedgerProblem } from './ledger-file.ts';
import { drawFrom, type Need, type Slot } from './ledger-settlement.ts';

/** An invoice or debit note as a file says it. */
export type SaidItem = LedgerItem & { readonly kind: 'invoice' | 'debit_note' };

export type Moment = {
  /** From the file or from terms. */
  readonly dueOn: Day;
  readonly today: Day;
  /** How many debits the file adds before this one. */
  readonly place: number;
};

export type AddedItem = {
  readonly ref: ItemRef;
  readonly customerNumber: string;
  readonly issuedOn: Day;
  readonly dueOn: Day;
  readonly currency: Currency;
  readonly amount: bigint;
  readonly orderReference: string | undefined;
  readonly paymentReference: string | undefined;
  readonly terms: string | undefined;
};

type NewText = { readonly from: string | undefined; readonly to: string };

export type ItemChange = {
  readonly id: OpenItemId;
  readonly customerNumber: string;
  readonly dueOn: { readonly from: Day; readonly to: Day } | undefined;
  readonly orderReference: NewText | undefined;
  readonly paymentReference: NewText | undefined;
};

/** It came again with a higher amount: the difference is a debit of its own. */
export type Raise = {
  readonly about: BookedItem;
  readonly ref: ItemRef;
  readonly issuedOn: Day;
  readonly dueOn: Day;
  readonly amount: bigint;
};

/** It came again with a lower amount: the difference is a credit. */
export type Lowering = {
  readonly about: BookedItem;
  readonly amount: bigint;
  /** What of it lowers the open amount; the rest had been paid, and is the customer's. */
  readonly slots: readonly ItemSlot[];
};

/** One debit of the file beside what we hold of it; `need` is what is left to settle. */
export type ItemComparison = {
  readonly booked: BookedItem | undefined;
  readonly need: Need;
  readonly openBefore: bigint;
  readonly added: AddedItem | undefined;
  readonly change: ItemChange | undefined;
  readonly raise: Raise | undefined;
  readonly lowering: Lowering | undefined;
  /** What the file takes back. */
  readonly reversed: readonly BookedShare[];
  /** What we know to be settled and the file does not know yet: ours stays. */
  readonly ahead: bigint;
};

export function compareItem(
  said: SaidItem,
  books: LedgerBooks,
  moment: Moment,
): ItemComparison | { readonly problem: LedgerProblem } {
  const known = bookedItem(books, said);
  if (known === undefined) return newItem(said, moment);
  if (known.customerNumber !== said.customerNumber)
    return clash(said, `belongs to customer ${known.customerNumber} in the books`);
  if (known.currency !== said.amount.currency)
    return clash(said, `is in ${known.currency} in the books`);
  return knownItem(said, known, moment);
}

/** An item of the books that the file does not name. */
export function unnamedItem(known: BookedItem, today: Day, isStated: boolean): ItemComparison {
  const slots = known.slots.map((slot) => ({ ...slot }));
  const open = sum(slots);
  return {
    booked: known,
    need: needOf(known, { slots, need: isStated ? open : 0n, isStated, settledOn: today }),
    openBefore: open,
    ...NOTHING,
  };
}

const NOTHING = {
  added: undefined,
  change: undefined,
  raise: undefined,
  lowering: undefined,
  reversed: [],
  ahead: 0n,
};

function newItem(said: SaidItem, { dueOn, today, place }: Moment): ItemComparison {
  const { kind, reference, customerNumber, issuedOn } = said;
  const { orderReference, paymentReference, terms } = said;
  const ref: ItemRef = { kind, reference };
  const { minor: amount, currency } = said.amount;
  const added = {
    ref,
    customerNumber,
    issuedOn,
    dueOn,
    currency,
    amount,
    orderReference,
    paymentReference,
    terms,
  };
  const need = needOf(added, {
    slots: [{ ref, place, open: amount }],
    need: said.openAmount === undefined ? 0n : amount - said.openAmount.minor,
    isStated: said.openAmount !== undefined,
    settledOn: said.paidOn ?? today,
  });
  return {
    booked: undefined,
    need,
    openBefore: 0n,
    added,
    change: undefined,
    raise: undefined,
    lowering: undefined,
    reversed: NOTHING.reversed,
    ahead: 0n,
  };
}

function knownItem(
  said: SaidItem,
  known: BookedItem,
  { dueOn, today, place }: Moment,
): ItemComparison {
  const slots = known.slots.map((slot) => ({ ...slot }));
  const openBefore = sum(slots);
  const delta = said.amount.minor - known.amount;
  const raise =
    delta > 0n ? raised(known, { issuedOn: said.issuedOn, dueOn, amount: delta }) : undefined;
  if (raise) slots.push({ ref: raise.ref, place, open: delta });
  const lowering = delta < 0n ? lowered(known, slots, -delta) : undefined;

  const surplus = said.openAmount === undefined ? 0n : said.openAmount.minor - sum(slots);
  const { reversed, ahead } = takeBack(known, slots, surplus);
  const isStated = said.openAmount !== undefined;
  const still = isStated ? sum(slots) - said.openAmount.minor : 0n;
  const need = needOf(
    { ...known, dueOn },
    { slots, need: still > 0n ? still : 0n, isStated, settledOn: said.paidOn ?? today },
  );
  return {
    booked: known,
    need,
    openBefore,
    added: undefined,
    change: changed(said, known, dueOn),
    raise,
    lowering,
    reversed,
    ahead,
  };
}

function raised(about: BookedItem, by: Pick<Raise, 'issuedOn' | 'dueOn' | 'amount'>): Raise {
  const { reference } = about.ref;
  const times = about.slots.length;
  const ref: ItemRef = {
    kind: 'correction',
    reference: times === 1 ? reference : `${reference} (${times})`,
  };
  return { about, ref, ...by };
}

function lowered(about: BookedItem, slots: readonly Slot[], amount: bigint): Lowering {
  return { about, amount, slots: drawFrom(slots, amount) };
}

/** Takes back what the accounting system had settled, until as much is open as the file says. */
function takeBack(known: BookedItem, slots: readonly Slot[], surplus: bigint) {
  const reversed: BookedShare[] = [];
  let left = surplus;
  for (const share of known.shares) {
    if (left <= 0n) break;
    reopen(slots, share);
    left -= share.amount;
    reversed.push(share);
  }
  return { reversed, ahead: left > 0n ? left : 0n };
}

/** What was allocated is open again, in the slot from which it was drawn. */
export function reopen(
  slots: readonly Slot[],
  { ref, amount }: Pick<BookedShare, 'ref' | 'amount'>,
): void {
  const key = itemKey(ref);
  const slot = slots.find((one) => itemKey(one.ref) === key);
  assert(slot !== undefined, 'the slot of an allocation');
  slot.open += amount;
}

function changed(said: SaidItem, known: BookedItem, due: Day): ItemChange | undefined {
  const dueOn = due === known.dueOn ? undefined : { from: known.dueOn, to: due };
  const orderReference = newText(known.orderReference, said.orderReference);
  const paymentReference = newText(known.paymentReference, said.paymentReference);
  if (!dueOn && !orderReference && !paymentReference) return undefined;
  const { id, customerNumber } = known;
  return { id, customerNumber, dueOn, orderReference, paymentReference };
}

/** What is not said says nothing. */
function newText(from: string | undefined, to: string | undefined): NewText | undefined {
  return to === undefined || to === from ? undefined : { from, to };
}

type Debit = Pick<Need, 'customerNumber' | 'currency' | 'ref' | 'issuedOn' | 'dueOn'>;

function needOf(
  { customerNumber, currency, ref, issuedOn, dueOn }: Debit,
  rest: Pick<Need, 'slots' | 'need' | 'isStated' | 'settledOn'>,
): Need {
  return {
    customerNumber,
    currency,
    ref,
    issuedOn,
    dueOn,
    settledOn: laterDay(rest.settledOn, issuedOn),
    need: rest.need,
    slots: rest.slots,
    isStated: rest.isStated,
  };
}

function clash({ line, reference }: SaidItem, what: string): { problem: LedgerProblem } {
  return {
    problem: {
      line,
      where: `line ${line}`,
      what: `${reference} ${what}`,
      advice: 'Give the document its own number, or correct the row.',
      severity: 'error',
    },
  };
}

function sum(slots: readonly ItemSlot[]): bigint {
  let total = 0n;
  for (const { open } of slots) total += open;
  return total;
}
