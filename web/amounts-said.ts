import { amountText } from '@goodterms/ui/amount-text.ts';
import { dayWords } from '@goodterms/ui/day-words.ts';

/** Sentences of the rules name amounts exactly, '1250.00 EUR'; pages write them as everywhere. */
export function withAmounts(sentence: string): string {
  return sentence.replaceAll(
    /(?<![\w.-])(-?\d+(?:\.\d+)?) ([A-Z]{3})\b/g,
    (_all, amount: string, currency: string) => amountText({ amount, currency }),
  );
}

/** 'due 2026-03-03' is 'due Tue 3 Mar' */
export function withDays(sentence: string, today: string): string {
  return sentence.replaceAll(/\b\d{4}-\d{2}-\d{2}\b/g, (day) => dayWords(day, today));
}
