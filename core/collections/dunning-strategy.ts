import type { SettingDocument } from '../settings/setting.ts';

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

/** What an administrator chooses, with its defaults and its rule. */
export const STRATEGY: SettingDocument<DunningStrategy, StrategyRefusal> = {
  name: 'collections.strategy',
  defaults: {
    steps: [
      step(1, 'friendly', { minDaysOverdue: 3, minDaysSincePrevious: 0 }),
      step(2, 'firm', { minDaysOverdue: 14, minDaysSincePrevious: 7 }),
      step(3, 'serious', { minDaysOverdue: 30, minDaysSincePrevious: 10 }),
      step(4, 'final', { minDaysOverdue: 45, minDaysSincePrevious: 10 }),
    ],
    minimumAmounts: { EUR: '10.00', GBP: '10.00', USD: '10.00', CHF: '10.00', SEK: '100.00' },
  },
  broken: brokenRuleOfStrategy,
};

export function brokenRuleOfStrategy(strategy: DunningStrategy): StrategyRefusal | undefined {
  const { steps } = strategy;
  if (steps.length === 0 || steps.some((one, i) => one.level !== i + 1))
    return 'levels_must_rise_by_one';
  if (steps.some((one) => one.minDaysOverdue < 1)) return 'step_must_follow_due_day';
  if (steps.some((one, i) => i > 0 && one.minDaysOverdue < (steps[i - 1]?.minDaysOverdue ?? 0)))
    return 'days_must_rise_with_levels';
  if (steps.some((one, i) => i > 0 && one.minDaysSincePrevious < 1))
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

function step(
  level: number,
  template: string,
  days: Pick<DunningStep, 'minDaysOverdue' | 'minDaysSincePrevious'>,
): DunningStep {
  return { level, ...days, template, channel: 'mail' };
}
