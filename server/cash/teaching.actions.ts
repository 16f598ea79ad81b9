import { remember, type Lesson } from '@goodterms/core/cash/lesson.ts';
import type { BankLineId, CustomerId } from '@goodterms/core/kernel/id.ts';
import { accept, refuse, type Outcome } from '@goodterms/core/kernel/outcome.ts';
import { unlearnBankAccount } from '../customers/bank-account.actions.ts';
import type { Context } from '../platform/context.ts';
import { record } from '../platform/journal.ts';
import {
  forgetPayer,
  insertLessons,
  lessonsAboutPayer,
  lessonsOf,
  markTakenBack,
  type LessonInForce,
  type LessonRow,
} from './lesson.store.ts';
import { changeMemory, recountTiers } from './memory.store.ts';

/** Learns from decisions, in the transaction that makes them. */
export async function teach(ctx: Context, lessons: readonly LessonRow[]): Promise<void> {
  if (lessons.length === 0) return;
  await insertLessons(ctx, lessons);
  await changeMemory(ctx, remember(lessons));
}

/** What was decided about these lines is taken back, and so is what it taught. */
export async function takeBackLessons(
  ctx: Context,
  lineIds: readonly BankLineId[],
  kinds: readonly Lesson['kind'][],
): Promise<readonly LessonInForce[]> {
  const lessons = (await lessonsOf(ctx, lineIds)).filter(({ kind }) => kinds.includes(kind));
  await takeBack(ctx, lessons);
  return lessons;
}

export async function takeBack(ctx: Context, lessons: readonly LessonInForce[]): Promise<void> {
  if (lessons.length === 0) return;
  await markTakenBack(
    ctx,
    lessons.map(({ id }) => id),
  );
  await changeMemory(ctx, remember(lessons, -1));
  await recountTiers(
    ctx,
    lessons.flatMap(({ tier }) => tier?.name ?? []),
  );
}

/** Forgets that money under this name is this customer's, and every account learnt with it. */
export async function forgetAlias(
  ctx: Context,
  payerKey: string,
  customerId: CustomerId,
): Promise<Outcome<true, 'not_found'>> {
  const lessons = await lessonsAboutPayer(ctx, payerKey, customerId);
  if (lessons.length === 0) return refuse('not_found');
  const aboutName = lessons.map(withoutAllButPayer);
  await changeMemory(ctx, remember(aboutName, -1));
  await forgetPayer(
    ctx,
    lessons.map(({ id }) => id),
  );
  const accounts = new Set(lessons.flatMap(({ payer }) => payer.account ?? []));
  for (const account of accounts) await unlearnBankAccount(ctx, customerId, account);
  await record(ctx, {
    fact: 'cash.alias_forgotten',
    customerId,
    data: { lessons: lessons.length },
  });
  return accept(true);
}

/** What is forgotten with a payer; tiers, habits and words stay: they say nothing about the payer. */
function withoutAllButPayer(lesson: LessonInForce): LessonInForce {
  return { ...lesson, tier: undefined, habit: undefined, words: [] };
}
