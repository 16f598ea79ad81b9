import type { BankLineId, CustomerId } from '../kernel/id.ts';
import type { PayingHabit } from './matching-knowledge.ts';
import type { TierName } from './tier-record.ts';

/**
 * What one decision about a line teaches. `confirmed`: a person said what it pays; `stood`: what the
 * rule did was not challenged in time; `undone`: a person took back what the rule did;
 * `not_receivable`: a person said that it is no money of a customer.
 */
export type Lesson = {
  readonly kind: 'confirmed' | 'stood' | 'undone' | 'not_receivable';
  readonly lineId: BankLineId;
  readonly payer: RememberedPayer;
  /** Whose payment it is. */
  readonly customerId: CustomerId | undefined;
  /** Whose payment it turned out not to be. */
  readonly refused: readonly CustomerId[];
  /** By what the rule had matched or proposed something, and whether that was right. */
  readonly tier: { readonly name: TierName; readonly wasRight: boolean } | undefined;
  readonly habit: HabitSigns | undefined;
  readonly words: readonly string[];
};

/** Under what a payer is known again. */
export type RememberedPayer = {
  readonly key: string | undefined;
  readonly account: string | undefined;
};

/** How a payment of items was made. */
export type HabitSigns = {
  readonly items: number;
  readonly withoutReference: boolean;
  /** Exactly everything of one month, everything due, or everything open. */
  readonly everything: 'month' | 'due' | 'open' | undefined;
};

/** What some lessons change in all that is remembered. */
export type Remembering = {
  readonly payers: ReadonlyMap<string, PayerChange>;
  readonly strangers: ReadonlyMap<string, number>;
  readonly words: ReadonlyMap<string, { readonly receivable: number; readonly other: number }>;
  readonly habits: ReadonlyMap<CustomerId, PayingHabit>;
  readonly tiers: ReadonlyMap<TierName, { readonly right: number; readonly wrong: number }>;
};

export type PayerChange = {
  readonly kind: 'name' | 'account';
  readonly key: string;
  readonly customerId: CustomerId;
  readonly confirmed: number;
  readonly refused: number;
};

/** Sums up lessons; `times` is -1 for lessons that are taken back. */
export function remember(lessons: readonly Lesson[], times: 1 | -1 = 1): Remembering {
  const payers = new Map<string, PayerChange>();
  const strangers = new Map<string, number>();
  const words = new Map<string, { receivable: number; other: number }>();
  const habits = new Map<CustomerId, PayingHabit>();
  const tiers = new Map<TierName, { right: number; wrong: number }>();
  for (const lesson of lessons) {
    const { customerId, payer, tier, kind } = lesson;
    if (customerId !== undefined)
      addPayer(payers, payer, { customerId, confirmed: times, refused: 0 });
    for (const refused of lesson.refused)
      addPayer(payers, payer, { customerId: refused, confirmed: 0, refused: times });
    if (kind === 'not_receivable' && payer.key)
      strangers.set(payer.key, (strangers.get(payer.key) ?? 0) + times);
    for (const word of lesson.words) {
      const record = words.get(word) ?? { receivable: 0, other: 0 };
      record[kind === 'not_receivable' ? 'other' : 'receivable'] += times;
      words.set(word, record);
    }
    if (customerId !== undefined && lesson.habit)
      habits.set(customerId, withSigns(habits.get(customerId), lesson.habit, times));
    if (tier) {
      const record = tiers.get(tier.name) ?? { right: 0, wrong: 0 };
      record[tier.wasRight ? 'right' : 'wrong'] += times;
      tiers.set(tier.name, record);
    }
  }
  return { payers, strangers, words, habits, tiers };
}

function addPayer(
  payers: Map<string, PayerChange>,
  { key, account }: RememberedPayer,
  change: Pick<PayerChange, 'customerId' | 'confirmed' | 'refused'>,
): void {
  const add = (kind: PayerChange['kind'], of: string | undefined) => {
    if (!of) return;
    const id = `${kind} ${change.customerId} ${of}`;
    const before = payers.get(id);
    payers.set(id, {
      kind,
      key: of,
      customerId: change.customerId,
      confirmed: (before?.confirmed ?? 0) + change.confirmed,
      refused: (before?.refused ?? 0) + change.refused,
    });
  };
  add('name', key);
  add('account', account);
}

const NO_PAYMENTS: PayingHabit = {
  payments: 0,
  withoutReference: 0,
  several: 0,
  wholeMonth: 0,
  everythingDue: 0,
  everythingOpen: 0,
};

function withSigns(
  habit: PayingHabit = NO_PAYMENTS,
  { items, withoutReference, everything }: HabitSigns,
  times: 1 | -1,
): PayingHabit {
  const when = (is: boolean) => (is ? times : 0);
  return {
    payments: habit.payments + times,
    withoutReference: habit.withoutReference + when(withoutReference),
    several: habit.several + when(items > 1),
    wholeMonth: habit.wholeMonth + when(everything === 'month'),
    everythingDue: habit.everythingDue + when(everything === 'due'),
    everythingOpen: habit.everythingOpen + when(everything === 'open'),
  };
}
