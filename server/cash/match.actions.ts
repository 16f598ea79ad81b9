import type { NotReceivable, SetAside } from '@goodterms/core/cash/bank-line.ts';
import { lineState } from '@goodterms/core/cash/line-state.ts';
import { sameShares, type MatchShare } from '@goodterms/core/cash/match-shares.ts';
import type { Tier } from '@goodterms/core/cash/matching.ts';
import type { Proposal } from '@goodterms/core/cash/proposal.ts';
import type {
  BankLineId,
  CreditItemId,
  CustomerId,
  OpenItemId,
} from '@goodterms/core/kernel/id.ts';
import type { Money } from '@goodterms/core/kernel/money.ts';
import { assert } from '@goodterms/core/kernel/assert.ts';
import { accept, refuse, type Outcome } from '@goodterms/core/kernel/outcome.ts';
import type { AllocationRefusal } from '@goodterms/core/ledger/allocation.ts';
import { learnBankAccount, unlearnBankAccount } from '../customers/bank-account.actions.ts';
import { allocateAll } from '../ledger/allocation.actions.ts';
import { forgetPayers, identifyPayments } from '../ledger/payment.actions.ts';
import { openItemsOf } from '../ledger/open-item.queries.ts';
import type { Context } from '../platform/context.ts';
import { record } from '../platform/journal.ts';
import {
  learnFromConfirmation,
  learnFromSettingAside,
  learnFromUndoing,
} from './decision-lesson.actions.ts';
import { customerIsHere, payersOf } from './match-candidates.queries.ts';
import { noteRead } from './open-line.actions.ts';
import { noteProbablePayments } from './probable-payment.actions.ts';
import { areOfSeveral, groupsOwing } from './owing-groups.queries.ts';
import { proposalsFor, readOpenLines } from './proposal.queries.ts';
import {
  insertMatches,
  matchInForce,
  otherConfirmations,
  setLinesAside,
  type LockedLine,
} from './match.store.ts';
import { takeReturnApart } from './named-return.actions.ts';
import { actorText, factsOf, lineFor } from './line-deed.queries.ts';
import { noticeShortPayments } from './short-payment.actions.ts';
import { matchedItem, takeBackMatches } from './taking-back.actions.ts';

export type ChosenItem = {
  readonly openItemId: OpenItemId;
  readonly amount: Money;
  /** The credit note that settles this part, when it is not the payment itself. */
  readonly creditNoteId?: CreditItemId | undefined;
};

export type ConfirmRefusal =
  | 'not_found'
  | 'line_must_be_open'
  | 'customer_must_exist'
  | AllocationRefusal;

/** A person says what a line pays; what is left of it stays on the customer's account. */
export async function confirmMatch(
  ctx: Context,
  lineId: BankLineId,
  chosen: { readonly customerId: CustomerId; readonly items: readonly ChosenItem[] },
): Promise<Outcome<true, ConfirmRefusal>> {
  const found = await lineFor(ctx, lineId, 'match', 'line_must_be_open');
  if (!found.accepted) return found;
  const line = found.value;
  const { creditItemId } = line;
  assert(creditItemId !== undefined, 'a payment for a line that brought money');
  if (!(await customerIsHere(ctx, chosen.customerId))) return refuse('customer_must_exist');

  const proposals = await proposalsOf(ctx, line);
  const proposed = fitting(proposals, chosen)?.evidence;
  const openBefore = await openItemsOf(ctx, chosen.customerId);
  await sayWhose(ctx, line, chosen.customerId);
  const drafts = chosen.items.map(({ creditNoteId, openItemId, amount }) => ({
    creditItemId: creditNoteId ?? creditItemId,
    openItemId,
    amount,
  }));
  const allocated = await allocateAll(ctx, drafts);
  if (!allocated.accepted) return allocated;

  const tier = tierOf(chosen, proposed !== undefined);
  const journalId = await record(ctx, {
    fact: 'cash.match_confirmed',
    customerId: chosen.customerId,
    data: { lineId, tier, items: chosen.items.length },
  });
  await insertMatches(ctx, [
    {
      lineId,
      customerId: chosen.customerId,
      tier,
      evidence: [...(proposed ?? []), { kind: 'chosen_by_person', value: '' }],
      items: drafts.map((draft, i) => matchedItem(draft, allocated.value[i])),
      matchedBy: actorText(ctx),
      journalId,
    },
  ]);
  await noticeShortPayments(ctx, [
    { lineId, openItemIds: chosen.items.map(({ openItemId }) => openItemId) },
  ]);
  const groups = await groupsOwing(
    ctx,
    chosen.items.map(({ openItemId }) => openItemId),
  );
  const isForSeveral = areOfSeveral(chosen.items, groups);
  if (!isForSeveral) await learnBankAccount(ctx, chosen.customerId, line.line.payerAccount);
  const { currency } = line.line.amount;
  await learnFromConfirmation(ctx, {
    line,
    matchId: await matchInForce(ctx, lineId),
    journalId,
    customerId: chosen.customerId,
    isForSeveral,
    shares: chosen.items.map(toShare),
    proposals,
    openBefore: openBefore.filter((item) => item.openAmount.currency === currency),
  });
  await noteRead(ctx, [{ lineId, open: undefined }]);
  if (chosen.items.length === 0) await holdForeign(ctx, lineId, { proposals, chosen });
  return accept(true);
}

