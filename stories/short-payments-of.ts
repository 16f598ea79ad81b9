import { assert } from '@goodterms/core/kernel/assert.ts';
import type { BankLineId, ShortPaymentId } from '@goodterms/core/kernel/id.ts';
import { moneyText } from '@goodterms/core/kernel/money.ts';
import type { AnswerDraft } from '@goodterms/core/cash/short-payment.ts';
import type { Role } from '@goodterms/core/settings/permissions.ts';
import { undoMatch } from '@goodterms/server/cash/match.actions.ts';
import {
  answerShortPayment,
  takeBackAnswer,
} from '@goodterms/server/cash/short-payment.actions.ts';
import { listShortPayments } from '@goodterms/server/cash/short-payment.queries.ts';
import { audit } from '@goodterms/server/insight/audit.queries.ts';
import type { Context } from '@goodterms/server/platform/context.ts';
import { first, sql } from '@goodterms/server/platform/database.ts';
import type { Story } from './teller.ts';

/** What the page Cash shows and does about payments that were less, in the words of a story. */
export function shortPaymentsOf({ inside }: Story) {
  const theOne = async (ctx: Context): Promise<ShortPaymentId> => {
    const { rows } = await listShortPayments(ctx, { state: 'waiting', limit: 10 });
    assert(rows.length === 1 && rows[0] !== undefined, `one that waits, not ${rows.length}`);
    return rows[0].id;
  };
  const said = async (ctx: Context, state: 'waiting' | 'answered') => {
    const { rows } = await listShortPayments(ctx, { state, limit: 10 });
    return rows.map(
      ({ reference, open, kind, answered }) =>
        `${reference} ${moneyText(open)} ${open.currency}, ${answered?.answer ?? kind}`,
    );
  };
  return {
    /** 'INV-7 50.00 EUR, short_payment'. */
    waiting: () => inside((ctx) => said(ctx, 'waiting')),
    /** 'INV-7 50.00 EUR, write_off'; what is settled has nothing open. */
    answered: () => inside((ctx) => said(ctx, 'answered')),
    /** Answers the only one that waits; tells the refusal, if any. */
    answer: (
      answer: AnswerDraft['answer'],
      { reason, as = 'clerk' }: { reason?: AnswerDraft['reason']; as?: Role } = {},
    ) =>
      inside(async (ctx) => {
        const draft = { answer, reason, said: '' };
        const answered = await answerShortPayment(ctx, await theOne(ctx), draft, as);
        return answered.accepted ? 'done' : answered.reason;
      }),
    /** Takes back the answer that was given last. */
    takeAnswerBack: () =>
      inside(async (ctx) => {
        const { rows } = await listShortPayments(ctx, { state: 'answered', limit: 1 });
        assert(rows[0] !== undefined, 'an answer');
        const undone = await takeBackAnswer(ctx, rows[0].id);
        assert(undone.accepted, 'an answer that can be taken back');
      }),
    /** Takes back the match of the line with this text. */
    undo: (remittance: string) =>
      inside(async (ctx) => {
        const line = await first<{ id: BankLineId }>(
          ctx,
          sql`
          select id::text as id from bank_line
           where tenant_id = ${ctx.tenantId} and remittance = ${remittance} and amount > 0`,
        );
        assert(line !== undefined, `a line '${remittance}'`);
        const undone = await undoMatch(ctx, line.id);
        assert(undone.accepted, 'a match that can be undone');
      }),
    /** The invariants that are false. */
    broken: () =>
      inside(async (ctx) => {
        const findings = await audit(ctx);
        return findings
          .filter(({ violations, isNotice }) => violations > 0 && !isNotice)
          .map(({ id }) => id);
      }),
  };
}
