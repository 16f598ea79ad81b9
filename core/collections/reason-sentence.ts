import { daysBetween, type Day } from '../kernel/day.ts';
import { money, type Money } from '../kernel/money.ts';
import type { ExclusionReason } from './chaseable-remainder.ts';
import type { Check, CheckName } from './contact-gate.ts';
import type { Because, DecisionAction, ExcludedPart } from './dunning.ts';
import type { DecisionFacts } from './decision-facts.ts';
import { sayAmount, sayAmounts, sayCount, sayDay, sayOrdinal, sayTime, sayWhen } from './spoken.ts';

/** A decision as it is kept: enough to say it in words, whoever reads it and when. */
export type DecisionInWords = {
  readonly action: DecisionAction;
  readonly because: Because;
  readonly level: number | undefined;
  readonly chaseable: readonly Money[];
  readonly overdue: readonly Money[];
  readonly exclusions: readonly Pick<ExcludedPart, 'reason' | 'amount' | 'currency' | 'on'>[];
  readonly failed: readonly Check[];
  readonly facts: DecisionFacts;
};

/** The reason in a sentence or two that the customer could read: amounts and days, no codes, no blame. */
export function reasonSentence(decision: DecisionInWords): string {
  const parts = [because(decision), ...besides(decision)];
  return parts.filter((part) => part !== '').join(' ');
}

function because(decision: DecisionInWords): string {
  const { overdue, chaseable, facts, failed, level = 0 } = decision;
  const check = (name: CheckName) => failed.find((one) => one.check === name);
  switch (decision.because) {
    case 'step_due':
      return `${sayAmounts(chaseable)} ${areOverdue(facts)}; the ${sayOrdinal(level)} reminder is due.`;
    case 'step_not_due':
      return `${sayAmounts(chaseable)} ${areOverdue(facts)}; the ${sayOrdinal(facts.lastLevel + 1)} reminder is due ${when(facts.nextOn, facts)}.`;
    case 'last_step_taken':
      return `${sayAmounts(chaseable)} ${areOverdue(facts)} after the last reminder; it is time for a call.`;
    case 'nothing_overdue':
    case 'paid':
    case 'not_due':
      return 'Nothing is overdue.';
    case 'insolvent':
      return `Insolvent since ${day(check('insolvent')?.on, facts)}; the claim of ${sayAmounts(overdue)} is registered, not asked for.`;
    case 'dunning_hold':
      return `${sayAmounts(overdue)} is overdue; no reminders until ${day(facts.nextOn, facts)}, as was agreed here.`;
    case 'net_credit_balance':
      return `They have more to their credit than is open; ${sayAmounts(overdue)} waits to be set against it.`;
    case 'disputed':
      return `${taken(decision, 'disputed')} is disputed since ${day(facts.disputedSince, facts)}; we answer before we ask.`;
    case 'short_paid':
      return `${taken(decision, 'short_paid')} was left out of a payment of theirs; why is ours to find out before we ask.`;
    case 'promised':
      return `${taken(decision, 'promised')} is promised for ${day(facts.nextOn, facts)}; we wait for it.`;
    case 'payment_to_confirm':
      return `A payment that probably settles ${taken(decision, 'payment_to_confirm')} waits for a person here; that is ours to do.`;
    case 'unapplied_credit':
      return `${taken(decision, 'unapplied_credit')} of theirs is here and not set against an invoice yet; that is ours to do.`;
    case 'below_minimum':
      return `What is left to ask for, ${taken(decision, 'below_minimum')}, is too little for a letter.`;
    case 'personal':
      return `${sayAmounts(chaseable)} ${areOverdue(facts)}; here a person writes, not a machine.`;
    case 'no_contact_address':
      return `${sayAmounts(chaseable)} ${areOverdue(facts)}; we know no address to write to.`;
    case 'contact_unsubscribed':
      return `${sayAmounts(chaseable)} ${areOverdue(facts)}; the contact wishes no mail, so somebody calls.`;
    case 'message_to_resolve':
      return `${sayAmounts(chaseable)} ${areOverdue(facts)}; what became of our last letter is not clear, so a person looks first.`;
    case 'bank_data_too_old':
      return `Our bank data end ${when(check('bank_data_too_old')?.on, facts)}; they may have paid since, so we do not ask.`;
    case 'ledger_too_old':
      return `Payments come with our ledger, and it was last read ${when(check('ledger_too_old')?.on, facts)}; they may have paid since, so we do not ask.`;
    case 'already_contacted':
      return `We wrote ${when(facts.lastMessageOn, facts)}; ${sayAmounts(chaseable)} rests for now.`;
    case 'sending_stopped':
      return 'Sending is switched off.';
    case 'outside_business_day':
      return 'Nobody is at work there today.';
    case 'outside_hours':
      return 'It is outside the hours in which we write to them.';
  }
}

