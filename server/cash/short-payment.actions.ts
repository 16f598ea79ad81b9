import type { Granted } from '@goodterms/core/cash/granted-remainder.ts';
import {
  acceptAnswer,
  isPaidInInstalments,
  type AnswerDraft,
  type AnswerRefusal,
  type ShortPaymentAnswer,
} from '@goodterms/core/cash/short-payment.ts';
import { SHORT_PAYMENT_RULES } from '@goodterms/core/cash/short-payment-rules.ts';
import { shortPaymentsFound, type FoundShort } from '@goodterms/core/cash/short-payments-found.ts';
import type { DisputeRefusal } from '@goodterms/core/disputes/dispute.ts';
import { assert } from '@goodterms/core/kernel/assert.ts';
import type {
  BankLineId,
  CustomerId,
  DisputeId,
  JournalId,
  OpenItemId,
  ShortPaymentId,
} from '@goodterms/core/kernel/id.ts';
import { moneyText, type Money } from '@goodterms/core/kernel/money.ts';
import { accept, refuse, type Outcome } from '@goodterms/core/kernel/outcome.ts';
import type { Role } from '@goodterms/core/settings/permissions.ts';
import { openDispute, withdrawDisputes } from '../disputes/dispute.actions.ts';
import { bookAdjustments, type Adjustment } from '../ledger/adjustment.actions.ts';
import { reverseThoseInForce } from '../ledger/allocation.actions.ts';
import type { Context } from '../platform/context.ts';
import { record, recordAll } from '../platform/journal.ts';
import { readSetting } from '../settings/setting.queries.ts';
import { BY_RULE } from './match.store.ts';
import { partsPaid } from './short-payment.queries.ts';
import {
  answersInForce,
  insertAnswers,
  insertShortPayments,
  itemsOfMatches,
  lockShortPayment,
  markAnswersUndone,
  stillOpen,
  type LockedShortPayment,
  type MatchedItemNow,
} from './short-payment.store.ts';

/** A line that was just matched, with the items that it pays. */
export type JustMatched = {
  readonly lineId: BankLineId;
  readonly openItemIds: readonly OpenItemId[];
  /** What was granted at its place in the order of the bank; absent: that is looked at now. */
  readonly granted?: Granted | 'nothing';
};

/**
 * Notices what matches have left open of the items they pay. What the terms or a rounding explain
 * is settled at once when the rules say so; everything else waits for a person to say why.
 */
export async function noticeShortPayments(
  ctx: Context,
  matched: readonly JustMatched[],
): Promise<void> {
  const open = await stillOpen(ctx, [...new Set(matched.flatMap((one) => one.openItemIds))]);
  if (open.size === 0) return;
  const short = matched.filter(({ openItemIds }) => openItemIds.some((id) => open.has(id)));
  const items = await itemsOfMatches(
    ctx,
    short.map(({ lineId }) => lineId),
  );
  const { value: rules } = await readSetting(ctx, SHORT_PAYMENT_RULES);
  const granted = new Map(
    short.flatMap((one) => (one.granted ? [[one.lineId, one.granted] as const] : [])),
  );
  const kept = await withInstalments(ctx, shortPaymentsFound(items, granted, rules));
  const ids = await keep(ctx, kept);
  const settled = kept.flatMap((one, i) => {
    const { answer } = one;
    const id = ids[i];
    assert(id !== undefined, 'an id for every short payment');
    return answer ? [{ ...one, id, answer }] : [];
  });
  await settleByRule(ctx, settled);
}

type Found = Omit<FoundShort<MatchedItemNow>, 'answer'> & {
  /** By the rule. */
  readonly answer: ByRule | undefined;
};

type ByRule = 'discount' | 'write_off' | 'still_due';

/** Of what is evidently paid in instalments, the rest is still due, and nobody need be asked why. */
async function withInstalments(
  ctx: Context,
  found: readonly FoundShort<MatchedItemNow>[],
): Promise<Found[]> {
  const unexplained = found.filter(({ kind }) => kind === 'short_payment');
  const parts = await partsPaid(
    ctx,
    unexplained.map(({ openItemId }) => openItemId),
  );
  return found.map((one) => {
    const theirs = one.kind === 'short_payment' ? parts.get(one.openItemId) : undefined;
    const isInstalment = theirs !== undefined && isPaidInInstalments(theirs, one.left.minor);
    return { ...one, answer: one.answer ?? (isInstalment ? 'still_due' : undefined) };
  });
}

async function keep(ctx: Context, found: readonly Found[]): Promise<ShortPaymentId[]> {
  const journal = await recordAll(
    ctx,
    found.map(({ customerId, openItemId, left, kind }) => ({
      fact: 'cash.short_payment_found',
      customerId,
      data: { openItemId, kind, amount: moneyText(left), currency: left.currency },
    })),
  );
  return insertShortPayments(
    ctx,
    found.map(({ left, ...one }, i) => {
      const journalId = journal[i];
      assert(journalId !== undefined, 'a fact for every short payment');
      return { ...one, amount: left, journalId };
    }),
  );
}

type Settled = Found & { readonly id: ShortPaymentId; readonly answer: ByRule };

