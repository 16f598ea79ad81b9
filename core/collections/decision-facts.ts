import type { Day } from '../kernel/day.ts';
import type { CollectionSettings } from './collection-settings.ts';
import { isOverdue } from './chaseable-remainder.ts';
import { type GateAnswer } from './contact-gate.ts';
import type { ContactPicture } from './contact-picture.ts';
import { judge } from './promise-to-pay.ts';

/** What the sentence of a decision tells besides amounts. Days and counts only; kept with it. */
export type DecisionFacts = {
  readonly today: Day;
  readonly oldestDueOn?: Day | undefined;
  readonly overdueItems: number;
  readonly lastMessageOn?: Day | undefined;
  /** The highest level any overdue item has reached. */
  readonly lastLevel: number;
  readonly brokenPromises: number;
  readonly brokenFor?: Day | undefined;
  readonly disputedSince?: Day | undefined;
  /** When there is next something to do: the end of a hold, a promised day, the next step. */
  readonly nextOn?: Day | undefined;
};

export function gatherFacts(
  picture: ContactPicture,
  gate: GateAnswer,
  settings: CollectionSettings,
  nextStepOn: Day | undefined,
): DecisionFacts {
  const { today, items, promises } = picture;
  let overdueItems = 0;
  let lastLevel = 0;
  let oldestDueOn: Day | undefined;
  for (const item of items) {
    if (!isOverdue(item, today)) continue;
    overdueItems += 1;
    oldestDueOn ??= item.dueOn;
    if (item.level > lastLevel) lastLevel = item.level;
  }
  const broken = promises.filter((promise) => {
    const state = judge(promise, settings.promises, settings.calendar, today);
    return state === 'broken' || state === 'partly_kept';
  });
  return {
    today,
    oldestDueOn,
    overdueItems,
    lastMessageOn: picture.lastMessageOn,
    lastLevel,
    brokenPromises: broken.length,
    brokenFor: broken
      .map((promise) => promise.promisedFor)
      .toSorted()
      .at(-1),
    disputedSince: disputedSince(picture),
    nextOn: nextStepOn ?? firstReleaseOn(gate),
  };
}

function disputedSince({ disputes }: ContactPicture): Day | undefined {
  let since: Day | undefined;
  for (const { isClosed, openedOn } of disputes)
    if (!isClosed && (since === undefined || openedOn < since)) since = openedOn;
  return since;
}

/** The first day on which a hold or a promise that restrains us today ends. */
function firstReleaseOn({ items, chaseable }: GateAnswer): Day | undefined {
  if (chaseable.length > 0) return undefined;
  let first: Day | undefined;
  for (const { exclusions } of items)
    for (const { reason, on } of exclusions)
      if ((reason === 'dunning_hold' || reason === 'promised') && on !== undefined)
        if (first === undefined || on < first) first = on;
  return first;
}
