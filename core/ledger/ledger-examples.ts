import { money, moneyText, type Currency } from '../kernel/money.ts';
import type { LedgerBooks } from './ledger-books.ts';
import type { LedgerDifference } from './ledger-difference.ts';
import { openAfter, outcomeOf, type ItemOutcome } from './item-outcome.ts';
import type { ItemComparison } from './ledger-item-difference.ts';

/** One change of many, as a person reads it. */
export type ChangeExample = {
  readonly noun: string;
  readonly change: ItemOutcome;
  readonly reference: string;
  readonly customer: string;
  readonly sentence: string;
};

/** Of each noun and change: enough to see whether the file was understood. */
export const EXAMPLES_EACH = 40;

export function examplesOf(difference: LedgerDifference, books: LedgerBooks): ChangeExample[] {
  const { items, missing, customers, credits } = difference;
  const names = new Map(customers.added.map(({ number, name }) => [number, name]));
  const nameOf = (number: string) =>
    books.customers.get(number)?.name ?? names.get(number) ?? number;
  const shown: Partial<Record<ItemOutcome, Map<string, number>>> = {};
  const examples: ChangeExample[] = [];
  /** Sentences are written only of what is shown; a file may have a million rows. */
  const show = (noun: string, change: ItemOutcome, write: () => ChangeWords) => {
    if (change === 'unchanged') return;
    const ofChange = (shown[change] ??= new Map());
    const times = ofChange.get(noun) ?? 0;
    if (times >= EXAMPLES_EACH) return;
    ofChange.set(noun, times + 1);
    const { reference, customerNumber, sentence } = write();
    examples.push({ noun, change, reference, customer: nameOf(customerNumber), sentence });
  };
  const showItem = (comparison: ItemComparison, change: ItemOutcome) => {
    const { customerNumber, ref } = comparison.need;
    show(ref.kind, change, () => ({
      reference: ref.reference,
      customerNumber,
      sentence: itemSentence(comparison, change),
    }));
  };
  for (const comparison of items) showItem(comparison, outcomeOf(comparison));
  for (const comparison of missing) showItem(comparison, 'missing');
  for (const { number } of customers.added)
    show('customer', 'added', () => ({
      reference: number,
      customerNumber: number,
      sentence: 'New.',
    }));
  for (const { after, fields } of customers.changed)
    show('customer', 'changed', () => ({
      reference: after.number,
      customerNumber: after.number,
      sentence: `Changed: ${fields.map((field) => inWords(field)).join(', ')}.`,
    }));
  for (const { kind, reference, customerNumber, amount, currency, receivedOn } of credits)
    show(kind, 'added', () => ({
      reference,
      customerNumber,
      sentence: `New: ${amountText(amount, currency)} of ${receivedOn}.`,
    }));
  return examples;
}

type ChangeWords = Pick<ChangeExample, 'reference' | 'sentence'> & {
  readonly customerNumber: string;
};

function itemSentence(comparison: ItemComparison, change: ItemOutcome): string {
  const { need, openBefore, added, change: changed, raise, lowering } = comparison;
  const text = (minor: bigint) => amountText(minor, need.currency);
  const after = openAfter(comparison);
  if (added) {
    const open = after === added.amount ? '' : `, ${text(after)} of it open`;
    return `New: ${text(added.amount)}, due ${added.dueOn}${open}.`;
  }
  if (change === 'missing') return `Not in the file; ${text(openBefore)} is open.`;
  if (change === 'closed') return `Settled: ${text(openBefore)} was open.`;
  const parts = [
    changed?.dueOn && `due ${changed.dueOn.to} instead of ${changed.dueOn.from}`,
    changed?.orderReference && `order ${changed.orderReference.to}`,
    changed?.paymentReference && `payment reference ${changed.paymentReference.to}`,
    raise && `raised by ${text(raise.amount)}`,
    lowering && `lowered by ${text(lowering.amount)}`,
    after !== openBefore && `${text(after)} open instead of ${text(openBefore)}`,
  ];
  return `Changed: ${parts.filter(Boolean).join(', ')}.`;
}

function amountText(minor: bigint, currency: Currency): string {
  return `${moneyText(money(minor, currency))} ${currency}`;
}

/** 'termDays' is 'term days' */
function inWords(field: string): string {
  return field.replaceAll(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
}
