import { daysBetween } from '../kernel/day.ts';
import type { Because } from './dunning.ts';
import { reasonSentence, type DecisionInWords } from './reason-sentence.ts';
import { sayCount, sayDay, sayOrdinal } from './spoken.ts';

/**
 * The reason as it stands in a row of the worklist: shorter than `reasonSentence`, without the
 * amount, which stands beside it, and with what sets this customer apart said first.
 */
export function rowSentence(decision: DecisionInWords): string {
  const apart = [broken(decision), disputed(decision), SAID_FIRST[decision.because]];
  const words = apart.filter((part) => part !== undefined);
  const standing = standingOf(decision);
  return standing === undefined ? reasonSentence(decision) : [...words, standing].join(' ');
}

const SAID_FIRST: Readonly<Partial<Record<Because, string>>> = {
  last_step_taken: 'After the last reminder.',
  personal: 'Here a person writes.',
  no_contact_address: 'We know no address.',
  contact_unsubscribed: 'Wishes no mail.',
  message_to_resolve: 'Our last letter is in doubt.',
};

function broken({ facts }: DecisionInWords): string | undefined {
  if (facts.brokenPromises === 0 || facts.brokenFor === undefined) return undefined;
  const last = sayDay(facts.brokenFor, facts.today);
  return facts.brokenPromises === 1
    ? `A promise for ${last} was not kept.`
    : `${facts.brokenPromises} promises were not kept, the last for ${last}.`;
}

function disputed({ facts }: DecisionInWords): string | undefined {
  if (facts.disputedSince === undefined) return undefined;
  return `Disputed since ${sayDay(facts.disputedSince, facts.today)}.`;
}

/** '5 invoices, the oldest 73 days over; the first reminder is due.' */
function standingOf({ because, level, chaseable, facts }: DecisionInWords): string | undefined {
  if (facts.oldestDueOn === undefined || chaseable.length === 0) return undefined;
  const days = sayCount(daysBetween(facts.oldestDueOn, facts.today), 'day');
  const what =
    facts.overdueItems === 1
      ? `1 invoice, ${days} over`
      : `${sayCount(facts.overdueItems, 'invoice')}, the oldest ${days} over`;
  const step = because === 'step_due' && level !== undefined;
  return step ? `${what}; the ${sayOrdinal(level)} reminder is due.` : `${what}.`;
}
