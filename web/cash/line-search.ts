import { parseDay } from '@goodterms/core/kernel/day.ts';
import { typedAmount } from '@goodterms/ui/amount-text.ts';
import type { CashSearch } from '../paths.ts';

/** What the address narrows lines to, as the server is asked; what cannot be read is left out. */
export function filterOf({ statement, account, from, until, min, max, search }: CashSearch) {
  return {
    statementId: statement,
    account,
    from: parseDay(from ?? ''),
    until: parseDay(until ?? ''),
    amountMin: typedAmount(min ?? ''),
    amountMax: typedAmount(max ?? ''),
    search,
  };
}

export function isNarrowed({ account, from, until, min, max, search }: CashSearch): boolean {
  return [account, from, until, min, max, search].some((one) => one !== undefined);
}