/** Money in another currency stays on account; what it probably paid is not asked for all the same. */
async function holdForeign(
  ctx: Context,
  lineId: BankLineId,
  { proposals, chosen }: { proposals: readonly Proposal[]; chosen: { customerId: CustomerId } },
): Promise<void> {
  const [best] = proposals;
  if (best?.customerId !== chosen.customerId || best.foreign.length === 0) return;
  await noteProbablePayments(ctx, [{ lineId, proposals: [best] }]);
}

/** Says whose money it is, and sets it against nothing yet. */
export function putOnAccount(
  ctx: Context,
  lineId: BankLineId,
  customerId: CustomerId,
): Promise<Outcome<true, ConfirmRefusal>> {
  return confirmMatch(ctx, lineId, { customerId, items: [] });
}

/** This money is no receivable: interest of the bank, a refund of a supplier. */
export async function setLineAside(
  ctx: Context,
  lineId: BankLineId,
  kind: NotReceivable = 'other',
): Promise<Outcome<true, 'not_found' | 'line_must_be_open'>> {
  const found = await lineFor(ctx, lineId, 'set_aside', 'line_must_be_open');
  if (!found.accepted) return found;
  const line = found.value;
  const proposals = await proposalsOf(ctx, line);
  await setLinesAside(ctx, [lineId], 'not_a_receivable', kind);
  await sayWhose(ctx, line, undefined);
  const journalId = await record(ctx, {
    fact: 'cash.line_set_aside',
    customerId: line.customerId,
    data: { lineId, why: 'not_a_receivable' satisfies SetAside, kind },
  });
  await noteRead(ctx, [{ lineId, open: undefined }]);
  if (line.line.amount.minor > 0n) await learnFromSettingAside(ctx, { line, proposals, journalId });
  return accept(true);
}

/** Takes back what was decided about a line: by the rule or by a person. */
export async function undoMatch(
  ctx: Context,
  lineId: BankLineId,
): Promise<Outcome<true, 'not_found' | 'line_must_be_decided'>> {
  const found = await lineFor(ctx, lineId, 'undo', 'line_must_be_decided');
  if (!found.accepted) return found;
  const line = found.value;
  if (lineState(factsOf(line)) === 'returned') return takeReturnApart(ctx, line);
  const { match } = line;
  const account = line.line.payerAccount;
  if (match) {
    const [journalId] = await takeBackMatches(ctx, [line], 'a_person_took_it_back', actorText(ctx));
    assert(journalId !== undefined, 'a fact for the match that is undone');
    await learnFromUndoing(ctx, line, journalId);
    if (account && !(await otherConfirmations(ctx, match.customerId, account)))
      await unlearnBankAccount(ctx, match.customerId, account);
  } else {
    await setLinesAside(ctx, [lineId], undefined);
    const journalId = await record(ctx, { fact: 'cash.line_taken_up_again', data: { lineId } });
    await learnFromUndoing(ctx, line, journalId);
  }
  if (line.creditItemId) {
    const payers = account ? await payersOf(ctx, account) : [];
    await sayWhose(ctx, line, payers.length === 1 ? payers[0] : undefined);
    await noteRead(ctx, await readOpenLines(ctx, [line]));
  }
  return accept(true);
}

/** Whose payment it is from now on; whoever had it before looks again as well. */
async function sayWhose(
  ctx: Context,
  { creditItemId, customerId: before }: LockedLine,
  customerId: CustomerId | undefined,
): Promise<void> {
  if (!creditItemId || before === customerId) return;
  if (before !== undefined) {
    const forgotten = await forgetPayers(ctx, [creditItemId]);
    // What somebody has set against items by hand stays, and with it whose payment it is.
    if (!forgotten.accepted) return;
  }
  if (customerId === undefined) return;
  const identified = await identifyPayments(ctx, [{ creditItemId, customerId }]);
  assert(identified.accepted, 'a payment that settles nothing');
}

async function proposalsOf(ctx: Context, line: LockedLine): Promise<readonly Proposal[]> {
  return (await proposalsFor(ctx, [line])).get(line.id)?.proposals ?? [];
}

/** The proposal that the person has confirmed as it was; undefined for another choice. */
function fitting(
  proposals: readonly Proposal[],
  { customerId, items }: { customerId: CustomerId; items: readonly ChosenItem[] },
): Proposal | undefined {
  return proposals.find(
    (proposal) => proposal.customerId === customerId && sameShares(proposal.shares, items),
  );
}

function toShare({ openItemId, amount, creditNoteId }: ChosenItem): MatchShare {
  return creditNoteId === undefined ? { openItemId, amount } : { openItemId, amount, creditNoteId };
}

function tierOf({ items }: { items: readonly ChosenItem[] }, wasProposed: boolean): Tier {
  if (items.length === 0) return 'on_account';
  return wasProposed ? 'confirmed' : 'by_hand';
}
