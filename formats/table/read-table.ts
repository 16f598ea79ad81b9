import type { FileProblem } from '../bank-statement.ts';
import { decodeText, isBinary } from '../encoding.ts';
import { Unreadable, type Refusal } from '../unreadable.ts';
import { findHeader, namedColumns } from './header.ts';
import { rowsOf, type Delimiter, type WrittenRows } from './rows.ts';

/** A table of text from a file: its header, its rows, and what was left out and why. */
export type Table = {
  readonly encoding: string;
  readonly delimiter: Delimiter;
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** The line of the file on which each row begins. */
  readonly lines: readonly number[];
  /** False when the table has no header and the columns are called 'column 1' and so on. */
  readonly hasHeader: boolean;
  readonly leftOut: readonly LeftOutRow[];
  readonly problems: readonly FileProblem[];
};

export type LeftOutRow = {
  readonly line: number;
  readonly why: 'before_header' | 'total' | 'footer' | 'repeated_header' | 'group_heading';
  readonly text: string;
};

export type TableReading =
  | { readonly readable: true; readonly table: Table }
  | { readonly readable: false; readonly refusal: Refusal };

export type TableHints = { readonly delimiter?: Delimiter | undefined };

export const TABLE_BYTES_MAX = 200 * 1024 * 1024;
const ROWS_MAX = 2_000_000;
const SAMPLE_ROWS = 100;
/** Characters enough to see how a table is written. */
const SAMPLE_CHARACTERS = 256 * 1024;

/** Reads a delimited table of any encoding and delimiter. Never throws for what stands in a file. */
export function readTable(bytes: Uint8Array, hints: TableHints = {}): TableReading {
  try {
    return { readable: true, table: tableOf(bytes, hints) };
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return { readable: false, refusal: { what: error.what, advice: error.advice } };
  }
}

function tableOf(bytes: Uint8Array, hints: TableHints): Table {
  if (bytes.length > TABLE_BYTES_MAX) {
    throw new Unreadable(`the file has more than ${TABLE_BYTES_MAX / 1024 / 1024} MB`, 'Split it.');
  }
  refuseOthers(bytes);
  const { text: decoded, encoding, damaged } = decodeText(bytes);
  if (isBinary(decoded.slice(0, SAMPLE_CHARACTERS))) throw noTable();
  const said = /^sep=([,;|\t])\r?\n/i.exec(decoded);
  const text = said === null ? decoded : decoded.slice(said[0].length);
  const delimiter =
    hints.delimiter ?? (said?.[1] as Delimiter | undefined) ?? likeliestDelimiter(text);
  const written = rowsOf(text, delimiter, ROWS_MAX + 1);
  if (written.rows.length > ROWS_MAX) {
    throw new Unreadable(`the table has more than ${ROWS_MAX} rows`, 'Split it.');
  }
  const lines = said === null ? written.lines : written.lines.map((line) => line + 1);
  return tableOfRows({ ...written, lines }, { encoding, delimiter, damaged });
}

function noTable(): Unreadable {
  return new Unreadable('the file holds no table', 'Save it as CSV with a header line.');
}

export type TableSource = Pick<Table, 'encoding' | 'delimiter'> & { readonly damaged: boolean };

/** Finds the header, the rows and what is neither, in rows from wherever. */
export function tableOfRows(written: WrittenRows, source: TableSource): Table {
  const { lines } = written;
  const at = findHeader(written.rows.slice(0, SAMPLE_ROWS));
  const first = at ?? 0;
  const width = usualWidth(written.rows.slice(first, first + SAMPLE_ROWS));
  const header = namedColumns(at === undefined ? [] : (written.rows[at] ?? []), width);
  if (at === undefined && !written.rows.some((row) => countFilled(row) > 1)) {
    throw noTable();
  }
  const leftOut: LeftOutRow[] = written.rows
    .slice(0, first)
    .flatMap((cells, row) =>
      isBlank(cells) ? [] : [leave(cells, lines[row] ?? 0, 'before_header')],
    );
  const body = bodyOf(written.rows, lines, at === undefined ? 0 : at + 1, header, leftOut);
  return {
    encoding: source.encoding,
    delimiter: source.delimiter,
    header,
    ...body,
    hasHeader: at !== undefined,
    leftOut,
    problems: [...problemsOf(body, header, source.damaged), ...written.unclosed.map(unclosedAt)],
  };
}

