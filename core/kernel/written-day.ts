import { addDays, dayOf, type Day, toDay } from './day.ts';
import type { Certainty } from './written-amount.ts';

/** In which order the parts of a written day stand: 31/01/2026, 01/31/2026, 2026-01-31. */
export type DayOrder = 'DMY' | 'MDY' | 'YMD';

export type RecognisedDayOrder = {
  readonly order: DayOrder;
  readonly certainty: Certainty;
  /** A day that shows another order, or one that could be read either way. */
  readonly doubtful: string | undefined;
};

/** The first letters of the months in English, German, French, Dutch, Spanish, Italian,
 * Portuguese, the Nordic languages and Polish, without accents. */
const MONTH_STARTS: readonly (readonly [string, number])[] = [
  ['jan', 1],
  ['jen', 1],
  ['ene', 1],
  ['gen', 1],
  ['sty', 1],
  ['feb', 2],
  ['fev', 2],
  ['lut', 2],
  ['mar', 3],
  ['mrz', 3],
  ['maa', 3],
  ['mrt', 3],
  ['maer', 3],
  ['apr', 4],
  ['avr', 4],
  ['abr', 4],
  ['kwi', 4],
  ['may', 5],
  ['mai', 5],
  ['maj', 5],
  ['mei', 5],
  ['mag', 5],
  ['jun', 6],
  ['juin', 6],
  ['giu', 6],
  ['cze', 6],
  ['jul', 7],
  ['juil', 7],
  ['lug', 7],
  ['lip', 7],
  ['aug', 8],
  ['aou', 8],
  ['ago', 8],
  ['sie', 8],
  ['sep', 9],
  ['set', 9],
  ['wrz', 9],
  ['okt', 10],
  ['oct', 10],
  ['ott', 10],
  ['out', 10],
  ['paz', 10],
  ['nov', 11],
  ['lis', 11],
  ['dec', 12],
  ['dez', 12],
  ['des', 12],
  ['dic', 12],
  ['gru', 12],
];

/** The same in Finnish, Czech, Turkish, Romanian, Lithuanian, Croatian, Bulgarian and Greek. */
const MORE_MONTHS = [
  'tammik ledn ocak ianuar saus sijec ян ιαν',
  'helmik unor subat vasar veebr velja фев φεβ',
  'brez kovo ozujk мар μαρ',
  'huhtik dubn nisan baland travn апр απρ',
  'touko kvet geguz svibn май μαι',
  'kesak cervn haziran iunie birzel lipnj юни ιουν',
  'heinak cervenc temmuz iulie liepos srpnj юли ιουλ',
  'elok srpna agust rugpj kolov авг αυγ',
  'syysk zari eylul rugsej rujna сеп σεπ',
  'lokak rijn ekim spali окт οκτ',
  'marrask kasim kasım noiem lapkr studen ное νοε',
  'jouluk prosin aralik aralık gruod дек δεκ',
];
const STARTS: readonly (readonly [string, number])[] = [
  ...MORE_MONTHS.flatMap((starts, at) =>
    starts.split(' ').map((start) => [start, at + 1] as const),
  ),
  ...MONTH_STARTS,
];

/** No written day is longer, not even 'Wednesday, 30 September 2026 00:00:00 GMT+0200'. */
const LONGEST_DAY = 60;

const SPREADSHEET_EPOCH = toDay('1899-12-30');

/**
 * Reads a day as people and programs write it: '31.01.2026', '1/31/26', '2026-01-31T00:00:00Z',
 * '20260131', '26-Apr-11', '31 janvier 2026', and a spreadsheet's day number '45352'. A written
 * month needs no order. Undefined when the text is no day, such as 2026-02-30.
 */
export function readDay(text: string, order: DayOrder): Day | undefined {
  const parts = partsOf(text);
  if (parts === undefined) return undefined;
  if (parts.kind === 'serial') return addDays(SPREADSHEET_EPOCH, parts.serial);
  if (parts.kind === 'named') return dayOf(parts.year, parts.month, parts.dayOfMonth);
  const [a, b, c] = parts.numbers;
  if (parts.yearFirst || order === 'YMD') return dayOf(fullYear(a, parts.yearFirst), b, c);
  const year = fullYear(c, false);
  return order === 'DMY' ? dayOf(year, b, a) : dayOf(year, a, b);
}

