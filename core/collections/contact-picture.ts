import type { Day, Weekday } from '../kernel/day.ts';
import type { ContactId, CustomerId, OpenItemId } from '../kernel/id.ts';
import type { Money } from '../kernel/money.ts';
import type { Dispute } from '../disputes/dispute.ts';
import type { DunningHold } from './dunning-hold.ts';
import type { PromiseToPay } from './promise-to-pay.ts';

/** Everything that decides what may be said to a customer. Read afresh each time. */
export type ContactPicture = {
  readonly customerId: CustomerId;
  /** The calendar day where the customer is: an invoice due there today is not overdue yet. */
  readonly today: Day;
  /** Two letters of ISO 3166: whose public holidays are kept there. */
  readonly country: string | undefined;
  /** A special bond: a named person writes, and no machine. */
  readonly isPersonal: boolean;
  readonly insolventOn: Day | undefined;
  /** Whom a reminder would reach; undefined when nobody at the customer is known. */
  readonly contact: ContactToWrite | undefined;
  /**
   * What is overdue, oldest due first; and what is not due yet where credit stands against it,
   * where something was promised, or where somebody looks.
   */
  readonly items: readonly ItemInPicture[];
  /** Money and credit notes that are set against nothing yet, one amount a currency. */
  readonly unallocated: readonly Money[];
  /** Payments that probably settle certain items, and wait for a person. */
  readonly probablePayments: readonly ProbablePayment[];
  readonly promises: readonly PromiseToPay[];
  readonly disputes: readonly Dispute[];
  /** What payments left open, until somebody here has said why. */
  readonly shortPaid: readonly ShortPaid[];
  readonly holds: readonly DunningHold[];
  /** The last day a message left, or may have left, for this customer. */
  readonly lastMessageOn: Day | undefined;
  /** A letter was refused, failed, or may have arrived: a person looks at it before the next. */
  readonly hasMessageToResolve: boolean;
};

export type ShortPaid = {
  readonly openItemId: OpenItemId;
  readonly amount: Money;
  readonly foundOn: Day;
};

export type ContactToWrite = {
  readonly id: ContactId;
  readonly hasAddress: boolean;
  readonly language: string;
  /** Minutes since midnight where they are; undefined: our own hours hold. */
  readonly hoursFrom: number | undefined;
  readonly hoursUntil: number | undefined;
  readonly closedWeekdays: readonly Weekday[];
  readonly hasUnsubscribed: boolean;
};

export type ItemInPicture = {
  readonly id: OpenItemId;
  readonly dueOn: Day;
  readonly open: Money;
  /** The last level actually sent for it; 0 when none was. */
  readonly level: number;
  readonly levelOn: Day | undefined;
};

export type ProbablePayment = {
  readonly openItemId: OpenItemId;
  readonly amount: Money;
  /** The money is known as the customer's: it is among what is unallocated. */
  readonly isTheirs: boolean;
  /** The day it came. */
  readonly on: Day;
};

/** What holds for all customers of a company at the same moment. */
export type Situation = {
  /** The last booking day that the bank has told us of; undefined: no bank account is connected. */
  readonly bankDataOn: Day | undefined;
  /** Business days between then and today. */
  readonly bankAgeBusinessDays: number;
  /** The day on which a ledger file was last read, where payments come with the ledger alone. */
  readonly ledgerReadOn: Day | undefined;
  readonly ledgerAgeBusinessDays: number;
  readonly sending: 'on' | 'not_set_up' | 'stopped';
};

/** A moment where the customer is. */
export type LocalMoment = { readonly day: Day; readonly minutes: number };
