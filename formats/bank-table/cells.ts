import { parseCurrency, type Currency } from '@goodterms/core/kernel/money.ts';
import { readAmount, type DecimalMark } from '@goodterms/core/kernel/written-amount.ts';
import type { Table } from '../table/read-table.ts';
import { SIDE_BEHIND } from './columns.ts';
import type { BankField, BankTableMapping } from '@goodterms/core/kernel/bank-table-mapping.ts';
import { directionWord } from './vocabulary.ts';

/** What the cells of a row say, by the meaning of their column. */
export class RowCells {
  private readonly places: ReadonlyMap<BankField, readonly number[]>;

  constructor(table: Table, columns: BankTableMapping['columns']) {
    const places = new Map<BankField, number[]>();
    for (const { field, header } of columns) {
      const at = table.header.indexOf(header);
      if (at >= 0) places.set(field, [...(places.get(field) ?? []), at]);
    }
    this.places = places;
  }

  has(field: BankField): boolean {
    return this.places.has(field);
  }

  /** The first filled cell. */
  text(row: readonly string[], field: BankField): string | undefined {
    for (const at of this.places.get(field) ?? []) {
      const text = row[at]?.replace(/\s+/g, ' ').trim();
      if (text) return text;
    }
    return undefined;
  }

  /** All filled cells, joined. */
  joined(row: readonly string[], field: BankField): string | undefined {
    const texts = (this.places.get(field) ?? [])
      .map((at) => row[at]?.replace(/\s+/g, ' ').trim() ?? '')
      .filter((text) => text !== '');
    return texts.length === 0 ? undefined : texts.join(' ');
  }
}

/** '-12.5' from '12,50 S' or '(12.50)'; the side is undefined when nothing but the sign says it. */
export type WrittenAmount = { readonly plain: string; readonly side: 'in' | 'out' | undefined };

export function writtenAmount(text: string, mark: DecimalMark): WrittenAmount | undefined {
  const [, bare, side] = SIDE_BEHIND.exec(text) ?? [];
  const direct = readAmount(text, mark);
  if (direct !== undefined) return { plain: direct, side: undefined };
  const plain =
    (bare === undefined ? undefined : readAmount(bare, mark)) ??
    readAmount(bare ?? text, mark === '.' ? ',' : '.');
  if (plain === undefined) return undefined;
  return { plain, side: side === undefined ? undefined : directionWord(side) };
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
  zł: 'PLN',
  Kč: 'CZK',
  Ft: 'HUF',
  Fr: 'CHF',
  'Fr.': 'CHF',
};

/** 'EUR', 'eur', '€', and 'Betrag (EUR)' or '12,00 €' where `within` is asked. */
export function currencyIn(text: string | undefined, within = false): Currency | undefined {
  if (text === undefined) return undefined;
  const code = text.trim().toUpperCase();
  const own = parseCurrency(SYMBOLS[text.trim()] ?? code);
  if (own !== undefined || !within) return own;
  const named =
    /\b(EUR|USD|GBP|CHF|PLN|CZK|HUF|SEK|NOK|DKK|CAD|AUD|NZD|RON|BGN|JPY|ZAR|INR|SGD|HKD|TRY)\b/i.exec(
      text,
    )?.[1];
  const sign = /[€£]|(?<![A-Z])\$/.exec(text)?.[0];
  return parseCurrency((named ?? SYMBOLS[sign ?? ''] ?? '').toUpperCase());
}
