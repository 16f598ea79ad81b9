/** A run of letters or a run of digits in a text. */
export type Run = {
  /** In capitals, accents dropped. */
  readonly text: string;
  readonly isDigits: boolean;
  readonly from: number;
  /** Exclusive. */
  readonly until: number;
  /** What stands between it and the run before it. */
  readonly gap: string;
};

const RUN = /[\p{L}\p{M}]+|\p{Nd}+/gu;
// oxlint-disable-next-line no-control-regex -- plain ASCII, the quick way for nearly every text
const PLAIN = /^[\x00-\x7f]*$/;
const PLAIN_RUN = /[A-Za-z]+|[0-9]+/g;
/** Nobody lists more than this in one line, and an attacker shall not make us read it. */
const TEXT_AT_MOST = 4000;

export function runsOf(text: string): Run[] {
  const isPlain = PLAIN.test(text);
  const runs: Run[] = [];
  let end = 0;
  for (const found of text.slice(0, TEXT_AT_MOST).matchAll(isPlain ? PLAIN_RUN : RUN)) {
    const [written] = found;
    const from = found.index;
    const first = written.charCodeAt(0);
    const isDigits = first < 58 ? first > 47 : /^\p{Nd}/u.test(written);
    runs.push({
      text: isPlain ? written.toUpperCase() : capitals(written),
      isDigits,
      from,
      until: from + written.length,
      gap: text.slice(end, from),
    });
    end = from + written.length;
  }
  return runs;
}

function capitals(written: string): string {
  return written.normalize('NFKD').replaceAll(/\p{M}/gu, '').toUpperCase();
}

const CONFUSED: Readonly<Record<string, string>> = {
  O: '0',
  o: '0',
  Q: '0',
  D: '0',
  I: '1',
  l: '1',
  L: '1',
  i: '1',
  S: '5',
  s: '5',
  B: '8',
  Z: '2',
  z: '2',
  G: '6',
};

/**
 * The text with letters read as the digits that they look like, inside words that are numbers
 * otherwise: 9O7689O4, 20ZB, 446S. Positions stay. Undefined when there is nothing to repair.
 */
export function repairedText(text: string): string | undefined {
  if (!MAY_BE_CONFUSED.test(text)) return undefined;
  const repaired = text.replaceAll(/[A-Za-z0-9]+/g, (word) => repairedWord(word));
  return repaired === text ? undefined : repaired;
}

const MAY_BE_CONFUSED = /\d[A-Za-z]|[A-Za-z]\d/;

function repairedWord(word: string): string {
  const first = word.search(/\d/);
  if (first < 0) return word;
  const head = word.slice(0, first);
  const tail = word.slice(first);
  const letters = tail.match(/[A-Za-z]/g) ?? [];
  const isNumber = letters.every((letter) => CONFUSED[letter]) && letters.length * 2 <= tail.length;
  const digits = isNumber ? asDigits(tail) : tail;
  const mayBegin = head.length === 1 && isNumber && CONFUSED[head] && tail.length > 0;
  return (mayBegin ? asDigits(head) : head) + digits;
}

function asDigits(text: string): string {
  return text.replaceAll(/[A-Za-z]/g, (letter) => CONFUSED[letter] ?? letter);
}

/** Parts of a text that are not the payer's words: bank tags with their values, dates. */
export function withoutBankTags(text: string): string {
  return text.replaceAll(BANK_TAGS, (found) => ' '.repeat(found.length));
}

const BANK_TAGS =
  /\b(?:EREF|KREF|MREF|CRED|DEBT|COAM|OAMT|BREF|RREF)\+\S*|\b(?:SVWZ|ABWA|ABWE)\+|\/(?:ROC|BNF|PHON|TRCD|INS|ACC)\/[A-Za-z0-9]*|\/(?:RFB|INV|REMI)\/|\b(?:CHGS|KURS|RATE|TEL|PHONE|FON)[ .:]+[\d.,+]+/gi;

/** 'YYYY-MM-DD', and where it stands. */
export type WrittenDay = { readonly day: string; readonly from: number; readonly until: number };

/** Days written in a text. */
export function daysIn(text: string): WrittenDay[] {
  const found: WrittenDay[] = [];
  for (const match of text.matchAll(DAY)) {
    const [written] = match;
    const digits = written.match(/\d+/g) ?? [];
    const day = readDay(digits);
    if (day) found.push({ day, from: match.index, until: match.index + written.length });
  }
  return found;
}

const DAY =
  /(?<![\d/.-])(?:\d{4}[-./]\d{1,2}[-./]\d{1,2}|\d{1,2}[-./]\d{1,2}[-./](?:\d{4}|\d{2})|\d{8})(?!\d)(?![/-]\d)/g;

function readDay(digits: readonly string[]): string | undefined {
  const [a = '', b = '', c = ''] = digits;
  if (digits.length === 1)
    return (
      dayFrom(a.slice(0, 4), a.slice(4, 6), a.slice(6)) ??
      dayFrom(a.slice(4), a.slice(2, 4), a.slice(0, 2))
    );
  if (a.length === 4) return dayFrom(a, b, c);
  return dayFrom(c.length === 2 ? `20${c}` : c, b, a);
}

function dayFrom(year: string, month: string, day: string): string | undefined {
  const [y, m, d] = [Number(year), Number(month), Number(day)];
  if (y < 2000 || y > 2099 || m < 1 || m > 12 || d < 1 || d > 31) return undefined;
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}
