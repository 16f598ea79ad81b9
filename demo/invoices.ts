import { addDays, daysBetween, type Day } from '@goodterms/core/kernel/day.ts';
import { thursdayOnOrAfter, weekdayBefore, weekdayOnOrAfter } from './calendar.ts';
import type { Player } from './cast.ts';
import { chanceFrom, type Chance } from './chance.ts';

/** An invoice of the demo with what became of it; amounts in minor units. */
export type DemoInvoice = {
  readonly reference: string;
  readonly customer: Player;
  readonly issuedOn: Day;
  readonly dueOn: Day;
  readonly minor: number;
  readonly orderReference: string;
  /** When the customer's money reaches the bank; later than today for what is still to come. */
  readonly paidOn: Day | undefined;
  /** What the customer keeps back when paying, and the words on the payment. */
  readonly keptBack?: { readonly minor: number; readonly words: string };
};

const DAYS_OF_HISTORY = 730;
const DAYS_A_MONTH = 30;
/** In what order of days back the troubles of the demo began. */
const DISTRESS_BEGAN = 100;
const SILENCE_BEGAN = 130;
const RELATIONSHIP_BEGAN = 62;

/** Every invoice of the last 24 months, in the order of issue, numbered as a company would. */
export function invoices(players: readonly Player[], today: Day): DemoInvoice[] {
  const drafts = players.flatMap((player, i) => draftsOf(player, today, chanceFrom(77_000 + i)));
  drafts.sort((a, b) => (a.issuedOn === b.issuedOn ? 0 : a.issuedOn < b.issuedOn ? -1 : 1));
  const numbered = drafts.map((draft, i) => ({
    ...draft,
    reference: `INV-${draft.issuedOn.slice(2, 4)}${String(10_001 + i)}`,
  }));
  return payingShort(payingYesterday(numbered, today), today);
}

/** Kestrel paid one invoice two banking days ago and kept something back; nobody has said why yet. */
function payingShort(all: readonly DemoInvoice[], today: Day): DemoInvoice[] {
  const yesterday = weekdayBefore(today);
  const on = weekdayBefore(yesterday);
  const short = all.find(
    ({ customer, paidOn, issuedOn }) =>
      customer.name.startsWith('Kestrel') &&
      issuedOn < on &&
      (paidOn === undefined || paidOn > yesterday),
  );
  const keptBack = { minor: 18_500, words: 'less damage' };
  return all.map((invoice) => (invoice === short ? { ...invoice, paidOn: on, keptBack } : invoice));
}

/**
 * Some who were due a reminder paid on the last banking day: their money lies in the bank files
 * that nobody has dropped in yet. Acme is always among them.
 */
function payingYesterday(all: readonly DemoInvoice[], today: Day): DemoInvoice[] {
  const yesterday = weekdayBefore(today);
  const late = all.filter(
    ({ paidOn, dueOn, customer }) =>
      (paidOn === undefined || paidOn > yesterday) &&
      daysBetween(dueOn, today) > 4 &&
      LATE_BUT_PAYING.has(customer.habit),
  );
  const byCustomer = [...Map.groupBy(late, ({ customer }) => customer.number).values()];
  const chosen = new Set(
    byCustomer
      .filter(([first], i) => i % 3 === 0 || first?.customer.name.startsWith('Acme'))
      .flatMap((theirs) => theirs.slice(0, 2).map(({ reference }) => reference)),
  );
  return all.map((invoice) =>
    chosen.has(invoice.reference) ? { ...invoice, paidOn: yesterday } : invoice,
  );
}

const LATE_BUT_PAYING: ReadonlySet<string> = new Set([
  'habitually_late',
  'a_little_late',
  'red_tape',
  'stuff_happens',
]);

function draftsOf(customer: Player, today: Day, chance: Chance): Omit<DemoInvoice, 'reference'>[] {
  const drafts: Omit<DemoInvoice, 'reference'>[] = [];
  const gap = DAYS_A_MONTH / customer.invoicesAMonth;
  const from = customer.habit === 'new' ? RELATIONSHIP_BEGAN : DAYS_OF_HISTORY;
  for (
    let back = from - chance.between(0, 12);
    back > 0;
    back -= Math.max(2, chance.around(gap, gap))
  ) {
    const issuedOn = weekdayOnOrAfter(addDays(today, -back));
    if (issuedOn >= today) continue;
    const dueOn = addDays(issuedOn, customer.termDays);
    drafts.push({
      customer,
      issuedOn,
      dueOn,
      minor: amountOf(customer, chance),
      orderReference: `PO ${chance.between(10_000, 99_999)}`,
      paidOn: arrivalOf(customer, dueOn, today, chance),
    });
  }
  return drafts;
}

/** Some customers order the same thing every time; most do not. */
function amountOf(customer: Player, chance: Chance): number {
  const whole = customer.usualAmount;
  if (chance.share() < 0.2) return whole * 100;
  return Math.round(whole * (0.35 + chance.share() * 1.5)) * 100 + chance.between(0, 99);
}

function arrivalOf(customer: Player, dueOn: Day, today: Day, chance: Chance): Day | undefined {
  const dueBack = daysBetween(dueOn, today);
  const delay = delayOf(customer, dueBack, chance);
  if (delay === undefined) return undefined;
  const arrives = weekdayOnOrAfter(addDays(dueOn, delay));
  return customer.habit === 'group_pays' ? thursdayOnOrAfter(arrives) : arrives;
}

/** Days from the due day to the money; undefined when it does not come. */
function delayOf({ habit }: Player, dueBack: number, chance: Chance): number | undefined {
  const share = chance.share();
  switch (habit) {
    case 'to_the_day':
      return chance.around(0, 2);
    case 'early':
      return chance.around(-6, 6);
    case 'new':
      return chance.around(1, 4);
    case 'a_little_late':
      return chance.around(7, 6);
    case 'habitually_late':
      return chance.around(21, 12);
    case 'group_pays':
      return chance.around(6, 4);
    case 'special_bond':
      return dueBack < 45 ? chance.around(24, 6) : chance.around(2, 4);
    case 'red_tape':
      return dueBack < 70 && share < 0.45 ? undefined : chance.around(9, 12);
    case 'stuff_happens':
      return dueBack < 40 ? undefined : chance.around(0, 4);
    case 'our_fault':
      return dueBack < 80 && share < 0.5 ? undefined : chance.around(8, 8);
    case 'cannot_pay':
      return dueBack < DISTRESS_BEGAN ? undefined : chance.around(12, 10);
    case 'will_not_pay':
      return dueBack < SILENCE_BEGAN ? undefined : chance.around(35, 14);
  }
}