/** What else a collector should know at a glance. */
function besides({ because: main, facts, exclusions, chaseable }: DecisionInWords): string[] {
  const parts: string[] = [];
  if (facts.brokenPromises > 0)
    parts.push(
      facts.brokenPromises === 1
        ? `A promise for ${day(facts.brokenFor, facts)} was not kept.`
        : `${facts.brokenPromises} promises were not kept, the last for ${day(facts.brokenFor, facts)}.`,
    );
  const apart = EXCLUDED_WORDS.flatMap(([reason, words]) => {
    const amounts = reason === main || chaseable.length === 0 ? [] : sumsOf(exclusions, reason);
    return amounts.length > 0 ? [`${sayAmounts(amounts)} ${words}`] : [];
  });
  if (apart.length > 0) parts.push(`Not asked for: ${apart.join(', ')}.`);
  return parts;
}

const EXCLUDED_WORDS: readonly (readonly [ExclusionReason, string])[] = [
  ['disputed', 'disputed'],
  ['short_paid', 'left out of a payment'],
  ['promised', 'promised'],
  ['dunning_hold', 'on hold'],
  ['payment_to_confirm', 'probably paid'],
  ['unapplied_credit', 'covered by their credit'],
  ['below_minimum', 'too little for a letter'],
];

function areOverdue({ overdueItems, oldestDueOn, today }: DecisionFacts): string {
  if (oldestDueOn === undefined) return 'is open';
  const days = sayCount(daysBetween(oldestDueOn, today), 'day');
  return overdueItems === 1
    ? `is ${days} overdue`
    : `on ${sayCount(overdueItems, 'invoice')} is overdue, the oldest by ${days}`;
}

function taken({ exclusions }: DecisionInWords, reason: ExclusionReason): string {
  return sayAmounts(sumsOf(exclusions, reason));
}

function sumsOf(
  exclusions: DecisionInWords['exclusions'],
  reason: ExclusionReason,
): readonly Money[] {
  const totals = new Map<Money['currency'], bigint>();
  for (const part of exclusions)
    if (part.reason === reason)
      totals.set(part.currency, (totals.get(part.currency) ?? 0n) + part.amount);
  return [...totals].map(([currency, minor]) => money(minor, currency));
}

function day(on: Day | undefined, { today }: DecisionFacts): string {
  return on === undefined ? 'a day not known' : sayDay(on, today);
}

function when(on: Day | undefined, { today }: DecisionFacts): string {
  return on === undefined ? 'later' : sayWhen(on, today);
}

/** One exclusion of one item, as a sentence. */
export function exclusionSentence(
  { reason, amount, on }: { reason: ExclusionReason; amount: Money; on?: Day | undefined },
  today: Day,
): string {
  const said = sayAmount(amount);
  switch (reason) {
    case 'paid':
      return 'It is paid.';
    case 'not_due':
      return `It is due ${on === undefined ? 'later' : sayWhen(on, today)}.`;
    case 'insolvent':
      return `${said} belongs to a claim in insolvency.`;
    case 'dunning_hold':
      return `${said} is on hold${on === undefined ? '' : ` until ${sayDay(on, today)}`}.`;
    case 'disputed':
      return `${said} is disputed${on === undefined ? '' : ` since ${sayDay(on, today)}`}.`;
    case 'short_paid':
      return `${said} was left out of a payment${on === undefined ? '' : ` that was taken in on ${sayDay(on, today)}`}; why is ours to find out.`;
    case 'promised':
      return `${said} is promised${on === undefined ? '' : ` for ${sayDay(on, today)}`}.`;
    case 'payment_to_confirm':
      return `${said} probably came${on === undefined ? '' : ` on ${sayDay(on, today)}`}; a person has to confirm it.`;
    case 'unapplied_credit':
      return `${said} is covered by a credit that is not set against an invoice yet.`;
    case 'below_minimum':
      return `${said} is too little for a letter.`;
  }
}

