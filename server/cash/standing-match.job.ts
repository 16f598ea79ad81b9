import { MATCHING_RULES } from '@goodterms/core/cash/matching-rules.ts';
import { remittanceWords } from '@goodterms/core/cash/remittance-words.ts';
import type { JournalId } from '@goodterms/core/kernel/id.ts';
import type { Context } from '../platform/context.ts';
import { record } from '../platform/journal.ts';
import { readSetting } from '../settings/setting.queries.ts';
import { about, NOBODY } from './decision-lesson.actions.ts';
import type { LessonRow } from './lesson.store.ts';
import { areOfSeveral, groupsOwing } from './owing-groups.queries.ts';
import { standingMatches, type StandingMatch } from './standing-match.queries.ts';
import { teach } from './teaching.actions.ts';

const AT_ONCE = 2000;

/**
 * An automatic match that nobody took back in time counts as confirmed, and teaches as a person's
 * does. Answers how many there were; whoever has more runs it again.
 */
export async function learnFromStanding(ctx: Context): Promise<number> {
  const { value: rules } = await readSetting(ctx, MATCHING_RULES);
  const matches = await standingMatches(ctx, rules.standsAfterDays, AT_ONCE);
  if (matches.length === 0) return 0;
  const journalId = await record(ctx, {
    fact: 'cash.matches_stood',
    data: { lines: matches.length, days: rules.standsAfterDays },
  });
  const groups = await groupsOwing(
    ctx,
    matches.flatMap(({ items }) => items.map(({ openItemId }) => openItemId)),
  );
  await teach(
    ctx,
    matches.map((match) => {
      const lesson = lessonOf(match, journalId);
      return areOfSeveral(match.items, groups)
        ? { ...lesson, payer: NOBODY, habit: undefined }
        : lesson;
    }),
  );
  return matches.length;
}

function lessonOf(match: StandingMatch, journalId: JournalId): LessonRow {
  const items = new Set(match.items.map(({ openItemId }) => openItemId)).size;
  return {
    ...about(match),
    kind: 'stood',
    matchId: match.matchId,
    customerId: match.customerId,
    refused: [],
    tier: { name: match.tier, wasRight: true },
    habit:
      items === 0
        ? undefined
        : { items, withoutReference: !match.quotesReference, everything: undefined },
    words: remittanceWords(match.line.remittance),
    journalId,
  };
}
