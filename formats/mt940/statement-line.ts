import { dayOf, daysBetween, monthEnd, type Day } from '@goodterms/core/kernel/day.ts';

/** Field :61: taken apart. */
export type WrittenLine = {
  readonly valueOn: Day | undefined;
  readonly bookedOn: Day | undefined;
  readonly isMoneyIn: boolean;
  readonly reversal: boolean;
  /** Announced: MT942 marks expected movements with an E. */
  readonly pending: boolean;
  readonly amount: string;
  readonly type: string | undefined;
  readonly customerReference: string | undefined;
  readonly bankReference: string | undefined;
  /** What stands after sixteen characters of reference and on the following lines. */
  readonly supplement: readonly string[];
};

/**
 * Date, perhaps the entry's month and day (or four blanks), the mark, perhaps the third letter of
 * the currency, the amount on this line or the next, a type of four characters, the references.
 */
const LINE =
  /^\s?((?:20)?\d{6})(\d{4}|[ ]{4})?\s{0,4}(R[CD]|E[CD]|[CD])([A-Z])?\s{0,4}(\d[\d.]*(?:,\d*)?)\s?([A-Z][A-Z0-9 ]{3})?([^\n]*)((?:\n[^\n]*)*)$/;

export function readStatementLine(lines: readonly string[]): WrittenLine | undefined {
  const text = lines.join('\n');
  const match = LINE.exec(text) ?? LINE.exec(text.toUpperCase());
  if (!match) return undefined;
  const [, date = '', entry = '', mark = '', , written = '', type, rest = '', further = ''] = match;
  const amount = plainAmount(written);
  if (amount === undefined) return undefined;
  const valueOn = valueDay(date.slice(-6));
  const [references, bank] = splitReferences(rest);
  const width = referenceWidth(references);
  return {
    valueOn,
    bookedOn: valueOn && entryDay(entry, valueOn),
    // RC takes back a credit, so the money goes out; RD takes back a debit.
    isMoneyIn: mark === 'C' || mark === 'EC' || mark === 'RD',
    reversal: mark.startsWith('R'),
    pending: mark.startsWith('E'),
    amount,
    type: type?.trim(),
    customerReference: reference(references.slice(0, width)),
    bankReference: reference(bank ?? ''),
    supplement: [references.slice(width), ...further.split('\n')]
      .map((line) => line.trim())
      .filter((line) => line !== ''),
  };
}

/** '203,' and '000000002145.00' and '1.234,56' as plain decimal text. */
export function plainAmount(written: string): string | undefined {
  const text = written.trim();
  const grouped = /^(\d{1,3}(?:\.\d{3})+),(\d*)$/.exec(text);
  const simple = /^(\d{1,18})(?:[.,](\d*))?$/.exec(text);
  const [, whole = '', fraction = ''] = grouped ?? simple ?? [];
  if (whole === '') return undefined;
  return fraction === '' ? whole.replaceAll('.', '') : `${whole.replaceAll('.', '')}.${fraction}`;
}

/** YYMMDD. German banks count interest with a 30th of February; it is taken as the month's end. */
export function valueDay(date: string): Day | undefined {
  const [year = 0, month = 0, day = 0] = [date.slice(0, 2), date.slice(2, 4), date.slice(4, 6)].map(
    Number,
  );
  const full = year < 80 ? 2000 + year : 1900 + year;
  const exact = dayOf(full, month, day);
  if (exact !== undefined || day < 29 || day > 31) return exact;
  const first = dayOf(full, month, 1);
  return first && monthEnd(first);
}

/** MMDD has no year: it is the one nearest to the value day, so 31 December and 1 January meet. */
function entryDay(entry: string, valueOn: Day): Day | undefined {
  if (!/^\d{4}$/.test(entry)) return undefined;
  const [month = 0, day = 0] = [entry.slice(0, 2), entry.slice(2, 4)].map(Number);
  const year = Number(valueOn.slice(0, 4));
  const candidates = [year - 1, year, year + 1]
    .map(
      (each) => dayOf(each, month, day) ?? (day > 28 && day < 32 ? lastOf(each, month) : undefined),
    )
    .filter((candidate) => candidate !== undefined);
  const distance = (candidate: Day) => Math.abs(daysBetween(valueOn, candidate));
  return candidates.toSorted((a, b) => distance(a) - distance(b))[0];
}

function lastOf(year: number, month: number): Day | undefined {
  const first = dayOf(year, month, 1);
  return first && monthEnd(first);
}

function splitReferences(rest: string): [string, string | undefined] {
  const at = rest.indexOf('//');
  return at < 0 ? [rest, undefined] : [rest.slice(0, at), rest.slice(at + 2)];
}

/** Sixteen characters, unless a number that no blank ends goes on: some banks put longer ones. */
function referenceWidth(references: string): number {
  const goesOn = /^\S{17,}/.exec(references)?.[0] ?? '';
  return /\d[-.\d]*$/.test(goesOn) ? goesOn.length : 16;
}

/** Words that banks put where there is no reference, or where it stands in field :86:. */
function reference(text: string): string | undefined {
  const trimmed = text.trim();
  // '//OCMT/EUR45,00/CHGS/…' says amounts.
  return /^(OCMT|CHGS|EXCH)\//.test(trimmed) ||
    /^(|NONREF|NOREF|NOTPROVIDED|KREF\+?|EREF|PREF|MARF|UNDEFINED|N)$/i.test(trimmed)
    ? undefined
    : trimmed;
}
