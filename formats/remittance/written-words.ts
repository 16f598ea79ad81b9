import { readDay } from '@goodterms/core/kernel/written-day.ts';
import { parseCurrency } from '@goodterms/core/kernel/money.ts';

const AMOUNT =
  /^\(?[-+−]?\s?(?:[A-Z]{3}|\p{Sc}|kr\.?|Fr\.?)?\s?\(?[-+−]?\d{1,3}(?:(?:[.,'’ \u00a0\u202f]\d{3})+|\d*)(?:[.,]\d{1,3})?\)?\s?[-−]?\s?(?:[A-Z]{3}|\p{Sc}|kr\.?|CR|Cr)?\)?$/u;

/** An amount of money by its looks: with decimals, a currency, or thousands set apart. */
export function looksLikeAmount(text: string): boolean {
  return (
    text.length <= 40 &&
    AMOUNT.test(text.trim()) &&
    (/[.,]\d{2,3}(?!\d)/.test(text) || /\p{Sc}/u.test(text) || currencyIn(text) !== undefined)
  );
}

/** A plain number may be an amount where the column says so. */
export function canBeAmount(text: string): boolean {
  return text.length <= 40 && AMOUNT.test(text.trim());
}

export function looksLikeDay(text: string): boolean {
  return (
    /\d[-./ ]\s?(\d|\p{L})|^\d{8}$/u.test(text) &&
    (readDay(text, 'DMY') ?? readDay(text, 'MDY')) !== undefined
  );
}

/** A document's number: digits in it, no blank of its own, neither a day nor an amount. */
export function looksLikeReference(text: string): boolean {
  return (
    /^[\p{L}\p{N}][\p{L}\p{N}/._#-]{1,39}$/u.test(text) &&
    /\d{2}|\p{L}.*\d/u.test(text) &&
    text.replace(/[^\p{L}\p{N}]/gu, '').length >= 3 &&
    !looksLikeDay(text) &&
    !looksLikeAmount(text)
  );
}

const NAMED_INVOICE =
  /(?:invoices?|rechnung(?:en)?|facture|factuur|factura|fattura|faktura|lasku|(?<!\p{L})(?:inv\b|re\b|rg\b|bill\b))\w*[\s.:]*(?:ref(?:erence)?|number|num|no|nr|nummer|numero|n°|id|#)?[\s.:#]*((?=[\p{L}-]{0,6}\d|[\w/-]*\d{3})[\p{L}\p{N}][\p{L}\p{N}/_-]{2,39})/giu;

const AND_NUMBER =
  /\s*(?:[,;+&]|\b(?:and|und|en|et|y|e|och|og|ja|i)\b)+\s*((?=[\p{L}-]{0,6}\d|[\w/-]*\d{3})[\p{L}\p{N}][\p{L}\p{N}/_-]{2,39})(?![.,]\d)/uy;

/** A number that says of itself that it is an invoice's. */
const SELF_NAMED = /(?<![\p{L}\p{N}-])INV[-_/][\p{L}\p{N}/_-]*\d[\p{L}\p{N}/_-]*/giu;

/** Numbers that a sentence calls an invoice's: 'Invoices INV-10000 and INV-10001.' */
export function invoicesNamedIn(text: string): string[] {
  const numbers: string[] = [];
  for (const found of text.matchAll(NAMED_INVOICE)) {
    numbers.push(found[1] ?? '');
    AND_NUMBER.lastIndex = found.index + found[0].length;
    for (let more = AND_NUMBER.exec(text); more !== null; more = AND_NUMBER.exec(text))
      numbers.push(more[1] ?? '');
  }
  if (numbers.length === 0) numbers.push(...[...text.matchAll(SELF_NAMED)].map(([found]) => found));
  return [...new Set(numbers)].filter(looksLikeReference);
}

const CALLED =
  /^(?:bills?|invoices?|rechnung|facture|factuur|factura|fattura|faktura)\s*(?:no\b|nr\b|num(?:ber)?\b)?[.:#\s]*(\S*\d\S*)$/i;

/** 'Bill #INV-55' is INV-55. */
export function bareNumber(reference: string): string {
  return CALLED.exec(reference.trim())?.[1] ?? reference;
}

const PIECE =
  /(?<![\p{L}\d.,/-])(?:\d{4}-\d{2}-\d{2}|\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d{2}))(?![\d/-])|(?<![\p{L}\d.,])[-−+(]?(?:[A-Z]{3} ?|\p{Sc} ?)?[-−]?\d{1,3}(?:(?:[.,'’ \u00a0\u202f]\d{3})+|\d*)[.,]\d{2}(?!\d)[)−-]?(?: ?(?:[A-Z]{3}\b|\p{Sc}))?|\S+/gu;

/** Days and amounts of a sentence in one piece each, and the words between them. */
export function piecesIn(text: string): string[] {
  return [...text.matchAll(PIECE)].map(([piece]) => piece);
}

const SIGNS: Readonly<Record<string, string>> = {
  '€': 'EUR',
  '£': 'GBP',
  zł: 'PLN',
  '₹': 'INR',
  '¥': 'JPY',
};
const CODES =
  /\b(AED|ARS|AUD|AZN|BAM|BDT|BGN|BHD|BRL|CAD|CHF|CLP|CNY|COP|CRC|CZK|DKK|DOP|DZD|EGP|EUR|GBP|GEL|GTQ|HKD|HUF|IDR|ILS|INR|ISK|JOD|JPY|KES|KRW|KWD|KZT|LKR|MAD|MDL|MKD|MXN|MYR|NGN|NOK|NZD|OMR|PEN|PHP|PKR|PLN|QAR|RON|RSD|SAR|SEK|SGD|THB|TND|TRY|TWD|UAH|USD|UYU|VND|XAF|XOF|ZAR)\b|€|£|zł|₹|¥/g;

/** The currency a text names, when it names one and no other. */
export function currencyIn(text: string) {
  const found = new Set([...text.matchAll(CODES)].map(([code]) => SIGNS[code] ?? code));
  const [only] = found;
  return found.size === 1 && only !== undefined ? parseCurrency(only) : undefined;
}