async function settleByRule(ctx: Context, settled: readonly Settled[]): Promise<void> {
  if (settled.length === 0) return;
  const journal = await recordAll(
    ctx,
    settled.map(({ id, customerId, answer, left }) =>
      answeredFact(customerId, { shortPaymentId: id, answer, amount: left }),
    ),
  );
  const adjusted = settled.flatMap(({ id, answer, ...one }, i) =>
    answer === 'still_due'
      ? []
      : [
          {
            ...adjustmentOf(answer, one.reference),
            naturalKey: `short payment ${id} @${journal[i]}`,
            customerId: one.customerId,
            openItemId: one.openItemId,
            on: one.paidOn,
            amount: one.left,
          },
        ],
  );
  const booked = await bookAdjustments(ctx, adjusted);
  assert(booked.accepted, 'adjustments of what is open');
  let next = 0;
  await insertAnswers(
    ctx,
    settled.map(({ id, answer, left }, i) => {
      const journalId = journal[i];
      assert(journalId !== undefined, 'a fact for every answer');
      return {
        shortPaymentId: id,
        answer,
        amount: left.minor,
        ...(answer === 'still_due' ? undefined : booked.value[next++]),
        answeredBy: BY_RULE,
        journalId,
      };
    }),
  );
}

export type AnswerShortPaymentRefusal = AnswerRefusal | DisputeRefusal | 'not_found';

/** A person says why it is less, or what becomes of it. */
export async function answerShortPayment(
  ctx: Context,
  id: ShortPaymentId,
  draft: AnswerDraft & { readonly said: string },
  role: Role,
): Promise<Outcome<true, AnswerShortPaymentRefusal>> {
  const short = await lockShortPayment(ctx, id);
  if (!short) return refuse('not_found');
  const { value: rules } = await readSetting(ctx, SHORT_PAYMENT_RULES);
  const verdict = acceptAnswer(draft, short, rules, role);
  if (!verdict.accepted) return verdict;

  const disputeId = await disputeFor(ctx, short, draft);
  if (!disputeId.accepted) return disputeId;
  const { customerId, open } = short;
  const { answer } = draft;
  const journalId = await record(
    ctx,
    answeredFact(customerId, { shortPaymentId: id, answer, amount: open }),
  );
  await insertAnswers(ctx, [
    {
      shortPaymentId: id,
      answer,
      amount: open.minor,
      disputeId: disputeId.value,
      ...(await adjustmentFor(ctx, short, answer, journalId)),
      answeredBy: `${ctx.actor.kind} ${ctx.actor.id}`,
      journalId,
    },
  ]);
  return accept(true);
}

async function adjustmentFor(
  ctx: Context,
  { id, customerId, openItemId, open, reference }: LockedShortPayment,
  answer: ShortPaymentAnswer,
  journalId: JournalId,
): Promise<Adjustment | undefined> {
  if (answer !== 'write_off' && answer !== 'discount') return undefined;
  const booked = await bookAdjustments(ctx, [
    {
      ...adjustmentOf(answer, reference),
      naturalKey: `short payment ${id} @${journalId}`,
      customerId,
      openItemId,
      on: ctx.today,
      amount: open,
    },
  ]);
  assert(booked.accepted, 'an adjustment of what is open');
  return booked.value[0];
}

async function disputeFor(
  ctx: Context,
  { customerId, openItemId, open }: LockedShortPayment,
  { answer, reason, said }: AnswerDraft & { readonly said: string },
): Promise<Outcome<DisputeId | undefined, DisputeRefusal | 'not_found'>> {
  if ((answer !== 'deduction' && answer !== 'dispute') || reason === undefined)
    return accept(undefined);
  return openDispute(ctx, {
    customerId,
    openItemId,
    amount: open,
    reason,
    said,
    origin: answer === 'deduction' ? 'short_payment' : 'customer',
  });
}

/** Takes an answer back: what it had settled is open again, and the short payment waits once more. */
export async function takeBackAnswer(
  ctx: Context,
  id: ShortPaymentId,
): Promise<Outcome<true, 'not_found' | 'short_payment_must_be_answered'>> {
  const short = await lockShortPayment(ctx, id);
  if (!short) return refuse('not_found');
  const answers = await answersInForce(ctx, [id]);
  if (answers.length === 0) return refuse('short_payment_must_be_answered');
  const allocations = answers.flatMap(({ allocationId }) => allocationId ?? []);
  await reverseThoseInForce(ctx, allocations, 'the_answer_was_taken_back');
  await withdrawDisputes(
    ctx,
    answers.flatMap(({ disputeId }) => disputeId ?? []),
  );
  await markAnswersUndone(ctx, [id], `${ctx.actor.kind} ${ctx.actor.id}`);
  await record(ctx, {
    fact: 'cash.short_payment_answer_undone',
    customerId: short.customerId,
    data: { shortPaymentId: id, answer: answers[0]?.answer },
  });
  return accept(true);
}

function answeredFact(
  customerId: CustomerId,
  {
    amount,
    ...said
  }: { readonly shortPaymentId: ShortPaymentId; readonly answer: string; readonly amount: Money },
) {
  const data = { ...said, amount: moneyText(amount), currency: amount.currency };
  return { fact: 'cash.short_payment_answered' as const, customerId, data };
}

function adjustmentOf(answer: 'discount' | 'write_off', reference: string) {
  return answer === 'discount'
    ? { kind: 'discount_allowance' as const, reference: `Discount on ${reference}` }
    : { kind: 'write_off' as const, reference: `Remainder of ${reference}` };
}
