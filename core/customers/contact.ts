import type { Weekday } from '../kernel/day.ts';
import { accept, refuse, type Outcome } from '../kernel/outcome.ts';
import { parseMailAddress } from './mail-address.ts';

/** A person at the customer, and how to reach them. */
export type ContactDraft = {
  readonly name: string;
  /** How they like to be addressed: 'Ms Larsen', 'Anna'. */
  readonly greetingName?: string | undefined;
  readonly role?: string | undefined;
  readonly email?: string | undefined;
  readonly phone?: string | undefined;
  /** ISO 639, two letters. */
  readonly language?: string | undefined;
  /** The one who is written to; a customer has at most one. */
  readonly isPrimary: boolean;
  /** Wall time 'HH:MM' where they are. */
  readonly hoursFrom?: string | undefined;
  readonly hoursUntil?: string | undefined;
  readonly closedWeekdays?: readonly Weekday[] | undefined;
};

export type ContactRefusal = 'address_must_be_valid' | 'hours_must_be_a_span';

/** An empty text says the same as none: people clear a field rather than remove it. */
export function acceptContact(draft: ContactDraft): Outcome<ContactDraft, ContactRefusal> {
  const { email, hoursFrom, hoursUntil } = draft;
  const address = email?.trim() ?? '';
  if (address !== '' && parseMailAddress(address) === undefined)
    return refuse('address_must_be_valid');
  if (hoursFrom !== undefined && hoursUntil !== undefined && hoursFrom >= hoursUntil)
    return refuse('hours_must_be_a_span');
  return accept({ ...draft, name: draft.name.trim(), email: address === '' ? undefined : address });
}
