import { addDays, daysBetween, type Day } from '@goodterms/core/kernel/day.ts';
import { weekdayOnOrAfter } from './calendar.ts';
import type { Habit, Player } from './cast.ts';
import { chanceFrom } from './chance.ts';
import type { DemoInvoice } from './invoices.ts';

/** What people said and did before today, customer by customer; `on` is always a day before today. */
export type PastNote = {
  readonly customer: string;
  readonly on: Day;
  readonly kind: 'note' | 'call';
  readonly by: 'ada' | 'ben' | 'cleo';
  readonly text: string;
  readonly outcome: string | undefined;
};
export type PastPromise = {
  readonly customer: string;
  readonly on: Day;
  readonly promisedFor: Day;
  readonly reference: string;
  readonly minor: number;
  readonly currency: string;
  readonly saidBy: string;
  readonly said: string;
};
export type PastDispute = {
  readonly customer: string;
  readonly on: Day;
  readonly reference: string;
  readonly minor: number | undefined;
  readonly currency: string;
  readonly reason: string;
  readonly said: string;
};
export type PastHold = {
  readonly customer: string;
  readonly on: Day;
  readonly untilOn: Day;
  readonly reason: string;
  readonly note: string;
};
/** A reminder that was sent and accepted; it named every item that was overdue then. */
export type PastReminder = {
  readonly customer: string;
  readonly on: Day;
  readonly level: number;
  readonly references: readonly string[];
};

export type Past = {
  readonly notes: readonly PastNote[];
  readonly promises: readonly PastPromise[];
  readonly disputes: readonly PastDispute[];
  readonly holds: readonly PastHold[];
  readonly reminders: readonly PastReminder[];
};

/** Customers whose story goes on today, each because of its cause of lateness. */
export function past(
  players: readonly Player[],
  invoices: readonly DemoInvoice[],
  today: Day,
): Past {
  const stories = players.map((player, i) => {
    const open = invoices.filter(
      ({ customer, paidOn }) =>
        customer.number === player.number && (paidOn === undefined || paidOn >= addDays(today, -3)),
    );
    const overdue = open.filter(({ dueOn }) => dueOn < today);
    return overdue.length === 0 ? NOTHING : storyOf(player, overdue, today, i);
  });
  return {
    notes: stories.flatMap(({ notes }) => notes),
    promises: stories.flatMap(({ promises }) => promises),
    disputes: stories.flatMap(({ disputes }) => disputes),
    holds: stories.flatMap(({ holds }) => holds),
    reminders: stories.flatMap(({ reminders }) => reminders),
  };
}

const NOTHING: Past = { notes: [], promises: [], disputes: [], holds: [], reminders: [] };

