import type { Run } from './text-runs.ts';

/** What stands at a place of a text, as the keys under which it is looked up. */
export type Span = {
  readonly from: number;
  readonly until: number;
  /** Letters and digits together: 'RE20260035270'. */
  readonly key: string;
  /** Digits alone as written. */
  readonly digits: string;
  /** The digits without leading zeros. */
  readonly number: string;
  readonly runs: number;
  readonly hasLetters: boolean;
};

const RUNS_AT_MOST = 8;
const KEY_AT_MOST = 35;
/** Nobody ends numbers with longer words than this: '2026-01234-KOR'. */
const LAST_WORD_AT_MOST = 4;

/**
 * Everything in a text that could be a number of ours: whole runs of digits with their neighbours,
 * because payers write INV-2026-7 as 'Inv. 2026 7'. A run of digits is never cut, so invoice 12 is
 * not found in 8123; letters glued to it ('FACT90768751') are cut off.
 */
export function spansOf(runs: readonly Run[]): Span[] {
  const spans: Span[] = [];
  for (let first = 0; first < runs.length; first++) collect(runs, first, spans);
  return spans;
}

function collect(runs: readonly Run[], first: number, spans: Span[]): void {
  const start = runs[first];
  if (!start) return;
  let key = '';
  let digits = '';
  let letterRuns = 0;
  for (let last = first; last < runs.length && last < first + RUNS_AT_MOST; last++) {
    const run = runs[last];
    if (!run) return;
    if (last > first && !mayJoin(run.gap)) return;
    if (run.isDigits) digits += run.text;
    else if (digits !== '' && run.text.length > LAST_WORD_AT_MOST) return;
    else letterRuns++;
    if (letterRuns > 3) return;
    key += run.text;
    if (key.length > KEY_AT_MOST) return;
    // A run of digits that touches letters on its right ends there all the same: '2026-7vom'.
    if (digits === '' || (!run.isDigits && digits.length > 0 && letterRuns > 2)) continue;
    spans.push({
      from: start.from,
      until: run.until,
      key,
      digits,
      number: withoutZeros(digits),
      runs: last - first + 1,
      hasLetters: letterRuns > 0,
    });
  }
}

/** Commas, plus signs and words part numbers; dots, dashes, slashes and a few spaces may not. */
function mayJoin(gap: string): boolean {
  return gap.length <= 3 && !/[,;+&|=<>()]/.test(gap);
}

function withoutZeros(digits: string): string {
  return digits.startsWith('0') ? digits.replace(/^0+/, '') : digits;
}
