import { fieldsOf, type Bai2Record } from './records.ts';

/** A balance or a sum of record 03, by its type code: 010 opening ledger, 015 closing ledger. */
export type WrittenSummary = { readonly typeCode: string; readonly amount: string };

/** Type code, amount, count and funds type, again and again; a funds type may bring more fields. */
export function summariesOf(record: Bai2Record): WrittenSummary[] {
  const fields = fieldsOf(record).slice(2);
  const summaries: WrittenSummary[] = [];
  let at = 0;
  while (at < fields.length) {
    const [typeCode = '', amount = '', , fundsType = ''] = fields.slice(at, at + 4);
    summaries.push({ typeCode, amount });
    at += 4;
    if (fundsType === 'V') at += 2;
    else if (fundsType === 'S') at += 3;
    else if (fundsType === 'D') at += 1 + 2 * distributionsIn(fields[at] ?? '');
  }
  return summaries;
}

/** Funds type D: so many pairs of days and amount follow. */
export function distributionsIn(field: string): number {
  return /^\d{1,3}$/.test(field) ? Math.min(Number(field), 366) : 0;
}
