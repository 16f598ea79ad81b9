import { habitSigns } from '@goodterms/core/cash/habit-signs.ts';
import type { Lesson } from '@goodterms/core/cash/lesson.ts';
import { sameShares, type MatchShare } from '@goodterms/core/cash/match-shares.ts';
import { payerKey } from '@goodterms/core/cash/name-words.ts';
import type { Proposal } from '@goodterms/core/cash/proposal.ts';
import { remittanceWords } from '@goodterms/core/cash/remittance-words.ts';
import { accountKey } from '@goodterms/core/customers/account-key.ts';
import type { CustomerId, JournalId } from '@goodterms/core/kernel/id.ts';
import type { OpenItem } from '@goodterms/core/ledger/open-item.ts';
import type { Context } from '../platform/context.ts';
import type { BookedLine } from './bank-line.queries.ts';
import { lessonsOf, type LessonInForce } from './lesson.store.ts';
import { BY_RULE, type LockedLine, type MatchId } from './match.store.ts';
import { takeBack, takeBackLessons, teach } from './teaching.actions.ts';
import { undoneMatches } from './undone-match.queries.ts';

/** A person's decision, with what the rule had proposed. */
export type Confirmed = {
  readonly line: LockedLine;
  readonly matchId: MatchId;
  readonly journalId: JournalId;
  readonly customerId: CustomerId;
  /** Of strangers to each other: who pays for them is none of them, and is not learnt. */
  readonly isForSeveral: boolean;
  readonly shares: readonly MatchShare[];
  /** Best first. */
  readonly proposals: readonly Proposal[];
  /** What the customer owed before this payment, in its currency. */
  readonly openBefore: readonly OpenItem[];
};

/**
 * A person has said what a line pays. What was proposed otherwise was wrong; what somebody took back
 * and now says again was right after all.
 */
export async function learnFromConfirmation(ctx: Context, confirmed: Confirmed): Promise<void> {
  const { line, customerId, isForSeveral, shares, proposals } = confirmed;
  const undone = await undoneByPerson(ctx, line);
  const rightAfterAll = undone.filter(
    ({ match }) => match.customerId === customerId && sameShares(match.shares, shares),
  );
  await takeBack(
    ctx,
    rightAfterAll.map(({ lesson }) => lesson),
  );
  const [best] = proposals;
  const said = proposals.flatMap(({ evidence }) => evidence);
  const others = [best, ...undone.map(({ match }) => match)].flatMap((one) =>
    one && one.customerId !== customerId && !isForSeveral ? [one.customerId] : [],
  );
  await teach(ctx, [
    {
      ...about(line),
      ...(isForSeveral ? { payer: NOBODY } : {}),
      kind: 'confirmed',
      matchId: confirmed.matchId,
      customerId,
      refused: [...new Set(others)],
      tier: tierJudged(best, customerId, shares),
      habit: isForSeveral ? undefined : habitSigns(line.line, shares, said, confirmed.openBefore),
      words: remittanceWords(line.line.remittance),
      journalId: confirmed.journalId,
    },
  ]);
}

/** A person takes back a decision: what a person had said teaches no more; the rule was wrong. */
export async function learnFromUndoing(
  ctx: Context,
  line: LockedLine,
  journalId: JournalId,
): Promise<void> {
  const { match } = line;
  await takeBackLessons(ctx, [line.id], ['confirmed', 'stood', 'not_receivable']);
  if (match?.matchedBy !== BY_RULE) return;
  await teach(ctx, [
    {
      ...about(line),
      kind: 'undone',
      matchId: match.id,
      customerId: undefined,
      refused: [],
      tier: { name: match.tier, wasRight: false },
      habit: undefined,
      words: [],
      journalId,
    },
  ]);
}

/** A person has said that it is no money of a customer: whatever was proposed was wrong. */
export async function learnFromSettingAside(
  ctx: Context,
  { line, proposals, journalId }: Pick<Confirmed, 'line' | 'proposals' | 'journalId'>,
): Promise<void> {
  const undone = await undoneByPerson(ctx, line);
  const [best] = proposals;
  const refused = [best, ...undone.map(({ match }) => match)].flatMap((one) =>
    one ? [one.customerId] : [],
  );
  await teach(ctx, [
    {
      ...about(line),
      kind: 'not_receivable',
      matchId: undefined,
      customerId: undefined,
      refused: [...new Set(refused)],
      tier: best?.tier === undefined ? undefined : { name: best.tier, wasRight: false },
      habit: undefined,
      words: remittanceWords(line.line.remittance),
      journalId,
    },
  ]);
}

/** What the rule would have done is right when it is just what the person did. */
function tierJudged(
  best: Proposal | undefined,
  customerId: CustomerId,
  shares: readonly MatchShare[],
): Lesson['tier'] {
  if (best?.tier === undefined) return undefined;
  const isSameMoney = shares.length > 0 || best.customerId === customerId;
  const wasRight = isSameMoney && sameShares(best.shares, shares);
  return { name: best.tier, wasRight };
}

export function about({ id, line }: BookedLine): Pick<Lesson, 'lineId' | 'payer'> {
  return {
    lineId: id,
    payer: {
      key: payerKey(line.payerName ?? '') || undefined,
      account: accountKey(line.payerAccount),
    },
  };
}

/** As whom nobody is known again. */
export const NOBODY: Lesson['payer'] = { key: undefined, account: undefined };

type Undone = {
  readonly lesson: LessonInForce;
  readonly match: { readonly customerId: CustomerId; readonly shares: readonly MatchShare[] };
};

async function undoneByPerson(ctx: Context, line: LockedLine): Promise<Undone[]> {
  const lessons = (await lessonsOf(ctx, [line.id])).filter(({ kind }) => kind === 'undone');
  const matches = await undoneMatches(
    ctx,
    line,
    lessons.flatMap(({ matchId }) => matchId ?? []),
  );
  return lessons.flatMap((lesson) => {
    const match = lesson.matchId && matches.get(lesson.matchId);
    return match ? [{ lesson, match }] : [];
  });
}
