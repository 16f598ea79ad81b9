import type { BankLineJson, findCandidates } from '@goodterms/api/cash/cash.ts';
import {
  isPositive,
  moneyText,
  parseMoney,
  smaller,
  subtract,
  toCurrency,
  zero,
  type Money,
} from '@goodterms/core/kernel/money.ts';
import { typedAmount } from '@goodterms/ui/amount-text.ts';
import type { ReplyOf } from '../call.ts';

export type Candidate = ReplyOf<typeof findCandidates>['items'][number];

/** An invoice with what is typed to be set against it. */
export type Part = { readonly item: Candidate; readonly amount: string };

/** What of the payment is in none of the parts; below nothing when they are too much. */
export function restOf(line: BankLineJson, parts: readonly Part[]): Money {
  const currency = toCurrency(line.amount.currency);
  return parts
    .map(({ amount }) => amountOf(amount, currency) ?? zero(currency))
    .reduce(subtract, parseMoney(line.amount.amount, currency) ?? zero(currency));
}

/** With the item, which takes what is open of it until the money runs out. */
export function withItem(
  line: BankLineJson,
  parts: readonly Part[],
  item: Candidate,
): readonly Part[] {
  const rest = restOf(line, parts);
  const open = parseMoney(item.open.amount, rest.currency) ?? zero(rest.currency);
  const fitting = isPositive(rest) ? smaller(open, rest) : zero(rest.currency);
  return [...parts, { item, amount: moneyText(fitting) }];
}

/** Why the parts cannot be saved, in a sentence. */
export function whyNotSaved(line: BankLineJson, parts: readonly Part[]): string | undefined {
  if (parts.length === 0) return 'Choose at least one invoice.';
  const currency = toCurrency(line.amount.currency);
  for (const { item, amount } of parts) {
    const part = amountOf(amount, currency);
    if (part === undefined || !isPositive(part)) return `Say how much goes to ${item.reference}.`;
    const open = parseMoney(item.open.amount, currency);
    if (open && part.minor > open.minor) return `${item.reference} has less open than that.`;
  }
  return restOf(line, parts).minor < 0n ? 'The parts are more than the payment.' : undefined;
}

export function amountOf(
  typed: string,
  currency: ReturnType<typeof toCurrency>,
): Money | undefined {
  const text = typedAmount(typed);
  return text === undefined ? undefined : parseMoney(text, currency);
}

/** The best proposal as parts to change, for a payment that is divided otherwise. */
export function partsProposed(line: BankLineJson): readonly Part[] {
  const [best] = line.proposals;
  if (best === undefined) return [];
  return best.items
    .filter(({ creditNote }) => creditNote === null)
    .map(({ openItemId, reference, dueOn, open, applied }) => ({
      item: {
        openItemId,
        reference,
        dueOn,
        open,
        customerId: best.customerId,
        customerName: best.customerName,
      },
      amount: applied.amount,
    }));
}
