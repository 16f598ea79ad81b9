import { composedField, speaksOfSomethingElse } from './composed-headers.ts';
import { HEADERS, type LedgerField } from './ledger-vocabulary.ts';

type Heading = {
  readonly field: LedgerField;
  readonly words: string;
  readonly compact: string;
  readonly stem: boolean;
  readonly vague: boolean;
};

const HEADINGS: readonly Heading[] = Object.entries(HEADERS).flatMap(([field, phrases]) =>
  phrases
    .split('|')
    .filter((phrase) => phrase.trim() !== '')
    .flatMap(spellings)
    .map((phrase) => ({
      field: field as LedgerField,
      words: wordsOf(phrase.replace('*', '')),
      compact: phrase.split('*').map(compact).join('*'),
      stem: phrase.includes('*'),
      vague: phrase.includes('~'),
    })),
);

/** German without its own letters: 'Faelligkeit', 'Waehrung'. */
function spellings(phrase: string): string[] {
  const other = phrase.replace(/[äöüÄÖÜ]/g, (letter) => `${plain(letter)}e`);
  return other === phrase ? [phrase] : [phrase, other];
}

export const LEDGER_FIELDS = Object.keys(HEADERS) as readonly LedgerField[];

export type NamedField = { readonly field: LedgerField; readonly score: number };

/** A header that is the very words of a field, a part of them, or words that may mean anything. */
const VERY_WORDS = 100;
const STEM = 95;
const VAGUE = 60;
/** No phrase says it, its words do. */
const COMPOSED = 50;

/** The fields a header may mean, best first. */
export function fieldsNamedBy(header: string): NamedField[] {
  const bare = withoutCurrency(header).replace(IN_BRACKETS, '');
  const written = { compact: compact(bare), words: wordsOf(bare) };
  const best = new Map<LedgerField, number>();
  for (const heading of HEADINGS) {
    const score = scoreOf(heading, written);
    if (score > (best.get(heading.field) ?? 0)) best.set(heading.field, score);
  }
  const composed = composedField(written.words);
  if (composed !== undefined && !best.has(composed)) best.set(composed, COMPOSED);
  return [...best]
    .map(([field, score]) => ({ field: isDenied(written.words) ? denied(field) : field, score }))
    .toSorted((a, b) => b.score - a.score);
}

/** 'Amount not settled', 'nicht bezahlt', 'non réglé': what is open. */
function isDenied(words: string): boolean {
  return /(?:^| )(?:not|non|nicht|noch|niet|nog|ikke|ej|inte|un|no) (?:yet |ancora |encore )?(?:paid|settled|received|bezahlt|gezahlt|ausgeglichen|paye|regle|encaisse|betaald|pagad|pagat|cobrad|incassat|betal)/.test(
    words,
  );
}

function denied(field: LedgerField): LedgerField {
  return field === 'paidAmount' ? 'openAmount' : field;
}

/** Of an order, a delivery, a reminder: of nothing that a ledger keeps. */
export function saysAnythingElse(header: string): boolean {
  return speaksOfSomethingElse(wordsOf(header));
}

/** What is no whole amount, but net, or a part of it. */
export function isPartOfAmount(header: string): boolean {
  return PART.test(header) && !WHOLE.test(header);
}

const PART =
  /untaxed|sub ?total|\bnet\b|^netto|\bht\b|\bexcl|\bex\b|before|ohne|\btax|\bvat\b|mwst|\bust\b|\btva\b|\bbtw\b|\biva\b|moms/i;
const WHOLE = /incl|inkl|gross|brut|ttc|with|\bmit\b|avec|toutes/i;

/** Whose clock or whose currency it is. */
const IN_BRACKETS = /\s*\((?:UTC|GMT|LCY|local)\)\s*$/i;
const CURRENCY_AT_END = /[\s_([/-]+(?:in\s+|en\s+)?([A-Z]{3})[\s)\]]*$/;
const USUAL_CURRENCIES =
  /^(AUD|BRL|CAD|CHF|CNY|CZK|DKK|EUR|GBP|HKD|HUF|ILS|INR|JPY|KRW|MXN|NOK|NZD|PLN|RON|SEK|SGD|THB|TRY|USD|ZAR)$/;

/** 'Amount (EUR)' and 'Betrag in EUR' say the currency of the column. */
export function currencyInHeader(header: string): string | undefined {
  const code = CURRENCY_AT_END.exec(header.slice(-40))?.[1];
  return code !== undefined && USUAL_CURRENCIES.test(code) ? code : undefined;
}

function withoutCurrency(header: string): string {
  return currencyInHeader(header) === undefined ? header : header.replace(CURRENCY_AT_END, '');
}

function scoreOf(heading: Heading, written: { compact: string; words: string }): number {
  const { compact: phrase, words, stem, vague } = heading;
  if (stem) {
    const [start = '', end = ''] = phrase.split('*');
    const fits =
      written.compact.startsWith(start) &&
      written.compact.endsWith(end) &&
      written.compact.length >= start.length + end.length &&
      written.compact.length <= start.length + end.length + 6;
    return fits ? (vague ? VAGUE : STEM) : 0;
  }
  if (phrase === written.compact) return vague ? VAGUE : VERY_WORDS;
  if (vague || phrase.length < 4) return 0;
  // Within a longer header whole words count; a long word may also stand in a compound.
  const isPart = ` ${written.words} `.includes(` ${words} `);
  if (!isPart && !(phrase.length >= 8 && written.compact.includes(phrase))) return 0;
  return Math.min(80, 30 + phrase.length * 2 + (written.compact.endsWith(phrase) ? 6 : 0));
}

/** 'InvoiceDate', 'invoice_date' and 'Invoice date' are the same two words. */
function wordsOf(text: string): string {
  return plain(text.replace(/(\p{Ll})(?=\p{Lu})/gu, '$1 '))
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** Capital letters, accents, blanks and signs are how it looks, not what it says. */
function compact(text: string): string {
  return plain(text).replace(/[^\p{L}\p{N}]/gu, '');
}

function plain(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/ß/g, 'ss')
    .replace(/[øœ]/g, 'o')
    .replace(/æ/g, 'ae')
    .replace(/ł/g, 'l')
    .replace(/n°|nº/g, 'no')
    .replaceAll('#', ' no ');
}