/** Rows of data; blank rows say nothing, totals and footers are left out with their reason. */
function bodyOf(
  written: readonly string[][],
  lines: readonly number[],
  from: number,
  header: readonly string[],
  leftOut: LeftOutRow[],
): { rows: string[][]; lines: number[] } {
  const body: { rows: string[][]; lines: number[] } = { rows: [], lines: [] };
  // Rows that go on with the text of the one above them leave the same cells empty each time.
  const goingOn = new Set<string>();
  for (let at = from; at < written.length; at += 1) {
    const cells = written[at] ?? [];
    const filled = countFilled(cells);
    if (filled === 0 || isRule(cells)) continue;
    const why =
      filled * 2 <= header.length
        ? sparseRow({ cells, filled, at, width: header.length }, written)
        : isLastTotal(cells, filled, at, written)
          ? 'total'
          : undefined;
    const goesOn =
      why === 'footer' && goingOn.has(filledPlaces(cells)) && !isBlank(written[at - 1] ?? []);
    if (why !== undefined && !goesOn) leftOut.push(leave(cells, lines[at] ?? 0, why));
    else if (cells[0] === header[0] && isSame(cells, header))
      leftOut.push(leave(cells, lines[at] ?? 0, 'repeated_header'));
    else {
      if (filled <= 2 && filled * 2 <= header.length) goingOn.add(filledPlaces(cells));
      body.rows.push(cells);
      body.lines.push(lines[at] ?? 0);
    }
  }
  return body;
}

const TOTAL =
  /^(grand |sub[ -]?)?totals?\b|^(zwischen|gesamt|end)?summe\b|^gesamt\b|^total (général|generale|general)\b|^sous-total\b|^(sub)?totaal\b|^(sub)?totale\b|^(sub)?total\b|^suma\b|^summa\b|^razem\b|^i alt\b|^yhteensä\b/i;

const BARE_TOTAL =
  /^(grand total|totals?|totaal|totale|summe|gesamt|suma|summa|razem|i alt|yhteensä):?$/i;

/** The last row, which sums many columns and has nothing in those that say what a row is about. */
function isLastTotal(
  cells: readonly string[],
  filled: number,
  at: number,
  written: readonly (readonly string[])[],
): boolean {
  const above = written[at - 1];
  return (
    BARE_TOTAL.test(cells[0]?.trim() ?? '') &&
    above !== undefined &&
    filled * 4 <= countFilled(above) * 3 &&
    written.slice(at + 1).every(isBlank)
  );
}

/** A row with few cells filled: a total when it says so, a footer when nothing but such rows follow. */
type SparseRow = {
  readonly cells: readonly string[];
  readonly filled: number;
  readonly at: number;
  readonly width: number;
};

function sparseRow(
  { cells, filled, at, width }: SparseRow,
  written: readonly (readonly string[])[],
): LeftOutRow['why'] | undefined {
  if (cells.some((cell) => TOTAL.test(cell.trim()))) return 'total';
  const isLast = written.slice(at + 1, at + 20).every((row) => countFilled(row) <= filled);
  return filled <= 2 && width >= 4 && isLast && written.length - at <= 20 ? 'footer' : undefined;
}

