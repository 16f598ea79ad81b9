import { addDays, daysBetween, type Day } from '../kernel/day.ts';
import { decimalsOf, type Money } from '../kernel/money.ts';
import { addBusinessDays } from '../settings/calendar.ts';
import type { CollectionSettings } from './collection-settings.ts';
import type { GateAnswer } from './contact-gate.ts';
import type { ContactPicture } from './contact-picture.ts';
import type { DecisionFacts } from './decision-facts.ts';
import type { DecisionInWords } from './reason-sentence.ts';

/** 0: nothing for a person today. Tiers are worked through in their order, and never weighed against each other. */
export type Tier = 0 | 1 | 2 | 3 | 4 | 5;

export const TIER_TITLES: Readonly<Record<Exclude<Tier, 0>, string>> = {
  1: 'We owe them an answer',
  2: 'Broken promises',
  3: 'Clocks this week',
  4: 'Value at risk',
  5: 'Keep in touch',
};

/** What a person does next, for the program that leads them there. */
export const NEXT_TASKS = [
  'answer',
  'address',
  'resolve',
  'write',
  'call',
  'message',
  'look',
] as const;
export type NextTask = (typeof NEXT_TASKS)[number];

/** The next step as a verb, for the button of a row. */
export function nextAction(
  tier: Tier,
  { action, because }: Pick<DecisionInWords, 'action' | 'because'>,
): string {
  return NEXT_ACTIONS[nextTask(tier, { action, because })];
}

export function nextTask(
  tier: Tier,
  { action, because }: Pick<DecisionInWords, 'action' | 'because'>,
): NextTask {
  if (tier === 1) return 'answer';
  if (because === 'no_contact_address') return 'address';
  if (because === 'message_to_resolve') return 'resolve';
  if (because === 'personal') return 'write';
  if (tier === 2 || action === 'person') return 'call';
  return action === 'remind' ? 'message' : 'look';
}

const NEXT_ACTIONS: Readonly<Record<NextTask, string>> = {
  answer: 'Answer the dispute',
  address: 'Find an address',
  resolve: 'Look at the letter',
  write: 'Write yourself',
  call: 'Call',
  message: 'See the reminder',
  look: 'Look at the customer',
};

/** What the worklist looks at: the decision with what it was made from. */
export type WorkAtHand = {
  readonly picture: ContactPicture;
  readonly gate: GateAnswer;
  readonly action: 'remind' | 'wait' | 'person';
  readonly because: string;
  readonly facts: DecisionFacts;
  readonly settings: CollectionSettings;
};

export function tierOf(work: WorkAtHand): Tier {
  const { gate, action, because, facts } = work;
  if (oweAnAnswer(work)) return 1;
  // Without fresh bank data nobody knows what was paid, so nobody is told that he broke his word.
  if (
    gate.chaseable.length === 0 ||
    because === 'bank_data_too_old' ||
    because === 'ledger_too_old'
  )
    return 0;
  if (facts.brokenPromises > 0) return 2;
  if (daysToClock(work) !== undefined) return 3;
  if (action === 'person') return 4;
  if (action === 'wait') return 0;
  return facts.lastLevel > 0 ? 4 : 5;
}

/** Within a tier: what is at stake × what acting now changes × urgency ÷ the minutes it takes. */
export function rankOf(work: WorkAtHand): bigint {
  const { gate, action, facts } = work;
  const stake = gate.chaseable.length > 0 ? gate.chaseable : gate.overdue;
  const days = facts.oldestDueOn === undefined ? 0 : daysBetween(facts.oldestDueOn, facts.today);
  const left = daysToClock(work);
  const urgency = left === undefined ? 1 : 2 - left / CLOCK_CALENDAR_DAYS;
  const minutes = action === 'person' ? MINUTES_OF_A_CALL : MINUTES_OF_A_LOOK;
  const worth = stake.reduce((sum, amount) => sum + roughWorth(amount), 0);
  return BigInt(Math.round((worth * liftOfActingNow(days) * urgency * 100) / minutes));
}

const MINUTES_OF_A_CALL = 10;
const MINUTES_OF_A_LOOK = 4;

/** So many business days after it was opened we owe an answer to a dispute. */
const REPLY_BUSINESS_DAYS = 5;

/** An open dispute that has waited for us longer than we allow ourselves. */
function oweAnAnswer({ facts, settings }: WorkAtHand): boolean {
  if (facts.disputedSince === undefined) return false;
  const answerBy = addBusinessDays(settings.calendar, facts.disputedSince, REPLY_BUSINESS_DAYS);
  return answerBy < facts.today;
}

const CLOCK_BUSINESS_DAYS = 3;
const CLOCK_CALENDAR_DAYS = 7;
/** Insurers, lenders and auditors look at what is more than so many days overdue. */
const EDGES_DAYS = [60, 90] as const;

/** Days until an askable item rolls past 60 or 90 days; undefined when none does within three business days. */
function daysToClock({ gate, facts, settings }: WorkAtHand): number | undefined {
  const { today } = facts;
  let soonest: number | undefined;
  let horizon: Day | undefined;
  for (const { askable, item } of gate.items) {
    if (askable <= 0n) continue;
    const over = daysBetween(item.dueOn, today);
    for (const edge of EDGES_DAYS) {
      const left = edge + 1 - over;
      if (left < 1 || left > CLOCK_CALENDAR_DAYS || (soonest ?? left + 1) <= left) continue;
      horizon ??= addBusinessDays(settings.calendar, today, CLOCK_BUSINESS_DAYS);
      if (addDays(today, left) <= horizon) soonest = left;
    }
  }
  return soonest;
}

/**
 * How much more of an amount comes in when it is asked for today and not in five days, from the
 * agencies' decay curves (94 % collectable when due, 74 % at 90 days, 50 % at half a year, 25 % at
 * a year), until the company's own vintages say better.
 */
function liftOfActingNow(daysOverdue: number): number {
  return collectable(daysOverdue) - collectable(daysOverdue + 5);
}

const CURVE = [
  [0, 0.94],
  [90, 0.74],
  [180, 0.5],
  [365, 0.25],
  [730, 0.1],
] as const;

function collectable(days: number): number {
  for (let i = 1; i < CURVE.length; i += 1) {
    const [from, high] = CURVE[i - 1] ?? CURVE[0];
    const [until, low] = CURVE[i] ?? CURVE[0];
    if (days <= until) return high - ((high - low) * (days - from)) / (until - from);
  }
  return 0.1;
}

/**
 * A yardstick to put rows of several currencies in one order, and nothing else: no sum is ever
 * shown or asked for by it. Rough values of one unit in euro.
 */
const ROUGH_EURO: Readonly<Record<string, number>> = {
  CZK: 0.04,
  DKK: 0.13,
  GBP: 1.15,
  HUF: 0.0025,
  INR: 0.01,
  ISK: 0.007,
  JPY: 0.006,
  KRW: 0.0006,
  NOK: 0.085,
  PLN: 0.23,
  SEK: 0.09,
  ZAR: 0.05,
};

function roughWorth({ minor, currency }: Money): number {
  return (Number(minor) / 10 ** decimalsOf(currency)) * (ROUGH_EURO[currency] ?? 1);
}