/** Looks at a whole column, because 04/03/2026 alone is a day in March or in April. */
export function recogniseDayOrder(texts: Iterable<string>): RecognisedDayOrder {
  const shown: Record<DayOrder, number> = { DMY: 0, MDY: 0, YMD: 0 };
  const example: Partial<Record<DayOrder | 'either', string>> = {};
  let dotted = false;
  for (const text of new Set(texts)) {
    const order = orderShownBy(text);
    if (order === undefined) continue;
    if (order !== 'either') shown[order] += 1;
    else if (/^\s*\d{1,2}\.\s?\d{1,2}\./.test(text)) dotted = true;
    example[order] ??= text;
  }
  if (shown.DMY > 0 && shown.MDY > 0) {
    const order = shown.DMY >= shown.MDY ? 'DMY' : 'MDY';
    return { order, certainty: 'undecided', doubtful: example[order === 'DMY' ? 'MDY' : 'DMY'] };
  }
  if (shown.DMY > 0) return certain('DMY');
  if (shown.MDY > 0) return certain('MDY');
  if (example.either === undefined) return certain('YMD');
  // Where days are written with dots, nobody puts the month first.
  return { order: 'DMY', certainty: dotted ? 'likely' : 'undecided', doubtful: example.either };
}

function certain(order: DayOrder): RecognisedDayOrder {
  return { order, certainty: 'certain', doubtful: undefined };
}

type WrittenParts =
  | { kind: 'serial'; serial: number }
  | { kind: 'named'; year: number; month: number; dayOfMonth: number }
  | { kind: 'numbers'; numbers: readonly [number, number, number]; yearFirst: boolean };

function partsOf(text: string): WrittenParts | undefined {
  if (text.length > LONGEST_DAY) return undefined;
  const numeric =
    /^\s*(\d{1,4})(\s?[-./]\s?|\s)(\d{1,2})(\s?[-./]\s?|\s)(\d{4}|\d{1,2})\.?(?:[T\s,].*)?$/.exec(
      text,
    );
  if (numeric) {
    const [, a = '', , b = '', , c = ''] = numeric;
    if (a.length === 3 || (a.length === 4 && c.length === 4)) return undefined;
    const numbers = [Number(a), Number(b), Number(c)] as const;
    return { kind: 'numbers', numbers, yearFirst: a.length === 4 };
  }
  const compact = /^\s*(\d{4})(\d{2})(\d{2})(?:[T\s]?\d.*)?$/.exec(text);
  if (compact && plausibleYear(Number(compact[1]))) {
    const numbers = [Number(compact[1]), Number(compact[2]), Number(compact[3])] as const;
    return { kind: 'numbers', numbers, yearFirst: true };
  }
  const joined = /^\s*(\d{2})(\d{2})(\d{4})\s*$/.exec(text);
  if (joined) {
    const numbers = [Number(joined[1]), Number(joined[2]), Number(joined[3])] as const;
    return { kind: 'numbers', numbers, yearFirst: false };
  }
  if (/^\s*[23456]\d{4}(?:\.0+)?\s*$/.test(text))
    return { kind: 'serial', serial: Number.parseInt(text, 10) };
  return namedParts(text);
}

/** With the month in letters: '26-Apr-11', 'Apr 26, 2011', '2011 april 26', 'Mon 26 Apr 2011'. */
function namedParts(text: string): WrittenParts | undefined {
  if (!/\d\D+\d/.test(text)) return undefined;
  const words = text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[\s,./-]+|(?<=\d)(?=\p{L})|(?<=\p{L})(?=\d)/u)
    .filter((word) => word !== '');
  const month = words.map(monthNamed).find((found) => found !== undefined);
  const numbers = words.filter((word) => /^\d{1,4}$/.test(word));
  const [first = '', second = ''] = numbers;
  if (month === undefined || second === '') return undefined;
  const yearFirst = first.length === 4;
  const year = fullYear(Number(yearFirst ? first : second), yearFirst || second.length === 4);
  return { kind: 'named', year, month, dayOfMonth: Number(yearFirst ? second : first) };
}

function monthNamed(word: string): number | undefined {
  if (!/^\p{L}{3,}$/u.test(word)) return undefined;
  return STARTS.find(([start]) => word.startsWith(start))?.[1];
}

function orderShownBy(text: string): DayOrder | 'either' | undefined {
  const parts = partsOf(text);
  if (parts?.kind !== 'numbers') return undefined;
  const [a, b] = parts.numbers;
  if (parts.yearFirst || a > 31) return 'YMD';
  if (a > 12 && b <= 12) return 'DMY';
  if (b > 12 && a <= 12) return 'MDY';
  return a <= 12 && b <= 12 && a !== b ? 'either' : undefined;
}

/** Two digits mean the years 1970 to 2069. */
function fullYear(year: number, isFull: boolean): number {
  if (isFull || year > 99) return year;
  return year < 70 ? 2000 + year : 1900 + year;
}

function plausibleYear(year: number): boolean {
  return year >= 1900 && year <= 2199;
}
