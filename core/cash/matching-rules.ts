import type { SettingDocument } from '../settings/setting.ts';

/** When a rule may settle a payment by itself. */
export type MatchingRules = {
  /** Of 1, as text: so often must what is settled without a person be right. */
  readonly targetPrecision: string;
  /** An automatic match that nobody took back in so many days counts as confirmed. */
  readonly standsAfterDays: number;
};

export type MatchingRulesRefusal = 'precision_must_be_a_share' | 'days_must_be_within_a_year';

export const MATCHING_RULES: SettingDocument<MatchingRules, MatchingRulesRefusal> = {
  name: 'cash.matching',
  defaults: { targetPrecision: '0.999', standsAfterDays: 30 },
  broken: ({ targetPrecision, standsAfterDays }) => {
    const target = precisionOf(targetPrecision);
    if (target === undefined || target < LEAST_PRECISION) return 'precision_must_be_a_share';
    return standsAfterDays >= 1 && standsAfterDays <= 366 && Number.isInteger(standsAfterDays)
      ? undefined
      : 'days_must_be_within_a_year';
  },
};

/** Below this nobody would let a rule work alone. */
const LEAST_PRECISION = 0.9;

/** A share of 1 with up to six places; undefined when the text is none. */
export function precisionOf(text: string): number | undefined {
  return /^(?:0\.\d{1,6}|1(?:\.0{1,6})?)$/.test(text) ? Number(text) : undefined;
}
