import type { MoneyJson } from '@goodterms/api/fields.ts';
import { add, moneyText, parseMoney, toCurrency, zero } from '@goodterms/core/kernel/money.ts';

/** One total for each currency, exact; never one over several. */
export function totals(amounts: readonly MoneyJson[]): MoneyJson[] {
  const byCurrency = Map.groupBy(amounts, ({ currency }) => currency);
  return [...byCurrency].map(([code, parts]) => {
    const currency = toCurrency(code);
    const total = parts
      .map(({ amount }) => parseMoney(amount, currency) ?? zero(currency))
      .reduce(add, zero(currency));
    return { amount: moneyText(total), currency: code };
  });
}
