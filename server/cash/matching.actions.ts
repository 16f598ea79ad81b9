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
import { allocateAll } from '../ledger/allocation.actions.ts';
import { forgetPayers, identifyPayments } from '../ledger/payment.actions.ts';
import type { Context } from '../platform/context.ts';
import { record } from '../platform/journal.ts';
import type { BookedLine } from './bank-line.queries.ts';
import { sharesOf, type MatchingPlan } from './matching-plan.actions.ts';
import {
  BY_RULE,
  expectMatches,
  insertMatches,
  lockLines,
  type LineWithMatch,
} from './match.store.ts';
import { closeReturned, reopenReturned, type Returned } from './returned-payment.actions.ts';
import { matchedItem, takeBackMatches } from './taking-back.actions.ts';

/** A new line, after it has been booked. */
export type BookedAs = {
  readonly lineId: BankLineId;
  /** A payment has one; a payment that went back has none of its own. */
  readonly creditItemId: CreditItemId | undefined;
};

export type Applied = {
  readonly matched: number;
  /** Matched by the rule, and refused by the ledger: the books moved while we decided. */
  readonly refused: readonly BankLineId[];
};

/** Writes what a plan says: takes back what has changed, then settles, then notes the evidence. */
export async function applyPlan(
  ctx: Context,
  plan: MatchingPlan,
  booked: ReadonlyMap<BankLineId, BookedAs>,
): Promise<Applied> {
  const goneBack = new Set(plan.returned.map(({ payment }) => payment.id));
  const changed = await stillAsPlanned(
    ctx,
    plan.neighbours.filter((line) => hasChanged(line, plan)),
  );
  await takeBackMatches(ctx, changed, 'an_earlier_payment_came_later');
  await reopenReturned(ctx, plan.returned);

  const places = new Map(booked);
  for (const { id, creditItemId } of changed) places.set(id, { lineId: id, creditItemId });
  const due = [...plan.decisions.values()].filter(
    (decision): decision is Matched =>
      decision.verdict === 'matched' &&
      places.has(decision.lineId) &&
      !goneBack.has(decision.lineId),
  );
  await identifyAgain(ctx, plan, changed);
  await expectMatches(ctx, due.length);
  const applied = await settleAll(ctx, due, places);
  for (const returned of plan.returned) await closeReturned(ctx, asBooked(returned, booked));
  return applied;
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

/** New lines have their own ids only now that they are booked. */
function asBooked(returned: Returned, booked: ReadonlyMap<BankLineId, BookedAs>): Returned {
  const named = <Line extends BookedLine>(line: Line): Line => {
    const place = booked.get(line.id);
    return place ? { ...line, id: place.lineId, creditItemId: place.creditItemId } : line;
  };
  return { takenBack: named(returned.takenBack), payment: named(returned.payment) };
}

function hasChanged(line: LineWithMatch, { decisions }: MatchingPlan): boolean {
  const decision = decisions.get(line.id);
  assert(decision !== undefined, 'a decision for every neighbour');
  if (decision.verdict === 'unapplied')
    return line.match !== undefined || line.customerId !== decision.customerId;
  return line.match === undefined || !sameShares(sharesOf(line), decision.shares);
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

/** All at once; when the books have moved meanwhile, line by line, so that one never stops the rest. */
async function settleAll(
  ctx: Context,
  matches: readonly Matched[],
  places: ReadonlyMap<BankLineId, BookedAs>,
): Promise<Applied> {
  const drafts = matches.map((match) => draftsOf(match, places));
  const allocated = await allocateAll(ctx, drafts.flat());
  if (allocated.accepted) {
    await noteMatches(ctx, matches, drafts, allocated.value, places);
    return { matched: matches.length, refused: [] };
  }
  const refused: BankLineId[] = [];
  for (const [i, match] of matches.entries()) {
    const theirs = drafts[i] ?? [];
    const alone = await allocateAll(ctx, theirs);
    if (alone.accepted) await noteMatches(ctx, [match], [theirs], alone.value, places);
    else refused.push(placeOf(match, places).lineId);
  }
  return { matched: matches.length - refused.length, refused };
}

async function noteMatches(
  ctx: Context,
  matches: readonly Matched[],
  drafts: readonly (readonly AllocationDraft[])[],
  allocationIds: readonly AllocationId[],
  places: ReadonlyMap<BankLineId, BookedAs>,
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