function problemsOf(
  body: { rows: readonly string[][]; lines: readonly number[] },
  header: readonly string[],
  damaged: boolean,
): FileProblem[] {
  const problems: FileProblem[] = [];
  if (damaged) {
    problems.push({
      where: 'file',
      what: 'some characters were lost before the file reached us',
      advice: 'Save it again as UTF-8.',
      severity: 'warning',
    });
  }
  for (const [at, row] of body.rows.entries()) {
    if (row.length <= header.length || row.slice(header.length).every((cell) => cell.trim() === ''))
      continue;
    problems.push({
      where: `line ${body.lines[at]}`,
      what: `the row has ${row.length} cells, the header ${header.length}`,
      advice: 'A text with the separator in it needs quotation marks around it.',
      severity: 'warning',
    });
  }
  return problems;
}

function unclosedAt(line: number): FileProblem {
  return {
    where: `line ${line}`,
    what: 'a quotation mark is opened and perhaps never closed, so a cell holds several lines',
    advice: 'Write two quotation marks for one inside a text, or check the row.',
    severity: 'error',
  };
}

const DELIMITERS: readonly Delimiter[] = [';', ',', '\t', '|'];

/** The delimiter that makes the most columns in the most rows. */
export function likeliestDelimiter(text: string): Delimiter {
  const sample = text.slice(0, SAMPLE_CHARACTERS);
  let best: { delimiter: Delimiter; score: number } = { delimiter: ',', score: 0 };
  for (const delimiter of DELIMITERS) {
    const rows = rowsOf(sample, delimiter, SAMPLE_ROWS).rows.filter((row) => !isBlank(row));
    // Facts above the table, one a line, say nothing of its separator.
    const width = usualWidth(rows.filter((row) => row.length > 1));
    const share = rows.filter((row) => row.length === width).length / Math.max(1, rows.length);
    const score = share * share * (width - 1);
    if (score > best.score) best = { delimiter, score };
  }
  return best.delimiter;
}

/** How many columns most rows have; of equals the wider. */
function usualWidth(rows: readonly (readonly string[])[]): number {
  const counts = new Map<number, number>();
  for (const row of rows) counts.set(row.length, (counts.get(row.length) ?? 0) + 1);
  return [...counts].toSorted((a, b) => b[1] - a[1] || b[0] - a[0])[0]?.[0] ?? 0;
}

function refuseOthers(bytes: Uint8Array): void {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 8));
  if (head.startsWith('PK\u0003\u0004') || head.startsWith('\u00d0\u00cf\u0011\u00e0')) {
    throw new Unreadable(
      'this is an Excel file or an archive',
      'Save the sheet as CSV (UTF-8) and import that.',
    );
  }
  if (head.startsWith('%PDF')) throw new Unreadable('this is a PDF', 'Export the list as CSV.');
  if (bytes.length === 0) throw new Unreadable('the file is empty', 'Export it again.');
}

function leave(cells: readonly string[], line: number, why: LeftOutRow['why']): LeftOutRow {
  const text = cells
    .map((cell) => cell.trim())
    .filter((cell) => cell !== '')
    .join(' ');
  return { line, why, text: text.slice(0, 200) };
}

function isSame(cells: readonly string[], header: readonly string[]): boolean {
  return header.every((name, at) => (cells[at]?.trim() || `column ${at + 1}`) === name);
}

function filledPlaces(cells: readonly string[]): string {
  return cells
    .map((cell) => (cell.trim() === '' ? ' ' : 'x'))
    .join('')
    .trimEnd();
}

function isBlank(cells: readonly string[]): boolean {
  return countFilled(cells) === 0;
}

/** '********,********': a line drawn between rows. */
function isRule(cells: readonly string[]): boolean {
  const first = cells[0]?.trim() ?? '';
  return /^([*=_-])\1{2,}$/.test(first) && cells.every((cell) => /^([*=_-]*)$/.test(cell.trim()));
}

/** Whether it begins with a visible sign of ASCII, as nearly every cell does that is not empty. */
function isPlain(cell: string): boolean {
  const code = cell.charCodeAt(0);
  return code > 32 && code < 127;
}

function countFilled(cells: readonly string[]): number {
  let filled = 0;
  for (const cell of cells) if (isPlain(cell) || cell.trim() !== '') filled += 1;
  return filled;
}
