import { addDays, type Day } from '../kernel/day.ts';
import type { CustomerId, DunningHoldId, OpenItemId } from '../kernel/id.ts';
import { accept, refuse, type Outcome } from '../kernel/outcome.ts';

export const HOLD_REASONS = [
  'ours_to_answer',
  'agreed_pause',
  'hardship',
  'relationship',
  'other',
] as const;
export type HoldReason = (typeof HOLD_REASONS)[number];

/** No reminders through a day: for a customer, or for one item. A hold without an end is forgotten. */
export type DunningHold = {
  readonly id: DunningHoldId;
  /** Undefined: the whole customer. */
  readonly openItemId: OpenItemId | undefined;
  readonly fromOn: Day;
  readonly untilOn: Day;
  readonly isLifted: boolean;
};

export type HoldDraft = {
  readonly customerId: CustomerId;
  readonly openItemId: OpenItemId | undefined;
  readonly reason: HoldReason;
  readonly note: string;
  readonly untilOn: Day;
};

export type HoldRefusal = 'day_must_not_be_past' | 'hold_must_be_dated_within_limit';

export function acceptHold(
  draft: HoldDraft,
  maxHoldDays: number,
  today: Day,
): Outcome<HoldDraft, HoldRefusal> {
  if (draft.untilOn < today) return refuse('day_must_not_be_past');
  const last = addDays(today, maxHoldDays);
  if (draft.untilOn > last) return refuse('hold_must_be_dated_within_limit', `At most ${last}.`);
  return accept(draft);
}

/** From its first day through its last, unless it was lifted. */
export function holds(hold: DunningHold, today: Day): boolean {
  return !hold.isLifted && hold.fromOn <= today && today <= hold.untilOn;
}

export function acceptLifting(
  hold: DunningHold,
  today: Day,
): Outcome<DunningHold, 'hold_must_be_in_force'> {
  return holds(hold, today) ? accept(hold) : refuse('hold_must_be_in_force');
}