/** One check, passed or not, as a sentence. */
export function checkSentence({ check, passed, on, count, limit }: Check, today: Day): string {
  const said = on === undefined ? 'a day not known' : sayDay(on, today);
  switch (check) {
    case 'nothing_overdue':
      return passed ? 'Something is overdue.' : 'Nothing is overdue.';
    case 'insolvent':
      return passed ? 'No insolvency is known.' : `Insolvent since ${said}.`;
    case 'dunning_hold':
      return passed ? 'Reminders are not on hold.' : `No reminders until ${said}.`;
    case 'net_credit_balance':
      return passed
        ? 'They owe more than they have to their credit.'
        : 'They have more to their credit than is open.';
    case 'nothing_askable':
      return passed
        ? 'Something may be asked for.'
        : 'All that is overdue is promised, disputed, on hold, covered or too little.';
    case 'personal':
      return passed
        ? 'Letters may be written by machine.'
        : 'A named person writes here, not a machine.';
    case 'no_contact_address':
      return passed ? 'We know whom to write to.' : 'We know no address to write to.';
    case 'contact_unsubscribed':
      return passed ? 'The contact takes our mail.' : 'The contact wishes no mail.';
    case 'message_to_resolve':
      return passed
        ? 'No letter to them is in doubt.'
        : 'What became of a letter to them is not clear; a person looks first.';
    case 'bank_data_too_old':
      if (on === undefined) return 'No bank account is connected; payments come with the ledger.';
      return passed
        ? `The bank data are of ${said}, fresh enough.`
        : `The bank data are of ${said}, older than ${sayCount(limit ?? 0, 'business day')}.`;
    case 'ledger_too_old':
      if (on === undefined) return 'Payments do not wait for the ledger.';
      return passed
        ? `The ledger was read on ${said}, recently enough.`
        : `The ledger was read on ${said}, longer than ${sayCount(limit ?? 0, 'business day')} ago.`;
    case 'already_contacted':
      if (on === undefined) return 'We have not written lately.';
      return passed
        ? `We last wrote on ${said}, long enough ago.`
        : `We wrote on ${said}, less than ${sayCount(limit ?? 0, 'day')} ago.`;
    case 'sending_stopped':
      return passed ? 'Sending is on.' : 'Sending is switched off; what is due waits.';
    case 'outside_business_day':
      return passed
        ? 'It is a working day, here and there.'
        : `Nobody is at work on ${said}, here or there.`;
    case 'outside_hours':
      return `Mail reaches them between ${sayTime(count ?? 0)} and ${sayTime(limit ?? 0)}, their time.`;
  }
}

/** What a reason is called where rows are counted by it. */
export const BECAUSE_TITLES: Readonly<Record<Because, string>> = {
  step_due: 'A reminder is due',
  step_not_due: 'The next reminder is not due yet',
  last_step_taken: 'The last reminder was sent',
  nothing_overdue: 'Nothing is overdue',
  insolvent: 'Insolvent',
  dunning_hold: 'On hold',
  net_credit_balance: 'In credit',
  personal: 'A person writes here',
  no_contact_address: 'No address to write to',
  contact_unsubscribed: 'Wishes no mail',
  message_to_resolve: 'A letter is in doubt',
  bank_data_too_old: 'Bank data too old',
  ledger_too_old: 'Ledger too old',
  already_contacted: 'Written to lately',
  sending_stopped: 'Sending is switched off',
  outside_business_day: 'Not a working day there',
  outside_hours: 'Outside their hours',
  paid: 'Paid',
  not_due: 'Not due',
  disputed: 'Disputed',
  short_paid: 'Paid short, ours to answer',
  promised: 'Promised',
  payment_to_confirm: 'A payment waits to be confirmed',
  unapplied_credit: 'Covered by unapplied credit',
  below_minimum: 'Too little for a letter',
};
