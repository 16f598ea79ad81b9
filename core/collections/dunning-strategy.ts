/** One reminder of a strategy: when it is due and what it says. */
export type DunningStep = {
  /** 1 is the mildest; no level is ever skipped. */
  readonly level: number;
  readonly minDaysOverdue: number;
  /** Days since the level before was sent, however late that was. */
  readonly minDaysSincePrevious: number;
  readonly template: string;
  readonly channel: 'mail';
};

/** Which reminder goes out when, mildest first. */
export type DunningStrategy = {
  readonly steps: readonly DunningStep[];
  /** Nothing is asked below this, in major units per currency: less would cost more than it brings. */
  readonly minimumAmounts: Readonly<Record<string, string>>;
};

export type StrategyRefusal =
  | 'levels_must_rise_by_one'
  | 'days_must_rise_with_levels'
  | 'step_must_follow_due_day'
  | 'minimum_must_be_an_amount';

export const DEFAULT_STRATEGY: DunningStrategy = {
  steps: [
    { level: 1, minDaysOverdue: 3, minDaysSincePrevious: 0, template: 'friendly', channel: 'mail' },
    { level: 2, minDaysOverdue: 14, minDaysSincePrevious: 7, template: 'firm', channel: 'mail' },
    { level: 3, minDaysOverdue: 30, minDaysSincePrevious: 10, template: 'final', channel: 'mail' },
  ],
  minimumAmounts: { EUR: '10.00', GBP: '10.00', USD: '10.00', CHF: '10.00', SEK: '100.00' },
};

/** What an administrator chooses, with its defaults and its rule. */
export const STRATEGY = {
  room: 'strategy',
  defaults: DEFAULT_STRATEGY,
  broken: brokenRuleOfStrategy,
} as const;

export function brokenRuleOfStrategy(strategy: DunningStrategy): StrategyRefusal | undefined {
  const { steps } = strategy;
  if (steps.length === 0 || steps.some((step, i) => step.level !== i + 1))
    return 'levels_must_rise_by_one';
  if (steps.some((step) => step.minDaysOverdue < 1)) return 'step_must_follow_due_day';
  if (steps.some((step, i) => i > 0 && step.minDaysOverdue < (steps[i - 1]?.minDaysOverdue ?? 0)))
    return 'days_must_rise_with_levels';
  if (steps.some((step, i) => i > 0 && step.minDaysSincePrevious < 1))
    return 'days_must_rise_with_levels';
  const amounts = Object.entries(strategy.minimumAmounts);
  if (
    amounts.some(([code, text]) => !/^[A-Z]{3}$/.test(code) || !/^\d{1,12}(\.\d{1,4})?$/.test(text))
  )
    return 'minimum_must_be_an_amount';
  return undefined;
}

/** The step after `level`; undefined when the last one was taken. */
export function stepAfter(strategy: DunningStrategy, level: number): DunningStep | undefined {
  return strategy.steps[level];
}
