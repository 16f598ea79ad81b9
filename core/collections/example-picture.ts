import { toDay, type Day } from '../kernel/day.ts';
import type { Id } from '../kernel/id.ts';
import { parseMoney, toCurrency, type Money } from '../kernel/money.ts';
import { assert } from '../kernel/assert.ts';
import type { Dispute } from '../disputes/dispute.ts';
import { CONTACT_RULES } from '../settings/contact-rules.ts';
import { collectionSettings, type CollectionSettings } from './collection-settings.ts';
import type {
  ContactPicture,
  ItemInPicture,
  ProbablePayment,
  ShortPaid,
  Situation,
} from './contact-picture.ts';
import type { DunningHold } from './dunning-hold.ts';
import { STRATEGY } from './dunning-strategy.ts';
import type { PromiseToPay } from './promise-to-pay.ts';

/** A picture to begin a sentence with: Acme, one invoice, two weeks overdue, nothing in the way. Monday. */
export const TODAY = toDay('2026-03-02');

export const SETTINGS: CollectionSettings = collectionSettings({
  strategy: STRATEGY.defaults,
  strategyVersion: 0,
  rules: CONTACT_RULES.defaults,
  timeZone: 'Europe/Amsterdam',
});

export const CALM: Situation = {
  bankDataOn: toDay('2026-02-27'),
  bankAgeBusinessDays: 1,
  ledgerReadOn: undefined,
  ledgerAgeBusinessDays: 0,
  sending: 'on',
};

export function examplePicture(change: Partial<ContactPicture> = {}): ContactPicture {
  return {
    customerId: 'acme' as Id<'customer'>,
    today: TODAY,
    country: 'NL',
    isPersonal: false,
    insolventOn: undefined,
    contact: {
      id: 'anna' as Id<'contact'>,
      hasAddress: true,
      language: 'en',
      hoursFrom: undefined,
      hoursUntil: undefined,
      closedWeekdays: [],
      hasUnsubscribed: false,
    },
    items: [item('INV-7', '1250.00', '2026-02-14')],
    unallocated: [],
    probablePayments: [],
    promises: [],
    disputes: [],
    shortPaid: [],
    holds: [],
    lastMessageOn: undefined,
    hasMessageToResolve: false,
    ...change,
  };
}

export function item(
  id: string,
  amount: string,
  dueOn: string,
  reached?: { readonly level: number; readonly on: string },
): ItemInPicture {
  return {
    id: id as Id<'open item'>,
    dueOn: toDay(dueOn),
    open: amountOf(amount),
    level: reached?.level ?? 0,
    levelOn: reached && toDay(reached.on),
  };
}

export function shortPaid(of: string, amount: string, foundOn = '2026-02-27'): ShortPaid {
  return {
    openItemId: of as Id<'open item'>,
    amount: amountOf(amount),
    foundOn: toDay(foundOn),
  };
}

export function dispute(of: string, amount?: string, openedOn = '2026-02-27'): Dispute {
  return {
    id: `dispute of ${of}` as Id<'dispute'>,
    openItemId: of as Id<'open item'>,
    amount: amount === undefined ? undefined : amountOf(amount),
    openedOn: toDay(openedOn),
    isClosed: false,
  };
}

export function promise(
  amount: string,
  by: string,
  about: { readonly items?: Readonly<Record<string, string>>; readonly paid?: string } = {},
): PromiseToPay {
  const named = Object.entries(about.items ?? {});
  return {
    id: `promise by ${by}` as Id<'promise to pay'>,
    amount: amountOf(amount),
    promisedFor: toDay(by),
    madeOn: toDay('2026-02-20'),
    isCancelled: false,
    items: named.map(([id, part]) => ({
      openItemId: id as Id<'open item'>,
      amount: amountOf(part),
      paid: amountOf('0.00'),
    })),
    paid: amountOf(about.paid ?? '0.00'),
  };
}

export function probable(
  of: string,
  amount: string,
  { isTheirs = false }: { readonly isTheirs?: boolean } = {},
): ProbablePayment {
  return {
    openItemId: of as Id<'open item'>,
    amount: amountOf(amount),
    isTheirs,
    on: toDay('2026-02-27'),
  };
}

export function hold(untilOn: string, of?: string, fromOn: Day = toDay('2026-02-20')): DunningHold {
  return {
    id: `hold until ${untilOn}` as Id<'dunning hold'>,
    openItemId: of as Id<'open item'> | undefined,
    fromOn,
    untilOn: toDay(untilOn),
    isLifted: false,
  };
}

/** '1250.00', in euro, or '1250.00 USD'. */
export function amountOf(text: string): Money {
  const [amount = '', code = 'EUR'] = text.split(' ');
  const parsed = parseMoney(amount, toCurrency(code));
  assert(parsed !== undefined, `an amount, not '${text}'`);
  return parsed;
}
