import type { WorklistJson } from '@goodterms/api/collections/worklist.ts';
import { toMoneyJson } from '@goodterms/api/fields.ts';
import { BECAUSE_TITLES } from '@goodterms/core/collections/reason-sentence.ts';
import { sayDay } from '@goodterms/core/collections/spoken.ts';
import type { Day } from '@goodterms/core/kernel/day.ts';
import { freshnessJson } from '../cash/bank-freshness.queries.ts';
import type { Context } from '../platform/context.ts';
import { lastDecidedDay } from './decision.queries.ts';
import {
  decidedAt,
  heldBackOf,
  heldBackSums,
  worklistCounts,
  worklistOf,
  type HeldBackLine,
  type WorklistQuestion,
} from './worklist.queries.ts';

/** Today's list, or that of the last day that was decided: on a Saturday it is Friday's. */
export async function worklistPage(
  ctx: Context,
  question: Omit<WorklistQuestion, 'day'>,
): Promise<WorklistJson> {
  const day = (await lastDecidedDay(ctx)) ?? ctx.today;
  const list = await worklistOf(ctx, { ...question, day });
  const { tiers, doneCount } = await worklistCounts(ctx, { ...question, day });
  const sums = await heldBackSums(ctx, day);
  return {
    on: day,
    decidedAt: (await decidedAt(ctx, day))?.toISOString() ?? null,
    bank: await freshnessJson(ctx, (on) => sayDay(on, ctx.today)),
    tiers,
    doneCount,
    rows: list.rows.map((row) => ({
      ...row,
      chaseable: row.chaseable.map(toMoneyJson),
      overdue: row.overdue.map(toMoneyJson),
      ageStrip: [...row.ageStrip],
    })),
    heldBack: sums.map(({ reason, customers, amounts }) => ({
      reason,
      title: BECAUSE_TITLES[reason],
      customers,
      amounts: amounts.map(toMoneyJson),
    })),
    nextCursor: list.nextCursor,
  };
}

export async function heldBackPage(
  ctx: Context,
  question: { reason?: string | undefined; cursor?: string | undefined; limit: number },
): Promise<{ on: Day; rows: HeldBackLine[]; nextCursor: string | null }> {
  const on = (await lastDecidedDay(ctx)) ?? ctx.today;
  return { on, ...(await heldBackOf(ctx, { ...question, day: on })) };
}
