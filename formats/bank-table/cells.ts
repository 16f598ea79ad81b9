import type { BankField, BankTableMapping } from '@goodterms/core/kernel/bank-table-mapping.ts';
import { parseCurrency, type Currency } from '@goodterms/core/kernel/money.ts';
import { readAmount, type DecimalMark } from '@goodterms/core/kernel/written-amount.ts';
import type { Table } from '../table/read-table.ts';
import { directionWord } from './row-words.ts';

/** What the cells of a row say, by the meaning of their column. */
export class RowCells {
  private readonly places: ReadonlyMap<BankField, readonly number[]>;
  private readonly headers: BankTableMapping['columns'];

  constructor(table: Table, columns: BankTableMapping['columns']) {
    const places = new Map<BankField, number[]>();
    for (const { field, header } of columns) {
      const at = table.header.indexOf(header);
      if (at >= 0) places.set(field, [...(places.get(field) ?? []), at]);
    }
    this.places = places;
    this.headers = columns;
  }

  has(field: BankField): boolean {
    return this.places.has(field);
  }

  /** Whether the amounts are what is left after the fee. */
  get isNet(): boolean {
    return this.headers.some(
      ({ field, header }) => field === 'amount' && /\bnett?o?\b/i.test(header),
    );
  }

  /** 'Betrag (EUR)' says of all its amounts what they are, whatever currency stands beside them. */
  currencyNamed(dollar: Currency | undefined): Currency | undefined {
    const named = this.headers
      .filter(({ field }) => field === 'amount' || field === 'debit' || field === 'credit')
      .map(({ header }) => currencySaid(header, dollar));
    return new Set(named).size === 1 ? named[0] : undefined;
  }

  /** The first filled cell. */
  text(row: readonly string[], field: BankField): string | undefined {
    for (const at of this.places.get(field) ?? []) {
      const text = row[at]?.replace(/\s+/g, ' ').trim();
      if (text && (field === 'indicator' || !isStroke(text))) return text;
    }
    return undefined;
  }

  filledIn(row: readonly string[], field: BankField): number {
    return (this.places.get(field) ?? []).filter((at) => (row[at] ?? '').trim() !== '').length;
  }

  /** All filled cells, joined; what another of them says as well is said once. */
  joined(row: readonly string[], field: BankField): string | undefined {
    const texts = (this.places.get(field) ?? [])
      .map((at) => row[at]?.replace(/\s+/g, ' ').trim() ?? '')
      .filter((text) => text !== '' && !isStroke(text))
      .filter(
        (text, at, all) =>
          !all.some((other, place) => says(other, text) && (other !== text || place < at)),
      );
    return texts.length === 0 ? undefined : texts.join(' ');
  }
}

/** A lone stroke stands for nothing. */
export function isStroke(text: string): boolean {
  return /^[-–—]+$/.test(text);
}

function says(whole: string, part: string): boolean {
  return whole === part || (part.length >= 8 && whole.includes(part));
}

/** An amount may carry the letter of its side: '119,00 S', '5.00 CR'. */
export const SIDE_BEHIND = /^(.*\d[\d.,]*)\s*(S|H|D|C|CR|DR|DB|Cr|Dr)\.?$/;

/** '-12.5' from '12,50 S' or '(12.50)'; the side is undefined when nothing but the sign says it. */
export type WrittenAmount = { readonly plain: string; readonly side: 'in' | 'out' | undefined };

export function writtenAmount(written: string, mark: DecimalMark): WrittenAmount | undefined {
  const text = withoutUnit(written);
  const [, bare, side] = SIDE_BEHIND.exec(text) ?? [];
  const direct = readAmount(text, mark);
  if (direct !== undefined) return { plain: direct, side: undefined };
  const plain =
    (bare === undefined ? undefined : readAmount(bare, mark)) ??
    readAmount(bare ?? text, mark === '.' ? ',' : '.');
  if (plain === undefined) return undefined;
  return { plain, side: side === undefined ? undefined : directionWord(side) };
}

