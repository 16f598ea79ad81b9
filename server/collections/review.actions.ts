import type { CollectionSettings } from '@goodterms/core/collections/collection-settings.ts';
import { nextContactTime } from '@goodterms/core/collections/contact-time.ts';
import { decide, type Because, type Decision } from '@goodterms/core/collections/dunning.ts';
import type { DunningStep } from '@goodterms/core/collections/dunning-strategy.ts';
import type { OpenItemId } from '@goodterms/core/kernel/id.ts';
import type { MessageDraft } from '@goodterms/core/messaging/message.ts';
import { moneyText } from '@goodterms/core/kernel/money.ts';
import { parseDay, type Day } from '@goodterms/core/kernel/day.ts';
import { assert } from '@goodterms/core/kernel/assert.ts';
import { queueMessages, withdrawMessages, type Withdrawal } from '../messaging/message.actions.ts';
import { momentAt, wallTime } from '../platform/clock.ts';
import type { Context } from '../platform/context.ts';
import { lastRun } from '../platform/job-run.ts';
import { quickDigest } from '../platform/digest.ts';
import { readCollectionSettings } from './collection-settings.queries.ts';
import { picturesOf, type CustomerSet, type PictureWithPast } from './customer-picture.queries.ts';
import { DecisionColumns, replaceDecisions, takeTurn } from './decision.store.ts';
import { readSituation } from './situation.queries.ts';

/** What a review found and changed. */
export type Review = {
  customers: number;
  remind: number;
  wait: number;
  person: number;
  readonly byReason: Map<Because, number>;
  /** Decisions written, because they are new today or differ from what was decided before. */
  decided: number;
  queued: number;
  withdrawn: number;
};

export type ReviewOptions = {
  /** Looks and counts, and writes nothing. */
  readonly dryRun?: boolean;
  /** The day whose decisions are brought up to date; today when nothing is said. */
  readonly day?: Day;
  /** False: a letter that waits is replaced or taken back, and no other is planned. */
  readonly mayPlan?: boolean;
};

/**
 * Something happened with these customers. The list that people look at, of the last day that was
 * decided, is brought up to date, on a Sunday as well. New letters are planned on that day only;
 * afterwards the next morning plans them.
 */
export async function bringUpToDate(ctx: Context, whom: CustomerSet): Promise<void> {
  const last = await lastRun(ctx, MORNING_RUN);
  if (last === undefined) return;
  await reviewCustomers(ctx, whom, { day: last.day, mayPlan: last.day === ctx.today });
}

/** The name under which a day is kept: once a company and business day, whoever asks (I24). */
export const MORNING_RUN = 'morning_run';

/**
 * Decides about the customers named, or about all, and makes the waiting reminders agree. It is told
 * whom to look at and never why; deciding the same again writes nothing.
 */
export async function reviewCustomers(
  ctx: Context,
  whom: CustomerSet,
  options: ReviewOptions = {},
): Promise<Review> {
  await takeTurn(ctx);
  const { day = ctx.today, mayPlan = true } = options;
  const settings = await readCollectionSettings(ctx);
  const { strategyVersion } = settings;
  const situation = await readSituation(ctx, settings);
  const plannedFor = firstMoments(ctx, settings);
  const review = emptyReview();
  for await (const batch of picturesOf(ctx, whom, { timeZone: settings.timeZone, day })) {
    const fresh = new DecisionColumns();
    const changed = new DecisionColumns();
    const drafts: MessageDraft[] = [];
    const withdrawals: Withdrawal[] = [];
    for (const seen of batch) {
      const { picture, decided: before, waiting } = seen;
      const decision = decide(picture, situation, settings);
      count(review, decision);
      let asked = 0;
      if (before) asked = changed.add(decision, before.digest);
      else if (isWorthKeeping(decision)) asked = fresh.add(decision);
      const planned = reminderOf(decision, asked, seen);
      if (waiting && waiting.digest === planned?.digest) continue;
      if (waiting)
        withdrawals.push({ id: waiting.id, because: planned ? 'replaced' : decision.because });
      if (planned && (waiting || mayPlan))
        drafts.push(draftOf(planned, seen, ctx.today, plannedFor(seen)));
    }
    review.decided += fresh.count + changed.count;
    if (options.dryRun) {
      review.queued += drafts.length;
      review.withdrawn += withdrawals.length;
      continue;
    }
    await replaceDecisions(ctx, { day, strategyVersion }, { fresh, changed });
    review.withdrawn += (await withdrawMessages(ctx, withdrawals)).length;
    review.queued += await queueMessages(ctx, drafts);
  }
  return review;
}

/** That nothing is overdue is not worth a row, unless it replaces what was decided this morning. */
function isWorthKeeping(decision: Decision): boolean {
  return decision.overdue.length > 0;
}

/** The reminder that is due, and the digest of what it would ask of whom. */
type DueReminder = {
  readonly decision: Decision;
  readonly step: DunningStep;
  readonly caseItemId: OpenItemId;
  readonly digest: number;
};

function reminderOf(
  decision: Decision,
  asked: number,
  { picture, traits }: PictureWithPast,
): DueReminder | undefined {
  const { action, step, caseItemId } = decision;
  if (action !== 'remind' || !step || caseItemId === undefined) return undefined;
  const toWhom = `${traits.language} ${picture.contact?.id}`;
  const digest = quickDigest(`${step.level} ${caseItemId} ${step.template} ${toWhom}`, asked);
  return { decision, step, caseItemId, digest };
}

function draftOf(
  { decision, step, caseItemId, digest }: DueReminder,
  { picture, traits }: PictureWithPast,
  businessDay: Day,
  availableAt: Date,
): MessageDraft {
  return {
    customerId: decision.customerId,
    contactId: picture.contact?.id,
    purpose: 'reminder',
    caseItemId,
    level: step.level,
    template: step.template,
    language: traits.language,
    businessDay,
    planned: {
      itemCount: decision.items.length,
      amounts: decision.chaseable.map((amount) => ({
        amount: moneyText(amount),
        currency: amount.currency,
      })),
    },
    digest,
    availableAt,
  };
}

/** When a letter planned now may go at the earliest: after the time to look at it, in their hours. */
function firstMoments(ctx: Context, settings: CollectionSettings): (seen: PictureWithPast) => Date {
  const from = new Date(ctx.now.getTime() + settings.rules.reviewMinutes * 60_000);
  // Few combinations of country, zone and hours occur, and each is read once.
  const known = new Map<PictureWithPast['traits'], Date>();
  return ({ picture, traits }) => {
    let moment = known.get(traits);
    if (moment === undefined) {
      const zone = traits.timeZone ?? settings.timeZone;
      const shown = wallTime(from, zone);
      const day = parseDay(shown.day);
      assert(day !== undefined, 'a day of the wall clock');
      const there = nextContactTime(picture, settings, { day, minutes: shown.minutes });
      const at = momentAt(there.day, there.minutes, zone);
      known.set(traits, (moment = at > from ? at : from));
    }
    return moment;
  };
}

function emptyReview(): Review {
  return {
    customers: 0,
    remind: 0,
    wait: 0,
    person: 0,
    byReason: new Map(),
    decided: 0,
    queued: 0,
    withdrawn: 0,
  };
}

function count(review: Review, { action, because }: Decision): void {
  review.customers += 1;
  review[action] += 1;
  review.byReason.set(because, (review.byReason.get(because) ?? 0) + 1);
}
