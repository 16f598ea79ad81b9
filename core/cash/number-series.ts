import type { NumberRun, NumberSeries } from './matching-knowledge.ts';

/** A reference as its series sees it. */
export type SeriesNumber = {
  /** The run that counts, as it is written and without leading zeros. */
  readonly written: string;
  readonly counter: string;
  /** Year and month in digits, when the number has them: '2026', '07', '2607'. */
  readonly period: string;
};

/** How every number of ours looks: runs of digits are counted, and what hardly varies is a year. */
export function learnSeries(references: Iterable<string>): NumberSeries[] {
  const byShape = new Map<string, string[]>();
  for (const reference of references) {
    const shape = shapeOf(reference);
    if (!shape.includes('9')) continue;
    const known = byShape.get(shape);
    if (known) known.push(reference);
    else byShape.set(shape, [reference]);
  }
  return [...byShape].map(([shape, known]) => seriesOf(shape, known));
}

export function shapeOf(reference: string): string {
  return reference.toUpperCase().replaceAll(/\p{Nd}/gu, '9');
}

function seriesOf(shape: string, references: readonly string[]): NumberSeries {
  const rows = references.map((reference) => reference.match(/\d+/g) ?? []);
  const runs = meaningOf(rows);
  const at = runs.indexOf('counter');
  const counters = rows.map((row) => row[at] ?? '').toSorted();
  const numbers = counters.map(Number);
  return {
    shape,
    runs,
    fixedDigits: sharedBeginning(counters[0] ?? '', counters.at(-1) ?? ''),
    lowest: numbers[0] ?? 0,
    highest: numbers.at(-1) ?? 0,
    count: references.length,
  };
}

/** The run with most different values counts; the others are periods or do not vary. */
function meaningOf(rows: readonly (readonly string[])[]): NumberRun[] {
  const width = rows[0]?.length ?? 0;
  const values = Array.from({ length: width }, (_, i) => new Set(rows.map((row) => row[i] ?? '')));
  let counter = 0;
  for (let i = 1; i < width; i++) {
    const [best, other] = [values[counter]?.size ?? 0, values[i]?.size ?? 0];
    const longer = (rows[0]?.[i]?.length ?? 0) > (rows[0]?.[counter]?.length ?? 0);
    if (other > best || (other === best && longer)) counter = i;
  }
  return values.map((seen, i) => (i === counter ? 'counter' : periodOf(seen)));
}

function periodOf(seen: ReadonlySet<string>): NumberRun {
  const all = [...seen];
  if (all.every((value) => /^(?:19|20)\d\d$/.test(value))) return 'year';
  if (all.every((value) => /^\d\d(?:0[1-9]|1[0-2])$/.test(value))) return 'year_month';
  if (all.length > 1 && all.every((value) => /^(?:0[1-9]|1[0-2])$/.test(value))) return 'month';
  return 'fixed';
}

function sharedBeginning(a: string, b: string): string {
  let same = 0;
  while (same < a.length && a.length === b.length && a[same] === b[same]) same++;
  return a.slice(0, same);
}

/** Reads a number of ours; a shape that nobody has learnt counts with its last long run. */
export function seriesNumber(
  reference: string,
  series: ReadonlyMap<string, NumberSeries>,
): SeriesNumber {
  const digits = reference.match(/\p{Nd}+/gu) ?? [];
  const known = series.get(shapeOf(reference));
  const at = known ? known.runs.indexOf('counter') : likelyCounter(digits);
  const written = digits[at] ?? '';
  return {
    written,
    counter: written.replace(/^0+/, ''),
    period: digits.filter((_, i) => i !== at).join(''),
  };
}

function likelyCounter(digits: readonly string[]): number {
  let best = digits.length - 1;
  for (let i = digits.length - 1; i >= 0; i--) {
    if ((digits[i]?.length ?? 0) > (digits[best]?.length ?? 0)) best = i;
  }
  return best;
}

/** Whether digits look like a number of ours, one that we may have sent and that is paid since. */
export function looksLikeOurs(digits: string, series: readonly NumberSeries[]): boolean {
  const number = Number(digits);
  return series.some(({ count, fixedDigits, lowest, highest }) => {
    if (count < 20 || digits.length < 5) return false;
    if (fixedDigits.length > 2 && !digits.startsWith(fixedDigits.slice(0, 2))) return false;
    return number >= lowest * 0.9 && number <= highest * 1.02;
  });
}
