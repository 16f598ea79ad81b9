import type { CollectionSettings } from '@goodterms/core/collections/collection-settings.ts';
import { nextContactTime } from '@goodterms/core/collections/contact-time.ts';
import { decide, type Because, type Decision } from '@goodterms/core/collections/dunning.ts';
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
import { DecisionColumns, replaceDecisions, takeTurn, toKeep } from './decision.store.ts';
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
    for (const { picture, traits, decided: before, waiting } of batch) {
      const decision = decide(picture, situation, settings);
      count(review, decision);
      const kept = toKeep(decision);
      if (before === undefined) {
        if (isWorthKeeping(decision)) fresh.add(kept);
      } else if (kept.digest !== before.digest) changed.add(kept);

      const draft = draftOf(ctx, decision, traits.language, picture.contact?.id);
      if (waiting && waiting.digest === draft?.digest) continue;
      if (waiting)
        withdrawals.push({ id: waiting.id, because: draft ? 'replaced' : decision.because });
      if (draft && (waiting || mayPlan))
        drafts.push({ ...draft.message, availableAt: plannedFor(picture, traits.timeZone) });
    }
    review.decided += fresh.count + changed.count;
    if (options.dryRun) {
      review.queued += drafts.length;
      review.withdrawn += withdrawals.length;
      continue;
    }
    await replaceDecisions(ctx, { day, strategyVersion }, { fresh, changed });
    review.withdrawn += (await withdrawMessages(ctx, withdrawals)).length;
    review.queued += (await queueMessages(ctx, drafts)).length;
  }
  return review;
}

/** That nothing is overdue is not worth a row, unless it replaces what was decided this morning. */
function isWorthKeeping(decision: Decision): boolean {
  return decision.overdue.length > 0;
}

type Draft = { readonly message: MessageDraft; readonly digest: string };

function draftOf(
  ctx: Context,
  decision: Decision,
  language: string,
  contactId: MessageDraft['contactId'],
): Draft | undefined {
  const { action, step, caseItemId, items, chaseable } = decision;
  if (action !== 'remind' || !step || caseItemId === undefined) return undefined;
  const amounts = items.map((item) => `${item.id}:${item.amount}`).join(' ');
  const digest = quickDigest(
    `${step.level} ${caseItemId} ${step.template} ${language} ${contactId ?? ''} ${amounts}`,
  );
  const message: MessageDraft = {
    customerId: decision.customerId,
    contactId,
    purpose: 'reminder',
    caseItemId,
    level: step.level,
    template: step.template,
    language,
    businessDay: ctx.today,
    planned: {
      digest,
      itemCount: items.length,
      amounts: chaseable.map((amount) => ({
        amount: moneyText(amount),
        currency: amount.currency,
      })),
    },
  };
  return { message, digest };
}

/** When a letter planned now may go at the earliest: after the time to look at it, in their hours. */
function firstMoments(
  ctx: Context,
  settings: CollectionSettings,
): (picture: PictureWithPast['picture'], zone: string | undefined) => Date {
  const from = new Date(ctx.now.getTime() + settings.rules.reviewMinutes * 60_000);
  const known = new Map<string, Date>();
  return (picture, zone = settings.timeZone) => {
    const { contact, country } = picture;
    const hours = `${contact?.hoursFrom} ${contact?.hoursUntil} ${contact?.closedWeekdays.join()}`;
    const key = `${zone} ${country} ${hours}`;
    let moment = known.get(key);
    if (moment === undefined) {
      const shown = wallTime(from, zone);
      const day = parseDay(shown.day);
      assert(day !== undefined, 'a day of the wall clock');
      const there = nextContactTime(picture, settings, { day, minutes: shown.minutes });
      const at = momentAt(there.day, there.minutes, zone);
      known.set(key, (moment = at > from ? at : from));
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