/** Some currencies are written with two letters or one: '12,00 TL', '-R 12.00', 'Rs. 12'. */
export function withoutUnit(text: string): string {
  return text
    .replace(/^([-−+(]?)\s?(?:R|Rs\.?|RM|Rp\.?|S\/\.?|N\$|KSh|Kz)\s?(?=[-−]?\d)/, '$1')
    .replace(/(\d)\s?(?:TL|Ft|lei|руб\.?|₺|₹|₽)$/i, '$1');
}

/** Signs by side: without the sign it has, as banks put one, the other or both. */
export function sided(plain: string, side: 'in' | 'out'): string {
  const size = plain.replace(/^-/, '');
  return side === 'out' && /[1-9]/.test(size) ? `-${size}` : size;
}

export function opposite(plain: string): string {
  if (!/[1-9]/.test(plain)) return plain;
  return plain.startsWith('-') ? plain.slice(1) : `-${plain}`;
}

const SYMBOLS: Readonly<Record<string, string>> = {
  '€': 'EUR',
  '£': 'GBP',
  $: 'USD',
  R$: 'BRL',
  '₺': 'TRY',
  '₹': 'INR',
  '₽': 'RUB',
  EURO: 'EUR',
  EUROS: 'EUR',
  EUROA: 'EUR',
  RUR: 'RUB',
  TL: 'TRY',
  zł: 'PLN',
  Kč: 'CZK',
  Ft: 'HUF',
  Fr: 'CHF',
  'Fr.': 'CHF',
};

/** Three letters are many things in a table, so only what ISO 4217 lists or listed is a currency. */
const KNOWN: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'));

/** 'EUR', 'eur', '€', and 'Betrag (EUR)' or '12,00 €' where `within` is asked. */
export function currencyIn(text: string | undefined, within = false): Currency | undefined {
  if (text === undefined) return undefined;
  const code = SYMBOLS[text.trim()] ?? text.trim().toUpperCase();
  if (KNOWN.has(code)) return parseCurrency(code);
  if (!within) return undefined;
  const named =
    /(?<!\p{L})(EUR(?:O[AS]?)?|USD|GBP|CHF|PLN|CZK|HUF|SEK|NOK|DKK|CAD|AUD|NZD|RON|BGN|JPY|ZAR|INR|SGD|HKD|TRY|TL|BRL|MXN|ARS|CLP)(?!\p{L})/iu.exec(
      text,
    )?.[1] ?? RARER.exec(text)?.[1];
  const sign = /[€£₺₹₽]|\bR\$|(?<![A-Z])\$/.exec(text)?.[0];
  const plain = (named ?? '').toUpperCase();
  return parseCurrency(SYMBOLS[plain] ?? (plain === '' ? (SYMBOLS[sign ?? ''] ?? '') : plain));
}

/** Codes that are told in a text by their capitals alone. */
const RARER =
  /(?<!\p{L})(UAH|RUB|ISK|ILS|CNY|KRW|THB|IDR|MYR|PHP|VND|TWD|AED|SAR|QAR|KWD|EGP|MAD|TND|NGN|KES|GHS|ZMW|TZS|UGX|XAF|XOF|RSD|BAM|MKD|GEL|KZT|AMD|AZN|COP|PEN|UYU|PYG|BOB|CRC|DOP|PKR|LKR|BDT)(?!\p{L})/u;

/** The currencies written with '$'. */
const DOLLARS: ReadonlySet<string> = new Set(
  'USD CAD AUD NZD SGD HKD TWD MXN ARS CLP COP UYU DOP JMD TTD BBD BSD FJD'.split(' '),
);

/** What '$' means in a table: the hinted currency's sign, else the dollar, but to those who write Spanish. */
export function dollarOf(header: readonly string[], hinted: Currency | undefined) {
  if (hinted !== undefined && DOLLARS.has(hinted)) return hinted;
  const isSpanish = /\b(fecha|cargos?|abonos?|importe|monto|descripci[oó]n|concepto|retiros?)\b/i;
  return isSpanish.test(header.join(' ')) ? undefined : parseCurrency('USD');
}

/** What a text says of its currency, where a lone '$' means `dollar`. */
export function currencySaid(
  text: string | undefined,
  dollar: Currency | undefined,
): Currency | undefined {
  const said = currencyIn(text, true);
  const isSign = said === 'USD' && !/USD/i.test(text ?? '');
  return isSign ? dollar : said;
}
