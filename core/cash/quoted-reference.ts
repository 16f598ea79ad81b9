import { referenceKey } from '../ledger/reference.ts';

/** Something in a text that may be one of our references: its key, and where it stands. */
export type QuotedReference = {
  readonly key: string;
  readonly from: number;
  /** Exclusive. */
  readonly until: number;
};

/** Shorter ones (invoice 12) appear by accident; they count only for a payer we know. */
export const SHORT_KEY_LENGTH = 5;

/** A run of letters or a run of digits, and whether a word begins and ends with it. */
type Run = {
  readonly key: string;
  readonly from: number;
  readonly until: number;
  readonly isDigits: boolean;
  beginsWord: boolean;
  endsWord: boolean;
};

/** No company begins its numbers with more words than this, nor ends them with a longer one. */
const LEADING_WORDS_AT_MOST = 2;
const LAST_WORD_AT_MOST = 4;
const RUNS_AT_MOST = 8;
const RUNS_OF_CREDITOR_REFERENCE_AT_MOST = 16;
const KEY_LENGTH_AT_MOST = 35;

/**
 * Everything in a text that could be a reference, as its key: whole words and their neighbours
 * together, because payers write INV-2026-7 as 'Inv. 2026 7'. A run of digits is never cut, so
 * invoice 12 is not found in 8123. Words glued to a number ('Invoice2026-7', '2026-7vom') are cut
 * off where the digits begin or end.
 */
export function quotedReferences(text: string): QuotedReference[] {
  const runs = runsOf(text);
  const quoted: QuotedReference[] = [];
  for (let first = 0; first < runs.length; first++) {
    const start = runs[first];
    if (start && mayBegin(start)) collect(runs, first, quoted);
  }
  return quoted;
}

function collect(runs: readonly Run[], first: number, quoted: QuotedReference[]): void {
  const start = runs[first];
  if (!start) return;
  const isCreditorReference = start.key === 'RF';
  const most = isCreditorReference ? RUNS_OF_CREDITOR_REFERENCE_AT_MOST : RUNS_AT_MOST;
  let key = '';
  let hasDigits = false;
  for (let last = first; last < runs.length && last < first + most; last++) {
    const run = runs[last];
    if (!run) return;
    key += run.key;
    hasDigits ||= run.isDigits;
    if (key.length > KEY_LENGTH_AT_MOST) return;
    if (!hasDigits && last - first >= LEADING_WORDS_AT_MOST) return;
    if (!hasDigits || !mayEnd(run)) continue;
    const isGlued = !start.beginsWord || !run.endsWord;
    if (isGlued && key.length < SHORT_KEY_LENGTH) continue;
    if (last < first + RUNS_AT_MOST) quoted.push({ key, from: start.from, until: run.until });
    const inner = isCreditorReference ? creditorReferenceBody(key) : undefined;
    if (inner) quoted.push({ key: inner, from: start.from, until: run.until });
  }
}

/** A number may begin inside a word, after letters; letters begin only where the word does. */
function mayBegin(run: Run): boolean {
  return run.beginsWord || run.isDigits;
}

function mayEnd(run: Run): boolean {
  return run.isDigits || (run.endsWord && run.key.length <= LAST_WORD_AT_MOST);
}

/** The payee's reference inside an ISO 11649 creditor reference whose check digits are right. */
export function creditorReferenceBody(key: string): string | undefined {
  if (!/^RF\d\d[A-Z0-9]{1,21}$/.test(key)) return undefined;
  const digits = (key.slice(4) + key.slice(0, 4)).replaceAll(/[A-Z]/g, (letter) =>
    String(letter.charCodeAt(0) - 55),
  );
  return BigInt(digits) % 97n === 1n ? key.slice(4).replace(/^0+/, '') : undefined;
}

// oxlint-disable-next-line no-control-regex -- plain ASCII, the quick way for nearly every text
const PLAIN = /^[\x00-\x7f]*$/;
const PLAIN_RUN = /[A-Za-z]+|[0-9]+/g;
const RUN = /[\p{L}\p{M}]+|\p{Nd}+/gu;

function runsOf(text: string): Run[] {
  const isPlain = PLAIN.test(text);
  const runs: Run[] = [];
  let before: Run | undefined;
  for (const found of text.matchAll(isPlain ? PLAIN_RUN : RUN)) {
    const [written] = found;
    const from = found.index;
    const touches = before !== undefined && before.until === from;
    if (before && touches) before.endsWord = false;
    before = {
      key: isPlain ? written.toUpperCase() : referenceKey(written),
      from,
      until: from + written.length,
      isDigits: /^\p{Nd}/u.test(written),
      beginsWord: !touches,
      endsWord: true,
    };
    runs.push(before);
  }
  return runs;
}
