import { DISPUTE_REASONS } from '../disputes/dispute.ts';
import type { Day } from '../kernel/day.ts';
import type { Money } from '../kernel/money.ts';
import { sayAmount, sayDay, sayOrdinal } from './spoken.ts';

/** What people filter the stream by. */
export type TimelineKind =
  | 'message'
  | 'payment'
  | 'promise'
  | 'dispute'
  | 'hold'
  | 'note'
  | 'ledger'
  | 'change';

/** Something that happened with a customer, as the books keep it. */
export type TimelineEvent = {
  readonly kind: TimelineKind;
  /** What happened, such as `promise_made`; a fact's name for a change. */
  readonly what: string;
  /** Words of a person, a reference, a subject. */
  readonly text: string;
  /** A reason, an outcome, a verdict, a state. */
  readonly extra: string;
  readonly level: number | undefined;
  readonly amount: Money | undefined;
  readonly on: Day | undefined;
};

export type TimelineWords = { readonly title: string; readonly detail: string };

/** A line of the stream in words. `today` decides whether a day needs its year. */
export function timelineWords(event: TimelineEvent, today: Day): TimelineWords {
  const { what, text, extra, on } = event;
  const day = on === undefined ? '' : sayDay(on, today);
  switch (what) {
    case 'invoice_issued':
      return { title: `Invoice ${text} issued`, detail: `Due ${day}.` };
    case 'debit_note_issued':
      return { title: `Debit note ${text} issued`, detail: `Due ${day}.` };
    case 'correction_issued':
    case 'correction':
      return { title: `Correction ${text} booked`, detail: '' };
    case 'payment':
      return { title: 'Payment received', detail: text };
    case 'credit_note':
      return { title: `Credit note ${text} issued`, detail: '' };
    case 'settled_elsewhere':
      return { title: 'Settled in the accounting system', detail: text };
    case 'discount_allowance':
      return { title: `${text} granted`, detail: '' };
    case 'write_off':
      return { title: `${text} waived`, detail: '' };
    case 'promise_made':
      return { title: `${amountOf(event)} promised for ${day}`, detail: text };
    case 'promise_cancelled':
      return { title: `Promise for ${day} taken back`, detail: text };
    case 'dispute_opened':
      return { title: `${extra} disputed: ${reasonTitle(text)}`, detail: '' };
    case 'dispute_closed':
      return {
        title: `Dispute about ${extra} closed: ${VERDICTS[text] ?? words(text)}`,
        detail: '',
      };
    case 'hold_set':
      return { title: `No reminders until ${day}: ${words(extra)}`, detail: text };
    case 'hold_lifted':
      return { title: 'Hold ended before its day', detail: '' };
    case 'note':
      return { title: 'Note', detail: text };
    case 'call':
      return { title: withOutcome('Call', extra), detail: text };
    case 'visit':
      return { title: withOutcome('Visit', extra), detail: text };
    case 'message':
      return { title: messageTitle(event), detail: text };
    default:
      return { title: CHANGES[what] ?? capital(words(what.split('.').at(-1) ?? what)), detail: '' };
  }
}

function messageTitle({ extra, level }: TimelineEvent): string {
  const noun = level === undefined ? 'Message' : `${capital(sayOrdinal(level))} reminder`;
  return `${noun} ${MESSAGE_STATES[extra] ?? words(extra)}`;
}

const MESSAGE_STATES: Readonly<Record<string, string>> = {
  waiting: 'waits to be sent',
  claimed: 'is being sent',
  data: 'is being sent',
  accepted: 'sent',
  refused: 'refused by the mail server',
  unknown: 'may have been sent; nobody knows yet',
  withdrawn: 'withdrawn before it left',
  quarantined: 'held in quarantine after a restore',
  failed: 'not sent',
};

const VERDICTS: Readonly<Record<string, string>> = {
  valid: 'the customer was right',
  not_valid: 'the item stands',
  withdrawn: 'the customer withdrew it',
};

/** Facts of the journal that nothing else in the stream tells. */
const CHANGES: Readonly<Record<string, string>> = {
  'customers.collector_assigned': 'Given to another collector',
  'customers.contact_added': 'Contact added',
  'customers.contact_changed': 'Contact changed',
  'ledger.allocation_reversed': 'Allocation taken back',
  'cash.short_payment_found': 'A payment left a part open',
};

/** The facts worth a line of their own. */
export const TOLD_FACTS: readonly string[] = Object.keys(CHANGES);

function reasonTitle(reason: string): string {
  const known: Readonly<Record<string, { readonly title: string }>> = DISPUTE_REASONS;
  return known[reason]?.title ?? words(reason);
}

function withOutcome(noun: string, outcome: string): string {
  return outcome === '' ? noun : `${noun}: ${words(outcome)}`;
}

function amountOf({ amount }: TimelineEvent): string {
  return amount === undefined ? 'Payment' : sayAmount(amount);
}

function words(code: string): string {
  return code.replaceAll('_', ' ');
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
