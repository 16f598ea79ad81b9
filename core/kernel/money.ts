import { assert } from './assert.ts';

declare const currency: unique symbol;

/** An ISO 4217 code, such as EUR; `parseCurrency` makes one from text. */
export type Currency = string & { readonly [currency]: true };

/** Currencies of ISO 4217 list one whose minor unit is not a hundredth. */
const OTHER_DECIMALS: Readonly<Record<string, number>> = {
  BIF: 0,
  CLP: 0,
  DJF: 0,
  GNF: 0,
  ISK: 0,
  JPY: 0,
  KMF: 0,
  KRW: 0,
  PYG: 0,
  RWF: 0,
  UGX: 0,
  UYI: 0,
  VND: 0,
  VUV: 0,
  XAF: 0,
  XOF: 0,
  XPF: 0,
  BHD: 3,
  IQD: 3,
  JOD: 3,
  KWD: 3,
  LYD: 3,
  OMR: 3,
  TND: 3,
  CLF: 4,
  UYW: 4,
};

/** An exact amount. `minor` counts the currency's smallest unit: cents, yen, fils. */
export type Money = { readonly minor: bigint; readonly currency: Currency };

export function money(minor: bigint, of: Currency): Money {
  return { minor, currency: of };
}

export function zero(of: Currency): Money {
  return money(0n, of);
}

/** Undefined when the text is not three capital letters; the world has more codes than any list. */
export function parseCurrency(text: string): Currency | undefined {
  return /^[A-Z]{3}$/.test(text) ? (text as Currency) : undefined;
}

/** For codes written in our own code; text from outside goes through `parseCurrency`. */
export function toCurrency(text: string): Currency {
  const parsed = parseCurrency(text);
  assert(parsed !== undefined, `a currency code, not '${text}'`);
  return parsed;
}

/** How many decimals the currency has: 2 for EUR, 0 for JPY, 3 for KWD. */
export function decimalsOf(of: Currency): number {
  return OTHER_DECIMALS[of] ?? 2;
}

export function add(a: Money, b: Money): Money {
  assertSameCurrency(a, b);
  return money(a.minor + b.minor, a.currency);
}

export function subtract(a: Money, b: Money): Money {
  assertSameCurrency(a, b);
  return money(a.minor - b.minor, a.currency);
}

export function negate(a: Money): Money {
  return money(-a.minor, a.currency);
}

export function sum(amounts: readonly Money[], of: Currency): Money {
  return amounts.reduce(add, zero(of));
}

export function smaller(a: Money, b: Money): Money {
  assertSameCurrency(a, b);
  return a.minor <= b.minor ? a : b;
}

export function equals(a: Money, b: Money): boolean {
  return a.currency === b.currency && a.minor === b.minor;
}

export function isPositive(amount: Money): boolean {
  return amount.minor > 0n;
}

/**
 * Seventeen digits of the smallest unit, more than any account has seen. A database that counts in
 * 64 bits adds up dozens of such amounts.
 */
const MINOR_MOST = 10n ** 17n - 1n;

/** Whether an amount is small enough to be booked and added up. */
export function isBookable({ minor }: Money): boolean {
  return minor <= MINOR_MOST && minor >= -MINOR_MOST;
}

/** Reads '1250.00'. Undefined when the text is not an exact, bookable amount of this currency. */
export function parseMoney(text: string, of: Currency): Money | undefined {
  const plain = plainMinor(text, decimalsOf(of));
  if (plain !== undefined) return money(BigInt(plain), of);
  const match = /^([-+]?)(\d{1,18})(?:\.(\d*))?$/.exec(text);
  if (!match) return undefined;
  const [, sign = '', whole = '', fraction = ''] = match;
  const decimals = decimalsOf(of);
  if (/[1-9]/.test(fraction.slice(decimals))) return undefined;
  const minor = BigInt(whole + fraction.slice(0, decimals).padEnd(decimals, '0'));
  const amount = money(sign === '-' ? -minor : minor, of);
  return isBookable(amount) ? amount : undefined;
}

/** A number holds so many digits exactly. */
const PLAIN_DIGITS = 15;

/** '1250.00' as 125000, told without a pattern: nearly every amount of a large file is such a one. */
function plainMinor(text: string, decimals: number): number | undefined {
  const whole = text.length - (decimals === 0 ? 0 : decimals + 1);
  if (whole < 1 || text.length > PLAIN_DIGITS) return undefined;
  let minor = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (at === whole && code === POINT) continue;
    if (at === whole || code < ZERO || code > NINE) return undefined;
    minor = minor * 10 + code - ZERO;
  }
  return minor;
}

const POINT = 46;
const ZERO = 48;
const NINE = 57;

/** Writes '1250.00': the form used in the API, in files and in logs. Never for people's eyes. */
export function moneyText({ minor, currency: of }: Money): string {
  const decimals = decimalsOf(of);
  const digits = (minor < 0n ? -minor : minor).toString().padStart(decimals + 1, '0');
  const whole = digits.slice(0, digits.length - decimals);
  const fraction = decimals === 0 ? '' : `.${digits.slice(-decimals)}`;
  return `${minor < 0n ? '-' : ''}${whole}${fraction}`;
}

function assertSameCurrency(a: Money, b: Money): void {
  assert(a.currency === b.currency, `one currency, not ${a.currency} with ${b.currency}`);
}
