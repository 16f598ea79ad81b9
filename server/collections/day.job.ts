import type { Because } from '@goodterms/core/collections/dunning.ts';
import { BECAUSE_TITLES } from '@goodterms/core/collections/reason-sentence.ts';
import type { Day } from '@goodterms/core/kernel/day.ts';
import { isBusinessDay } from '@goodterms/core/settings/calendar.ts';
import { wallTime } from '../platform/clock.ts';
import { visit, type Actor, type Context } from '../platform/context.ts';
import { record } from '../platform/journal.ts';
import { beginRun, endRun, lastRun } from '../platform/job-run.ts';
import type { Job } from '../platform/jobs.ts';
import { readCollectionSettings } from './collection-settings.queries.ts';
import { MORNING_RUN, reviewCustomers, type Review } from './review.actions.ts';

export type MorningRun = {
  readonly on: Day;
  /** False when the day had been decided before, and was only brought up to date. */
  readonly isFirst: boolean;
  readonly customers: number;
  readonly remind: number;
  readonly wait: number;
  readonly person: number;
  readonly decided: number;
  readonly queued: number;
  readonly withdrawn: number;
  readonly byReason: readonly {
    readonly reason: Because;
    readonly title: string;
    readonly customers: number;
  }[];
};

/**
 * Decides about every customer for today. However often it runs, and after however many days on
 * which it did not: each step that is due is planned once, and none is made up for twice.
 */
export async function runMorning(
  ctx: Context,
  { dryRun = false }: { readonly dryRun?: boolean } = {},
): Promise<MorningRun> {
  if (dryRun) return report(ctx, false, await reviewCustomers(ctx, 'all', { dryRun }));
  const isFirst = await beginRun(ctx, MORNING_RUN);
  const review = await reviewCustomers(ctx, 'all');
  const run = report(ctx, isFirst, review);
  await endRun(ctx, MORNING_RUN, run);
  if (isFirst || run.decided + run.queued + run.withdrawn > 0)
    await record(ctx, {
      fact: 'collections.morning_run',
      data: {
        on: run.on,
        customers: run.customers,
        decided: run.decided,
        queued: run.queued,
        withdrawn: run.withdrawn,
      },
    });
  return run;
}

function report(ctx: Context, isFirst: boolean, review: Review): MorningRun {
  const { byReason, ...counts } = review;
  return {
    on: ctx.today,
    isFirst,
    ...counts,
    byReason: [...byReason]
      .map(([reason, customers]) => ({ reason, title: BECAUSE_TITLES[reason], customers }))
      .toSorted((a, b) => b.customers - a.customers || (a.reason < b.reason ? -1 : 1)),
  };
}

/** When the day is decided, where we are: before anybody comes to work. */
const MORNING_MINUTES = 6 * 60 + 30;
const LOOK_EVERY_SECONDS = 60;
const DEADLINE_SECONDS = 900;
const ACTOR: Actor = { kind: 'system_job', id: 'collections.morning' };

/** On business days from half past six; and at once where no day was ever decided. */
export const MORNING_JOB: Job = {
  name: 'collections.morning',
  everySeconds: LOOK_EVERY_SECONDS,
  deadlineSeconds: DEADLINE_SECONDS,
  run: (house, tenant) =>
    visit(house, { ...tenant, actor: ACTOR }, async (ctx) => {
      if (await isTime(ctx, tenant.timeZone)) await runMorning(ctx);
    }),
};

async function isTime(ctx: Context, timeZone: string): Promise<boolean> {
  const last = await lastRun(ctx, MORNING_RUN);
  if (last === undefined) return true;
  if (last.day >= ctx.today) return false;
  const { calendar } = await readCollectionSettings(ctx);
  return (
    isBusinessDay(calendar, ctx.today) && wallTime(ctx.now, timeZone).minutes >= MORNING_MINUTES
  );
}
