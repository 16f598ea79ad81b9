import { addDays, daysBetween, type Day } from '../kernel/day.ts';
import type { CustomerId, OpenItemId } from '../kernel/id.ts';
import type { Currency, Money } from '../kernel/money.ts';
import type { CollectionSettings } from './collection-settings.ts';
import { isOverdue, type Exclusion, type ItemAnswer } from './chaseable-remainder.ts';
import { askContactGate, type Check, type GateAnswer, type Restraint } from './contact-gate.ts';
import type { ContactPicture, ItemInPicture, Situation } from './contact-picture.ts';
import { stepAfter, type DunningStep, type DunningStrategy } from './dunning-strategy.ts';
import { gatherFacts, type DecisionFacts } from './decision-facts.ts';
import { rankOf, tierOf, type Tier } from './worklist.ts';

export type DecisionAction = 'remind' | 'wait' | 'person';

/** Why this was decided: a step is due, or what restrains us. */
export type Because = 'step_due' | 'step_not_due' | 'last_step_taken' | Restraint;

export type AskedItem = { readonly id: OpenItemId; readonly amount: bigint };
export type ExcludedPart = Exclusion & { readonly id: OpenItemId; readonly currency: Currency };

/** What is decided about one customer today, with every reason. */
export type Decision = {
  readonly customerId: CustomerId;
  readonly action: DecisionAction;
  readonly because: Because;
  /** The step that a reminder takes, and the item that calls for it. */
  readonly step: DunningStep | undefined;
  readonly caseItemId: OpenItemId | undefined;
  readonly tier: Tier;
  readonly rank: bigint;
  readonly chaseable: readonly Money[];
  readonly overdue: readonly Money[];
  readonly items: readonly AskedItem[];
  /** Parts of overdue items that are not asked for. */
  readonly exclusions: readonly ExcludedPart[];
  /** The checks that failed; every other one passed. */
  readonly failed: readonly Check[];
  readonly facts: DecisionFacts;
};

/** Asks the gate, then the strategy. The same function for one customer and for all. */
export function decide(
  picture: ContactPicture,
  situation: Situation,
  settings: CollectionSettings,
): Decision {
  return decideWith(askContactGate(picture, situation, settings), picture, settings);
}

/** For a gate that was asked already: at the moment of sending, or to explain every check. */
export function decideWith(
  gate: GateAnswer,
  picture: ContactPicture,
  settings: CollectionSettings,
): Decision {
  const due = nextStep(gate.items, settings.strategy, picture.today);
  const { action, because } = actionOf(gate, due);
  const facts = gatherFacts(picture, gate, settings, due.kind === 'later' ? due.on : undefined);
  const outcome = { picture, gate, action, because, facts, settings };
  const tier = tierOf(outcome);
  return {
    customerId: picture.customerId,
    action,
    because,
    step: action === 'remind' && due.kind === 'step' ? due.step : undefined,
    caseItemId: action === 'remind' && due.kind === 'step' ? due.caseItemId : undefined,
    tier,
    rank: tier === 0 ? 0n : rankOf(outcome),
    chaseable: gate.chaseable,
    overdue: gate.overdue,
    items: asked(gate.items),
    exclusions: excluded(gate.items),
    failed: gate.checks.filter((check) => !check.passed),
    facts,
  };
}

/** What the strategy says about what may be asked: a step now, a step on a day, or no step left. */
export type NextStep =
  | { readonly kind: 'step'; readonly step: DunningStep; readonly caseItemId: OpenItemId }
  | { readonly kind: 'later'; readonly on: Day }
  | { readonly kind: 'exhausted' }
  | { readonly kind: 'none' };

/**
 * Each item stands on its own level and climbs one step at a time, so none is ever skipped and a
 * paid invoice hands nothing down to the next. The letter takes the highest step that any item
 * calls for; the oldest of those items is its case.
 */
