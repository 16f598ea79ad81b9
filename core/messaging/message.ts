import type { ContactId, CustomerId, MessageId, OpenItemId } from '../kernel/id.ts';
import type { Day } from '../kernel/day.ts';
import type { Money } from '../kernel/money.ts';

/** What a message to a customer is for. */
export type CustomerPurpose = 'reminder' | 'confirmation' | 'note';

/** A verification goes to ourselves: it proves that we may write in the sender's name. */
export type MessagePurpose = CustomerPurpose | 'verification';

/**
 * Where a message stands. `claimed` is taken for sending and nothing of its content has been
 * handed over; from `data` on the other side may have it. `unknown` means it may have arrived and
 * nobody told us: only a person moves it on.
 */
export type MessageState =
  | 'waiting'
  | 'claimed'
  | 'data'
  | 'accepted'
  | 'refused'
  | 'unknown'
  | 'withdrawn'
  | 'quarantined'
  | 'failed';

/** What a person or a rule may do with a message, and in which states. */
export type MessageDeed = 'withdraw' | 'release' | 'resolve' | 'try_again';

const ALLOWED: Readonly<Record<MessageDeed, readonly MessageState[]>> = {
  withdraw: ['waiting', 'claimed', 'quarantined', 'failed', 'refused'],
  release: ['quarantined'],
  resolve: ['unknown'],
  try_again: ['failed', 'refused'],
};

export function messageAllows(deed: MessageDeed, state: MessageState): boolean {
  return ALLOWED[deed].includes(state);
}

export function statesThatAllow(deed: MessageDeed): readonly MessageState[] {
  return ALLOWED[deed];
}

/** The message left us, or may have left us: its step is taken and is never taken again. */
export function hasOrMayHaveLeft(state: MessageState): boolean {
  return state === 'data' || state === 'accepted' || state === 'unknown';
}

/** Nothing more happens by itself, and a person has to look. */
export function needsAPerson(state: MessageState): boolean {
  return (
    state === 'unknown' || state === 'failed' || state === 'refused' || state === 'quarantined'
  );
}

/** A message as it is planned: what it will say is written when it is taken for sending. */
export type MessageDraft = {
  readonly customerId: CustomerId;
  readonly contactId?: ContactId | undefined;
  readonly purpose: CustomerPurpose;
  /** The item that called for a dunning step, and the step: a reminder has both. */
  readonly caseItemId?: OpenItemId | undefined;
  readonly level?: number | undefined;
  /** The name of the template; its newest version in `language` is used when the message goes. */
  readonly template: string;
  readonly language: string;
  readonly businessDay: Day;
  /** What the gate let through when it was planned; text only, amounts as `moneyText`. */
  readonly planned: Readonly<Record<string, unknown>>;
  /** Of everything planned: the same again need not replace it. */
  readonly digest?: number | undefined;
  /** Not before this moment; at once without it. */
  readonly availableAt?: Date | undefined;
  /** Withdrawn when it has not gone by then; three days after `availableAt` without it. */
  readonly deadline?: Date | undefined;
};

/** A message that is about to be taken for sending, as the gate is asked about it. */
export type MessageToSend = MessageDraft & {
  readonly id: MessageId;
  readonly attempts: number;
};

/** An item that the letter names, with what is open and what it asks for at the send instant. */
export type ItemToName = {
  readonly openItemId: OpenItemId;
  readonly reference: string;
  readonly issuedOn: Day;
  readonly dueOn: Day;
  readonly open: Money;
  readonly asked: Money;
};

/**
 * The gate's answer at the send instant. A `no` with `askAgainAt` leaves the message waiting until
 * then (the contact's hours, stale bank data); a `no` without it withdraws the message.
 */
export type GateAnswer =
  | {
      readonly go: true;
      readonly items: readonly ItemToName[];
      readonly proof: Readonly<Record<string, unknown>>;
    }
  | {
      readonly go: false;
      readonly because: string;
      readonly askAgainAt?: Date | undefined;
      /** What a message that only waits for its hour would name, for whoever reads it before. */
      readonly items?: readonly ItemToName[] | undefined;
      readonly proof: Readonly<Record<string, unknown>>;
    };

/** A message that left, or may have left, with what it named. */
export type MessageThatLeft = {
  readonly id: MessageId;
  readonly customerId: CustomerId;
  readonly purpose: CustomerPurpose;
  readonly caseItemId?: OpenItemId | undefined;
  readonly level?: number | undefined;
  readonly openItemIds: readonly OpenItemId[];
  /** The tenant's day of the send instant. */
  readonly leftOn: Day;
  /** False when the outcome is unknown. */
  readonly certain: boolean;
};
