import { parseMoney, toCurrency, type Currency } from '../kernel/money.ts';
import { calendarOf, type Calendar } from '../settings/calendar.ts';
import { minutesOf, type ContactRules } from '../settings/contact-rules.ts';
import type { DunningStrategy } from './dunning-strategy.ts';
import type { PromiseRules } from './promise-to-pay.ts';

/** What an administrator chose, made ready for the rules: read once, asked for every customer. */
export type CollectionSettings = {
  readonly strategy: DunningStrategy;
  readonly strategyVersion: number;
  readonly rules: ContactRules;
  /** Where we are: it decides which day today is for us. */
  readonly timeZone: string;
  readonly calendar: Calendar;
  readonly promises: PromiseRules;
  /** Minor units per currency below which nothing is asked. */
  readonly minimums: ReadonlyMap<Currency, bigint>;
  readonly sendFromMinutes: number;
  readonly sendUntilMinutes: number;
};

export function collectionSettings(chosen: {
  readonly strategy: DunningStrategy;
  readonly strategyVersion: number;
  readonly rules: ContactRules;
  readonly timeZone: string;
}): CollectionSettings {
  const { strategy, rules } = chosen;
  return {
    ...chosen,
    calendar: calendarOf(rules),
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
