import {
  decimalsOf,
  moneyText,
  parseMoney,
  type Currency,
  type Money,
} from '@goodterms/core/kernel/money.ts';

/**
 * An amount as a bank states it: exact decimal text with its sign, never rounded. `money` is
 * there when the currency is known and has that many decimals; what has no `money` can be shown
 * and cannot be booked.
 */
export type StatedAmount = {
  readonly exact: string;
  readonly currency: Currency | undefined;
  readonly money: Money | undefined;
};

/** Undefined when the text is no plain decimal number such as '-1250.00'. */
export function statedAmount(
  text: string,
  currency: Currency | undefined,
): StatedAmount | undefined {
  const match = /^\s*([-+]?)(\d{1,18})(?:\.(\d{0,18}))?\s*$/.exec(
    text.startsWith('.') ? `0${text}` : text,
  );
  if (!match) return undefined;
  const [, sign = '', digits = '', fraction = ''] = match;
  const whole = digits.replace(/^0+(?=\d)/, '');
  const exact = `${sign === '-' ? '-' : ''}${whole}${fraction === '' ? '' : `.${fraction}`}`;
  const money = currency === undefined ? undefined : parseMoney(exact, currency);
  return { exact: money === undefined ? exact : moneyText(money), currency, money };
}

export function negated(amount: StatedAmount): StatedAmount {
  const { exact, currency } = amount;
  const other = exact.startsWith('-') ? exact.slice(1) : `-${exact}`;
  return statedAmount(other, currency) ?? amount;
}

export function isNegative(amount: StatedAmount): boolean {
  return amount.exact.startsWith('-') && /[1-9]/.test(amount.exact);
}

/** The exact sum of decimal texts, whatever decimals each has. */
export function exactSum(texts: readonly string[]): string {
  const scale = texts.reduce((most, text) => Math.max(most, decimalsIn(text)), 0);
  const total = texts.reduce((sum, text) => sum + scaled(text, scale), 0n);
  const digits = (total < 0n ? -total : total).toString().padStart(scale + 1, '0');
  const fraction = scale === 0 ? '' : `.${digits.slice(-scale)}`;
  return `${total < 0n ? '-' : ''}${digits.slice(0, digits.length - scale)}${fraction}`;
}

export function isSameAmount(a: string, b: string): boolean {
  const scale = Math.max(decimalsIn(a), decimalsIn(b));
  return scaled(a, scale) === scaled(b, scale);
}

/** Why an amount cannot be booked, for a problem's text; undefined when it can. */
export function whyNotMoney({ exact, currency, money }: StatedAmount): string | undefined {
  if (money !== undefined) return undefined;
  if (currency === undefined) return `${exact} has no currency`;
  if (/^-?\d{15,}/.test(exact)) return `${exact} ${currency} is more than any account has seen`;
  return `${exact} ${currency} has more than the ${decimalsOf(currency)} decimals of its currency`;
}

function decimalsIn(text: string): number {
  const point = text.indexOf('.');
  return point < 0 ? 0 : text.length - point - 1;
}

function scaled(text: string, scale: number): bigint {
  const [whole = '0', fraction = ''] = text.split('.');
  const size = BigInt(whole.replace('-', '') + fraction.padEnd(scale, '0'));
  return text.startsWith('-') ? -size : size;
}
