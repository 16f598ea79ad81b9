/** An amount as it travels: exact decimal text and a currency code. */
export type AmountOf = { readonly amount: string; readonly currency: string };

/** Signs that everybody reads the same way; every other currency is named by its code. */
const WITH_SIGN: ReadonlySet<string> = new Set(['EUR', 'GBP', 'USD']);

const formats = new Map<string, Intl.NumberFormat>();

/** '€1,250.00', '−$12.50', 'CHF 80.00'; exact, because the format is given text and never a number. */
export function amountText({ amount, currency }: AmountOf): string {
  let format = formats.get(currency);
  if (format === undefined) {
    const currencyDisplay = WITH_SIGN.has(currency) ? 'narrowSymbol' : 'code';
    format = new Intl.NumberFormat('en-GB', { style: 'currency', currency, currencyDisplay });
    formats.set(currency, format);
  }
  return format.format(amount as Intl.StringNumericLiteral).replace('-', '−');
}

export function isZero({ amount }: AmountOf): boolean {
  return !/[1-9]/.test(amount);
}

/** '€1,250.00 and CHF 40.00': several currencies are named side by side and never added up. */
export function amountsText(amounts: readonly AmountOf[]): string {
  if (amounts.length === 0) return 'nothing';
  return new Intl.ListFormat('en-GB').format(amounts.map(amountText));
}

/** The exact decimal text of what somebody typed, or undefined: '1,250.5' is '1250.5'. */
export function typedAmount(typed: string): string | undefined {
  const text = typed.replaceAll(/[\s,'’]/g, '');
  return /^\d{1,15}(\.\d{1,4})?$/.test(text) ? text : undefined;
}
