import type { Granted } from '@goodterms/core/cash/granted-remainder.ts';
import type { Matched } from '@goodterms/core/cash/matching.ts';
import { sameShares } from '@goodterms/core/cash/match-shares.ts';
import { assert } from '@goodterms/core/kernel/assert.ts';
import type {
  AllocationId,
  BankLineId,
  CreditItemId,
  CustomerId,
} from '@goodterms/core/kernel/id.ts';
import type { AllocationDraft } from '@goodterms/core/ledger/allocation.ts';
import type { CreditItem } from '@goodterms/core/ledger/credit-item.ts';
import { allocateAll } from '../ledger/allocation.actions.ts';
import { allocateNothing, forgetPayers, identifyPayments } from '../ledger/payment.actions.ts';
import type { Context } from '../platform/context.ts';
import { record } from '../platform/journal.ts';
import type { BookedLine } from './bank-line.queries.ts';
import { adjustedBy, sharesOf, type MatchingPlan } from './matching-plan.actions.ts';
import { noteRead } from './open-line.actions.ts';
import type { LineRead } from './open-line.store.ts';
import {
  BY_RULE,
  expectMatches,
  insertMatches,
  lockLines,
  type LineWithMatch,
} from './match.store.ts';
import {
  closeReturned,
  dissolveReturned,
  reopenReturned,
  sayWhoSent,
  type Returned,
} from './returned-payment.actions.ts';
import { noticeShortPayments } from './short-payment.actions.ts';
import { matchedItem, takeBackMatches } from './taking-back.actions.ts';
import { takeBackLessons } from './teaching.actions.ts';

/** A new line, after it has been booked. */
export type BookedAs = {
  readonly lineId: BankLineId;
  /** A payment has one; a payment that went back has none of its own. */
  readonly creditItemId: CreditItemId | undefined;
  /** The payment, when it came with the counter of what the plan settles with it. */
  readonly counted?: CreditItem | undefined;
};

type MatchedInOrder = Matched & { readonly granted?: Granted | undefined };

export type Applied = {
  readonly matched: number;
  /** Matched by the rule, and refused by the ledger: the books moved while we decided. */
  readonly refused: readonly BankLineId[];
};

/**
 * Writes what a plan says: takes back what has changed, then settles, then notes the evidence. `by`
 * is who decided about its returns.
 */
export async function applyPlan(
  ctx: Context,
  plan: MatchingPlan,
  booked: ReadonlyMap<BankLineId, BookedAs>,
  by = BY_RULE,
): Promise<Applied> {
  for (const returned of plan.returns.dissolved) await dissolveReturned(ctx, returned, by);
  const changed = await stillAsPlanned(
    ctx,
    plan.again.filter((line) => hasChanged(line, plan)),
  );
  await takeBackMatches(ctx, changed, 'an_earlier_payment_came_later');
  await takeBackLessons(
    ctx,
    changed.filter(({ match }) => match !== undefined).map(({ id }) => id),
    ['stood'],
  );
  const found = await asTheyAre(ctx, plan.returns.found, booked);
  await reopenReturned(ctx, found);

  const places = new Map(booked);
  for (const { id, creditItemId } of changed) places.set(id, { lineId: id, creditItemId });
  const due = [...plan.decisions.values()].filter(
    (decision): decision is MatchedInOrder =>
      decision.verdict === 'matched' && places.has(decision.lineId),
  );
  await identifyAgain(ctx, plan, changed);
  await expectMatches(ctx, due.length);
  const applied = await settleAll(ctx, due, { places, plan });
  for (const returned of found) await close(ctx, returned, { plan, by });
  await noteRead(ctx, allRead(plan, places));
  return applied;
}

/** Every line that waits, as it was read; and those that were decided again and wait no more. */
function allRead(
  { open, again, returns }: MatchingPlan,
  places: ReadonlyMap<BankLineId, BookedAs>,
): LineRead[] {
  const gone = returns.found.map(({ payment }) => payment);
  const ids = new Set([...open.keys(), ...[...again, ...gone].map(({ id }) => id)]);
  return [...ids].map((id) => ({ lineId: places.get(id)?.lineId ?? id, open: open.get(id) }));
}

/** Holds the lines, and leaves out those about which somebody has decided meanwhile. */
async function stillAsPlanned(
  ctx: Context,
  lines: readonly LineWithMatch[],
): Promise<readonly LineWithMatch[]> {
  if (lines.length === 0) return [];
  const locked = await lockLines(
    ctx,
    lines.map(({ id }) => id),
  );
  return lines.filter((line) => {
    const now = locked.get(line.id);
    return now !== undefined && now.match?.id === line.match?.id && now.setAside === undefined;
  });
}

type ReturnedAsBooked = Returned & { readonly plannedId: BankLineId };

/** Holds the payments that went back, as they are by now. New lines have their own ids only here. */
async function asTheyAre(
  ctx: Context,
  found: readonly Returned[],
  booked: ReadonlyMap<BankLineId, BookedAs>,
): Promise<ReturnedAsBooked[]> {
  if (found.length === 0) return [];
  const idOf = ({ id }: BookedLine) => booked.get(id)?.lineId ?? id;
  const locked = await lockLines(
    ctx,
    found.flatMap(({ takenBack, payment }) => [idOf(takenBack), idOf(payment)]),
  );
  return found.map(({ takenBack, payment }) => {
    const lines = [locked.get(idOf(takenBack)), locked.get(idOf(payment))] as const;
    assert(lines[0] !== undefined && lines[1] !== undefined, 'both lines of a returned payment');
    return { takenBack: lines[0], payment: lines[1], plannedId: payment.id };
  });
}

