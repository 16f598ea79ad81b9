import { money, parseCurrency, parseMoney, type Currency, type Money } from '../kernel/money.ts';
import type { Role } from '../settings/permissions.ts';
import type { SettingDocument } from '../settings/setting.ts';

/** Amounts by currency, as text: `{ EUR: '10.00' }`. A currency without one has the limit zero. */
export type Limits = Readonly<Record<string, string>>;

/** What may be done about payments that are less than what they pay, and by whom. */
export type ShortPaymentRules = {
  /** A discount that was taken in time is granted without asking. */
  readonly grantsDiscountInTime: boolean;
  /** Money is on its way for a day or two: so long after the last day a discount is still in time. */
  readonly discountGraceDays: number;
  /** A difference up to this is rounding, and waived without asking. */
  readonly roundingUpTo: Limits;
  /** A difference up to this may be the fee of a bank on the way. */
  readonly bankFeeUpTo: Limits;
  /** More than this is not waived here by anybody: it needs a credit note. */
  readonly tolerance: Limits;
  /** What each role may waive alone; who is not named may waive nothing. */
  readonly authority: Readonly<Partial<Record<Role, Limits>>>;
};

export type ShortPaymentRulesRefusal = 'limits_must_be_amounts';

export const SHORT_PAYMENT_RULES: SettingDocument<ShortPaymentRules, ShortPaymentRulesRefusal> = {
  name: 'cash.short_payments',
  defaults: {
    grantsDiscountInTime: true,
    discountGraceDays: 3,
    roundingUpTo: limits('0.05', '0.50', '0.20', '5'),
    bankFeeUpTo: limits('25.00', '250.00', '100.00', '4000'),
    tolerance: limits('50.00', '500.00', '200.00', '8000'),
    authority: {
      owner: limits('50.00', '500.00', '200.00', '8000'),
      manager: limits('50.00', '500.00', '200.00', '8000'),
      clerk: limits('10.00', '100.00', '40.00', '1500'),
    },
  },
  broken: ({ roundingUpTo, bankFeeUpTo, tolerance, authority }) =>
    [roundingUpTo, bankFeeUpTo, tolerance, ...Object.values(authority)].every(areAmounts)
      ? undefined
      : 'limits_must_be_amounts',
};

/** Zero where nothing is said. */
export function limitIn(limit: Limits | undefined, currency: Currency): Money {
  const text = limit && Object.hasOwn(limit, currency) ? limit[currency] : undefined;
  return (text === undefined ? undefined : parseMoney(text, currency)) ?? money(0n, currency);
}

function areAmounts(limit: Limits): boolean {
  return Object.entries(limit).every(([code, text]) => {
    const currency = parseCurrency(code);
    const amount = currency && parseMoney(text, currency);
    return amount !== undefined && amount.minor >= 0n;
  });
}

/** Small amounts that are about as small in each currency. */
function limits(euro: string, krone: string, zloty: string, yen: string): Limits {
  return {
    EUR: euro,
    USD: euro,
    GBP: euro,
    CHF: euro,
    CAD: euro,
    AUD: euro,
    DKK: krone,
    NOK: krone,
    SEK: krone,
    CZK: krone,
    PLN: zloty,
    JPY: yen,
  };
}