export function nextStep(
  items: readonly ItemAnswer[],
  strategy: DunningStrategy,
  today: Day,
): NextStep {
  let best: { step: DunningStep; caseItemId: OpenItemId } | undefined;
  let earliest: Day | undefined;
  let exhausted = false;
  for (const { id, item, askable } of items) {
    if (askable <= 0n) continue;
    const ready = readyOn(item, strategy);
    if (ready === undefined) continue;
    if (ready.on > today)
      earliest = earliest === undefined || ready.on < earliest ? ready.on : earliest;
    else if (ready.step === undefined) exhausted = true;
    else if (!best || ready.step.level > best.step.level)
      best = { step: ready.step, caseItemId: id };
  }
  if (best) return { kind: 'step', ...best };
  if (exhausted) return { kind: 'exhausted' };
  return earliest === undefined ? { kind: 'none' } : { kind: 'later', on: earliest };
}

/** The level that an item reaches by a letter of today which names it; undefined: it stays. */
export function climbsTo(
  item: Pick<ItemInPicture, 'dueOn' | 'level' | 'levelOn'>,
  strategy: DunningStrategy,
  today: Day,
): number | undefined {
  const ready = readyOn(item, strategy);
  return ready !== undefined && ready.on <= today ? ready.step?.level : undefined;
}

/**
 * The first day on which an item calls for its next step: overdue long enough, and rested since the
 * level before was really sent. After the last step it rests as long again and is then a person's.
 */
function readyOn(
  { dueOn, level, levelOn }: Pick<ItemInPicture, 'dueOn' | 'level' | 'levelOn'>,
  strategy: DunningStrategy,
): { readonly on: Day; readonly step: DunningStep | undefined } | undefined {
  const step = stepAfter(strategy, level);
  const rest = (step ?? strategy.steps.at(-1))?.minDaysSincePrevious ?? 0;
  const rested = levelOn === undefined ? undefined : addDays(levelOn, rest);
  if (step === undefined) return rested === undefined ? undefined : { on: rested, step };
  const overdue = addDays(dueOn, step.minDaysOverdue);
  return { on: rested !== undefined && rested > overdue ? rested : overdue, step };
}

function actionOf(gate: GateAnswer, due: NextStep): { action: DecisionAction; because: Because } {
  // That we wrote lately says less than when the next step is due.
  const isResting = gate.because === 'already_contacted' && due.kind === 'later';
  if (gate.because !== undefined && !isResting)
    return { action: FOR_A_PERSON.has(gate.because) ? 'person' : 'wait', because: gate.because };
  if (due.kind === 'step') return { action: 'remind', because: 'step_due' };
  if (due.kind === 'exhausted') return { action: 'person', because: 'last_step_taken' };
  return { action: 'wait', because: 'step_not_due' };
}

/** No machine writes here, and somebody should. */
const FOR_A_PERSON: ReadonlySet<Because> = new Set<Because>([
  'personal',
  'no_contact_address',
  'contact_unsubscribed',
  'message_to_resolve',
]);

function asked(items: readonly ItemAnswer[]): AskedItem[] {
  const named: AskedItem[] = [];
  for (const { id, askable } of items) if (askable > 0n) named.push({ id, amount: askable });
  return named;
}

/** What is not due yet needs no reason. */
function excluded(items: readonly ItemAnswer[]): ExcludedPart[] {
  const parts: ExcludedPart[] = [];
  for (const { id, open, exclusions } of items)
    for (const { reason, amount, on } of exclusions)
      if (reason !== 'not_due') parts.push({ id, currency: open.currency, reason, amount, on });
  return parts;
}

/** Days over of the oldest item that is overdue; 0 when none is. */
export function oldestDaysOverdue(items: readonly ItemInPicture[], today: Day): number {
  const oldest = items.find((item) => isOverdue(item, today));
  return oldest ? daysBetween(oldest.dueOn, today) : 0;
}