async function close(
  ctx: Context,
  returned: ReturnedAsBooked,
  { plan: { senders }, by }: { readonly plan: MatchingPlan; readonly by: string },
): Promise<void> {
  const { plannedId, payment } = returned;
  if (senders.has(plannedId)) await sayWhoSent(ctx, payment, senders.get(plannedId));
  await closeReturned(ctx, returned, by);
}

function hasChanged(line: LineWithMatch, { decisions }: MatchingPlan): boolean {
  const decision = decisions.get(line.id);
  assert(decision !== undefined, 'a decision for every line that is decided again');
  if (decision.verdict === 'unapplied')
    return line.match !== undefined || line.customerId !== decision.customerId;
  return line.match === undefined || !sameDecision(line, decision);
}

function sameDecision(line: LineWithMatch, { tier, shares, granted }: MatchedInOrder): boolean {
  if (line.match?.tier !== tier || !sameShares(sharesOf(line), shares)) return false;
  return line.match.isAnswered || sameShares(adjustedBy(line), granted?.shares ?? []);
}

/** Lines that are decided again may belong to another customer now, or to nobody we know. */
async function identifyAgain(
  ctx: Context,
  { decisions }: MatchingPlan,
  changed: readonly LineWithMatch[],
): Promise<void> {
  const known: { creditItemId: CreditItemId; customerId: CustomerId }[] = [];
  const unknown: CreditItemId[] = [];
  for (const { id, creditItemId } of changed) {
    const customerId = decisions.get(id)?.customerId;
    if (!creditItemId) continue;
    if (customerId) known.push({ creditItemId, customerId });
    else unknown.push(creditItemId);
  }
  if (known.length > 0) {
    const identified = await identifyPayments(ctx, known);
    assert(identified.accepted, 'payments that settle nothing any more');
  }
  const forgotten = await forgetPayers(ctx, unknown);
  assert(forgotten.accepted, 'payments that settle nothing any more');
}

type Destination = {
  readonly places: ReadonlyMap<BankLineId, BookedAs>;
  readonly plan: MatchingPlan;
};

/** All at once; when the books have moved meanwhile, line by line, so that one never stops the rest. */
async function settleAll(
  ctx: Context,
  matches: readonly MatchedInOrder[],
  into: Destination,
): Promise<Applied> {
  const drafts = matches.map((match) => draftsOf(match, into.places));
  const counted = new Map(
    [...into.places.values()].flatMap(({ counted: one }) => (one ? [[one.id, one] as const] : [])),
  );
  const allocated = await allocateAll(ctx, drafts.flat(), { counted });
  if (allocated.accepted) {
    await noteMatches(ctx, matches, drafts, allocated.value, into);
    return { matched: matches.length, refused: [] };
  }
  await allocateNothing(ctx, [...counted.keys()]);
  const refused: BankLineId[] = [];
  for (const [i, match] of matches.entries()) {
    const theirs = drafts[i] ?? [];
    const alone = await allocateAll(ctx, theirs);
    if (alone.accepted) await noteMatches(ctx, [match], [theirs], alone.value, into);
    else refused.push(placeOf(match, into.places).lineId);
  }
  return { matched: matches.length - refused.length, refused };
}

async function noteMatches(
  ctx: Context,
  matches: readonly MatchedInOrder[],
  drafts: readonly (readonly AllocationDraft[])[],
  allocationIds: readonly AllocationId[],
  { places, plan }: Destination,
): Promise<void> {
  if (matches.length === 0) return;
  const journalId = await record(ctx, {
    fact: 'cash.lines_matched',
    data: { lines: matches.length, allocations: allocationIds.length },
  });
  let next = 0;
  await insertMatches(
    ctx,
    matches.map((match, i) => ({
      lineId: placeOf(match, places).lineId,
      customerId: match.customerId,
      tier: match.tier,
      evidence: match.evidence,
      items: (drafts[i] ?? []).map((draft) => matchedItem(draft, allocationIds[next++])),
      matchedBy: BY_RULE,
      journalId,
      concernedGroups: plan.concernedGroups.get(match.lineId),
    })),
  );
  await noticeShortPayments(
    ctx,
    matches.map((match) => ({
      lineId: placeOf(match, places).lineId,
      openItemIds: match.shares.map(({ openItemId }) => openItemId),
      granted: match.granted ?? ('nothing' as const),
    })),
  );
}

function draftsOf(match: Matched, places: ReadonlyMap<BankLineId, BookedAs>): AllocationDraft[] {
  const { creditItemId } = placeOf(match, places);
  assert(creditItemId !== undefined, 'a payment for every matched line');
  return match.shares.map(({ creditNoteId, openItemId, amount }) => ({
    creditItemId: creditNoteId ?? creditItemId,
    openItemId,
    amount,
  }));
}

function placeOf(match: Matched, places: ReadonlyMap<BankLineId, BookedAs>): BookedAs {
  const place = places.get(match.lineId);
  assert(place !== undefined, 'a place in the books for every matched line');
  return place;
}