function storyOf(player: Player, overdue: readonly DemoInvoice[], today: Day, index: number): Past {
  const chance = chanceFrom(5_000 + index);
  const [oldest] = overdue;
  if (oldest === undefined) return NOTHING;
  const base = { customer: player.number, by: player.collector };
  const ago = (days: number) => weekdayBack(today, days);
  const note = (days: number, text: string): PastNote => ({
    ...base,
    on: ago(days),
    kind: 'note',
    text,
    outcome: undefined,
  });
  const call = (days: number, text: string, outcome: string): PastNote => ({
    ...base,
    on: ago(days),
    kind: 'call',
    text,
    outcome,
  });
  const promise = (days: number, due: Day, said: string, item = oldest): PastPromise => ({
    customer: player.number,
    on: ago(days),
    promisedFor: due,
    reference: item.reference,
    minor: item.minor,
    currency: player.currency,
    saidBy: player.contact.name,
    said,
  });
  const story = { ...NOTHING, reminders: remindersOf(player, overdue, today) };
  switch (player.habit) {
    case 'our_fault':
      return {
        ...story,
        notes: [
          call(
            9,
            'The delivery note and the invoice name different quantities. We owe a corrected document.',
            'disputes',
          ),
        ],
        disputes: [
          {
            customer: player.number,
            on: ago(9),
            reference: oldest.reference,
            minor: chance.share() < 0.5 ? undefined : Math.round(oldest.minor * 0.3),
            currency: player.currency,
            reason: 'quantity_short',
            said: 'Two of the ten units never arrived.',
          },
        ],
      };
    case 'red_tape':
      return {
        ...story,
        notes: [
          call(
            6,
            'Their portal rejects invoices without a line number of the order. Sales sends it by Friday.',
            'asks_for_copy',
          ),
        ],
        holds: [
          {
            customer: player.number,
            on: ago(6),
            untilOn: weekdayOnOrAfter(addDays(today, 4)),
            reason: 'ours_to_answer',
            note: 'Invoice to be sent again with the order line number.',
          },
        ],
      };
    case 'stuff_happens':
      return {
        ...story,
        notes: [
          call(
            4,
            'Their bookkeeper is in hospital; the owner pays by hand. Always kept their word before.',
            'will_pay',
          ),
        ],
        promises: [
          promise(
            4,
            weekdayOnOrAfter(addDays(today, 3)),
            'You will have it early next week, I do it myself.',
          ),
        ],
      };
    case 'cannot_pay':
      return {
        ...story,
        notes: [
          call(
            5,
            'Sales have halved since summer. Wants to talk about instalments before Christmas.',
            'asks_for_time',
          ),
          note(30, 'Three of four trade references report late payment.'),
        ],
        promises: [promise(26, addDays(today, -12), 'We will clear the oldest one this month.')],
      };
    case 'will_not_pay':
      return {
        ...story,
        notes: [
          call(7, 'Voicemail again, third time in two weeks.', 'left_message'),
          call(21, 'Says the payment is on its way, names no day.', 'reached'),
        ],
        promises: [
          promise(40, addDays(today, -33), 'Next week for sure.'),
          promise(24, addDays(today, -18), 'It is in the payment run.'),
        ],
      };
    case 'special_bond':
      return {
        ...story,
        reminders: [],
        notes: [
          note(
            12,
            'Our customer since the first year. Ada speaks to Dr. Keller herself; nothing goes out by machine.',
          ),
        ],
      };
    case 'habitually_late':
      return chance.share() < 0.4
        ? {
            ...story,
            notes: [call(2, 'They pay in the run of the 25th, whatever we write.', 'reached')],
            promises: [promise(2, weekdayOnOrAfter(addDays(today, 5)), 'In the next payment run.')],
          }
        : story;
    default:
      return story;
  }
}

const REMINDED_FROM: Readonly<Partial<Record<Habit, true>>> = {
  habitually_late: true,
  cannot_pay: true,
  will_not_pay: true,
  a_little_late: true,
  group_pays: true,
};

/** Levels as the strategy sends them: from 3, 14 and 30 days after the due day of the oldest item. */
const LEVELS = [
  { level: 1, days: 4 },
  { level: 2, days: 15 },
  { level: 3, days: 31 },
] as const;
/** The last days belong to the decisions of today. */
const QUIET_DAYS = 6;

function remindersOf(player: Player, overdue: readonly DemoInvoice[], today: Day): PastReminder[] {
  const [oldest] = overdue;
  if (oldest === undefined || !REMINDED_FROM[player.habit]) return [];
  return LEVELS.flatMap(({ level, days }) => {
    const on = weekdayOnOrAfter(addDays(oldest.dueOn, days));
    if (daysBetween(on, today) < QUIET_DAYS) return [];
    const references = overdue
      .filter(({ dueOn, issuedOn }) => dueOn < on && issuedOn < on)
      .map(({ reference }) => reference);
    return [{ customer: player.number, on, level, references }];
  });
}

function weekdayBack(today: Day, days: number): Day {
  const day = weekdayOnOrAfter(addDays(today, -days));
  return day < today ? day : addDays(today, -3);
}
