import * as api from '@goodterms/api/cash/short-payments.ts';
import { toMoneyJson } from '@goodterms/api/fields.ts';
import { REFUSALS } from '@goodterms/api/refusals.ts';
import { acceptAnswer, SHORT_PAYMENT_ANSWERS } from '@goodterms/core/cash/short-payment.ts';
import {
  SHORT_PAYMENT_RULES,
  type ShortPaymentRules,
} from '@goodterms/core/cash/short-payment-rules.ts';
import { answerSentence, remainderSentence } from '@goodterms/core/cash/short-payment-sentence.ts';
import { accept } from '@goodterms/core/kernel/outcome.ts';
import type { Role } from '@goodterms/core/settings/permissions.ts';
import type { Setting } from '@goodterms/core/settings/setting.ts';
import { answer } from '../platform/door.ts';
import { PAGE_SIZE } from '../platform/page.ts';
import { changeSetting } from '../settings/setting.actions.ts';
import { readSetting } from '../settings/setting.queries.ts';
import { BY_RULE } from './match.store.ts';
import { answerShortPayment, takeBackAnswer } from './short-payment.actions.ts';
import {
  listShortPayments,
  shortPaymentsWaiting,
  type ListedShortPayment,
} from './short-payment.queries.ts';

export function shortPaymentRoutes() {
  return [
    answer(api.listShortPayments, async (ctx, { query, by }) => {
      const { state = 'waiting', lineId, customerId, cursor, limit = PAGE_SIZE } = query;
      const { rows, nextCursor } = await listShortPayments(ctx, {
        state,
        lineId,
        customerId,
        cursor,
        limit,
      });
      const { value: rules } = await readSetting(ctx, SHORT_PAYMENT_RULES);
      return accept({
        waiting: await shortPaymentsWaiting(ctx),
        rows: rows.map((row) => shortPaymentJson(row, rules, by.role)),
        nextCursor,
      });
    }),
    answer(api.answerShortPayment, async (ctx, { params, body, by }) => {
      const { answer: said, reason } = body;
      const draft = { answer: said, reason, said: body.said ?? '' };
      const answered = await answerShortPayment(ctx, params.shortPaymentId, draft, by.role);
      return answered.accepted ? accept({ done: true as const }) : answered;
    }),
    answer(api.undoShortPaymentAnswer, async (ctx, { params }) => {
      const undone = await takeBackAnswer(ctx, params.shortPaymentId);
      return undone.accepted ? accept({ done: true as const }) : undone;
    }),
    answer(api.readShortPaymentRules, async (ctx) =>
      accept(rulesJson(await readSetting(ctx, SHORT_PAYMENT_RULES))),
    ),
    answer(api.changeShortPaymentRules, async (ctx, { body }) => {
      const { authority, ...rules } = body.rules;
      const said = Object.entries(authority).filter(([, limits]) => limits !== undefined);
      const changed = await changeSetting(ctx, SHORT_PAYMENT_RULES, {
        ...rules,
        authority: Object.fromEntries(said),
      });
      return changed.accepted ? accept(rulesJson(changed.value)) : changed;
    }),
  ];
}

export function shortPaymentJson(
  short: ListedShortPayment,
  rules: ShortPaymentRules,
  role: Role,
): api.ShortPaymentJson {
  const { kind, open, isWaiting, answered } = short;
  return {
    id: short.id,
    lineId: short.lineId,
    bookedOn: short.bookedOn,
    payerName: short.payerName,
    paid: toMoneyJson(short.paid),
    customer: { id: short.customerId, name: short.customerName },
    item: {
      id: short.openItemId,
      reference: short.reference,
      dueOn: short.dueOn,
      amount: toMoneyJson(short.itemAmount),
    },
    missing: toMoneyJson(short.missing),
    open: toMoneyJson(open),
    kind,
    sentence: remainderSentence(kind),
    discountUntil: short.discountUntil,
    foundOn: short.foundOn,
    isWaiting,
    answers: SHORT_PAYMENT_ANSWERS.map((one) => {
      const draft = { answer: one, reason: 'unknown' as const };
      const verdict = acceptAnswer(draft, { kind, open, isWaiting }, rules, role);
      const whyNot = verdict.accepted ? null : (REFUSALS[verdict.reason] ?? verdict.reason);
      return { answer: one, whyNot };
    }),
    answered: answered && {
      ...answered,
      at: new Date(answered.at).toISOString(),
      sentence: answerSentence(answered.answer, answered.by === BY_RULE),
    },
  };
}

function rulesJson({ version, value, changedAt, changedBy }: Setting<ShortPaymentRules>) {
  const { authority, ...rules } = value;
  return {
    version,
    changedAt: changedAt?.toISOString() ?? null,
    changedBy: changedBy ?? null,
    rules: {
      ...rules,
      roundingUpTo: { ...rules.roundingUpTo },
      bankFeeUpTo: { ...rules.bankFeeUpTo },
      tolerance: { ...rules.tolerance },
      authority: Object.fromEntries(
        Object.entries(authority).map(([role, limits]) => [role, { ...limits }]),
      ),
    },
  };
}
