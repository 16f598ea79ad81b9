/**
 * The one writer of CSV in the house: RFC 4180, every field quoted, lines ended by CR LF, UTF-8 with
 * a byte order mark so that spreadsheets read it as such.
 *
 * A field that a spreadsheet would take for a formula gets an apostrophe in front: a payer may name
 * himself `=HYPERLINK(…)`. An amount keeps its minus sign, for it is written by us.
 */
export function writeCsv(header: readonly string[], lines: Iterable<readonly CsvField[]>): string {
  const text = [header, ...lines].map((line) => line.map(quoted).join(',')).join(LINE_END);
  return `${BYTE_ORDER_MARK}${text}${LINE_END}`;
}

/** Text from anywhere, or a number that is exact as written, such as an amount: '-12.50'. */
export type CsvField = string | number | boolean | null | undefined | { readonly exact: string };

const LINE_END = '\r\n';
const BYTE_ORDER_MARK = '\uFEFF';

/** Signs that begin a formula or a command, the full-width ones included, and blanks that hide them. */
const BEGINS_A_FORMULA = /^[\s\u0000\u200B\uFEFF]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20|%]|^[\t\r\n]/u;

function quoted(field: CsvField): string {
  return `"${plain(field).replaceAll('"', '""')}"`;
}

function plain(field: CsvField): string {
  if (field === null || field === undefined) return '';
  if (typeof field === 'number' || typeof field === 'boolean') return String(field);
  if (typeof field === 'object')
    return /^-?\d+(\.\d+)?$/.test(field.exact) ? field.exact : defused(field.exact);
  return defused(field);
}

function defused(text: string): string {
  return BEGINS_A_FORMULA.test(text) ? `'${text}` : text;
}
