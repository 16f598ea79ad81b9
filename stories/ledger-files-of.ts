import { assert } from '@goodterms/core/kernel/assert.ts';
import { addDays, toDay } from '@goodterms/core/kernel/day.ts';

/** A line of the books in words: `['invoice', 'INV-7', 'Acme', '1250.00', 'EUR', 'due', '2026-02-14']`. */
export type BookLine = readonly string[];

export type LedgerText = { readonly name: string; readonly text: string };

const CUSTOMER_HEAD = 'Customer number;Customer name;Country;Currency;Contact name;Email;IBAN';
const ITEM_HEAD =
  'Customer number;Type;Document number;Document date;Due date;Currency;Amount;Open amount;Terms';

/** The books as an accounting system would export them. A customer nobody described lives in the Netherlands. */
export function ledgerFilesOf(given: readonly BookLine[], now: Date): LedgerText[] {
  const today = toDay(now.toISOString().slice(0, 10));
  const customers = new Map<string, string>();
  const items: string[] = [];
  for (const [kind = '', ...words] of given) {
    if (kind === 'customer') {
      const [name = '', ...more] = words;
      customers.set(name, customerRow(name, more));
      continue;
    }
    const [reference = '', name = '', amount = '', currency = '', , day = '', , ...terms] = words;
    if (!customers.has(name)) customers.set(name, customerRow(name, []));
    if (kind === 'invoice')
      items.push(
        `${name};Invoice;${reference};${addDays(toDay(day), -30)};${day};${currency};${amount};${amount};${terms.join(' ')}`,
      );
    else if (kind === 'credit')
      items.push(`${name};Credit note;${reference};${today};;${currency};-${amount};-${amount};`);
    else assert(false, `a line the story teller understands, not '${kind} ${words.join(' ')}'`);
  }
  return [
    { name: 'customers.csv', text: [CUSTOMER_HEAD, ...customers.values(), ''].join('\n') },
    ...(items.length === 0
      ? []
      : [{ name: 'items.csv', text: [ITEM_HEAD, ...items, ''].join('\n') }]),
  ];
}

/** `in DE`, `without address`. */
function customerRow(name: string, more: readonly string[]): string {
  const country = more[more.indexOf('in') + 1] ?? 'NL';
  const hasAddress = !more.includes('without');
  const contact = hasAddress ? `Anna of ${name};anna@${name.toLowerCase()}.example` : ';';
  return `${name};${name};${more.includes('in') ? country : 'NL'};EUR;${contact};${accountOf(name)}`;
}

/** The account from which a customer of a story pays: a valid IBAN made from the name. */
export function accountOf(name: string): string {
  const letters = Array.from(name.toUpperCase())
    .map((letter) => letter.charCodeAt(0) % 10)
    .join('');
  const body = `KEEL${letters.padStart(10, '0').slice(-10)}`;
  const digits = Array.from(`${body}NL00`)
    .map((sign) => Number.parseInt(sign, 36))
    .join('');
  const check = 98n - (BigInt(digits) % 97n);
  return `NL${String(check).padStart(2, '0')}${body}`;
}
