import { toCurrency, parseMoney, type Currency } from '../kernel/money.ts';
import type { BusinessCalendar } from '../settings/business-calendar.ts';
import { minutesOf, ourCalendar, type ContactRules } from './contact-rules.ts';
import type { DunningStrategy } from './dunning-strategy.ts';
import type { PromiseRules } from './promise-to-pay.ts';

/** What an administrator chose, made ready for the rules: read once, asked for every customer. */
export type CollectionSettings = {
  readonly strategy: DunningStrategy;
  readonly strategyVersion: number;
  readonly rules: ContactRules;
  readonly calendar: BusinessCalendar;
  readonly promises: PromiseRules;
  /** Minor units per currency below which nothing is asked. */
  readonly minimums: ReadonlyMap<Currency, bigint>;
  readonly sendFromMinutes: number;
  readonly sendUntilMinutes: number;
};

export function collectionSettings(
  strategy: DunningStrategy,
  strategyVersion: number,
  rules: ContactRules,
): CollectionSettings {
  return {
    strategy,
    strategyVersion,
    rules,
    calendar: ourCalendar(rules),
    promises: {
      graceBusinessDays: rules.promiseGraceBusinessDays,
      horizonDays: rules.promiseHorizonDays,
    },
    minimums: new Map(
      Object.entries(strategy.minimumAmounts).map(([code, text]) => {
        const currency = toCurrency(code);
        return [currency, parseMoney(text, currency)?.minor ?? 0n];
      }),
    ),
    sendFromMinutes: minutesOf(rules.sendFrom) ?? 0,
    sendUntilMinutes: minutesOf(rules.sendUntil) ?? 1440,
  };
}
