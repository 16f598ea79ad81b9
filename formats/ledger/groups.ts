import { readAmount } from '@goodterms/core/kernel/written-amount.ts';
import { readDay } from '@goodterms/core/kernel/written-day.ts';
import type { LeftOutRow, Table } from '../table/read-table.ts';

/** Names of the columns that a heading above a group of rows becomes. */
export const GROUP_NUMBER = 'number in the heading';
export const GROUP_NAME = 'name in the heading';

type Heading = { readonly number: string | undefined; readonly name: string };

/** A row above others, as one text and, where it has them, as a number and a name of their own. */
type HeadingRow = { readonly at: number; readonly text: string; readonly pair?: Heading };

const BUCKET =
  /^(current|not (yet )?due|due|overdue|older|nicht fällig|fällig|überfällig|à échoir|échu|niet vervallen|vervallen)$|\d.*\b(days?|tagen?|jours?|dagen|dage|dagar|giorni|d[ií]as|months?|monaten?|mois|maanden)\b|^\W*\d+\s*(-|–|\+)\s*\d*$/i;
const TOTAL =
  /^(grand |sub[ -]?)?totals?\b|^(zwischen|gesamt|end)?summe\b|^sous-total\b|^(sub)?tota?al(e|t)?\b|^saldo\b|^suma\b|^summa\b|\b(totals?|summe|totaal|totale):?$/i;

/**
 * Lists that name each customer once, above their rows, get the name on every row: an ageing
 * detail of an accounting package. Headings of ageing buckets and totals of groups are left out.
 */
export function withGroups(list: Table): Table {
  const table = withCombinedHeader(list);
  const { header, rows, lines } = table;
  if (header.length < 3) return table;
  const dated = datedColumns(rows);
  const sparse = rows.map(
    (row) => isSparse(row, header.length) || couldBePair(row) || isUndated(row, dated),
  );
  if (!sparse.includes(true)) return withCustomerAbove(table);
  const details = rows.filter((row, at) => !sparse[at] && !row.some(saysTotal));
  const isHeading = (at: number) =>
    sparse[at] === true &&
    (rows.length > at + 1 || details.length > 0) &&
    (couldHead(rows[at] ?? [], details) ||
      (isUndated(rows[at] ?? [], dated) && !isUndated(rows[at + 1] ?? [], dated)));
  const headings = rows.flatMap((row, at): HeadingRow[] => {
    if (isHeading(at)) return [{ at, text: isUndated(row, dated) ? firstOf(row) : textOf(row) }];
    const pair = pairIn(row, details);
    return pair === undefined ? [] : [{ at, text: textOf(row), pair }];
  });
  const names = headings.filter(({ text }) => !BUCKET.test(text));
  if (names.length === 0) return withoutHeadings(table, new Set(headings.map(({ at }) => at)));
  const pairs = names.map(({ pair }) => pair).filter((pair) => pair !== undefined);
  const read =
    pairs.length === names.length
      ? pairs
      : headingsOf([...firstHeading(table), ...names.map(({ text }) => text)]);
  const withNumbers = read.every(({ number }) => number !== undefined);
  const first = read.length - names.length;
  let open: Heading | undefined = first > 0 ? read[0] : undefined;
  const byRow = new Map(names.map(({ at }, place) => [at, read[place + first]]));
  const bucketRows = new Set(headings.map(({ at }) => at));
  const kept: { rows: string[][]; lines: number[] } = { rows: [], lines: [] };
  const leftOut: LeftOutRow[] = [...table.leftOut];
  for (const [at, row] of rows.entries()) {
    const line = lines[at] ?? 0;
    if (bucketRows.has(at)) {
      open = byRow.get(at) ?? open;
      leftOut.push({ line, why: 'group_heading', text: textOf(row) });
    } else if (row.some(saysTotal) && isTotalOf(row, open)) {
      leftOut.push({ line, why: 'total', text: textOf(row) });
    } else {
      const padded = header.map((_name, column) => row[column] ?? '');
      kept.rows.push([...padded, ...(withNumbers ? [open?.number ?? ''] : []), open?.name ?? '']);
      kept.lines.push(line);
    }
  }
  const more = withNumbers ? [GROUP_NUMBER, GROUP_NAME] : [GROUP_NAME];
  return { ...table, header: [...header, ...more], ...kept, leftOut };
}

function isSparse(row: readonly string[], width: number): boolean {
  const filled = row.filter((cell) => cell.trim() !== '').length;
  return filled === 1 || (filled < width && hasLabels(row));
}

/** 'A/C:', 'ACME01', 'Name:', 'Acme Ltd', or all of it in one cell. */
function hasLabels(row: readonly string[]): boolean {
  const [first = ''] = row.filter((cell) => cell.trim() !== '');
  return /^\s*[\p{L}/. ]{2,20}:(?!\d)/u.test(first) && !saysTotal(first);
}

/** Columns with a day in nearly every row that has more than a word or two. */
function datedColumns(rows: readonly (readonly string[])[]): number[] {
  const details = rows.filter((row) => row.filter((cell) => cell.trim() !== '').length > 2);
  const sample = details.filter((row) => !row.some(saysTotal)).slice(0, 200);
  const isDay = (cell: string) => readDay(cell, 'DMY') ?? readDay(cell, 'MDY');
  return (sample[0] ?? []).flatMap((_cell, at) => {
    const days = sample.filter((row) => /\d[-./ ]/.test(row[at] ?? '') && isDay(row[at] ?? ''));
    return days.length > 1 && days.length * 10 >= sample.length * 6 ? [at] : [];
  });
}

/** A name and the sums of what follows, where the rows of documents have days. */
function isUndated(row: readonly string[], dated: readonly number[]): boolean {
  if (dated.length === 0 || dated.some((at) => (row[at] ?? '').trim() !== '')) return false;
  const [name = '', ...sums] = row.filter((cell) => cell.trim() !== '');
  return (
    /\p{L}{2}/u.test(name) &&
    !row.some(saysTotal) &&
    sums.every((cell) => readAmount(cell, '.') !== undefined || readAmount(cell, ',') !== undefined)
  );
}

function firstOf(row: readonly string[]): string {
  return row.find((cell) => cell.trim() !== '')?.trim() ?? '';
}

/** 'ACME01', 'Acme Ltd', and nothing more: a number and a name in two columns. */
function couldBePair(row: readonly string[]): boolean {
  const [first = '', second = '', ...more] = row.filter((cell) => cell.trim() !== '');
  return more.length === 0 && CODE.test(first.trim()) && /^\p{L}.*\p{L}/u.test(second.trim());
}

const CODE = /^[\w./-]{1,20}$/;

/** The column of the name has nothing in the rows below. */
function pairIn(
  row: readonly string[],
  details: readonly (readonly string[])[],
): Heading | undefined {
  if (!couldBePair(row) || row.some(saysTotal)) return undefined;
  const [number = -1, name = -1] = row.flatMap((cell, at) => (cell.trim() === '' ? [] : [at]));
  const below = details.slice(0, 200);
  if (name !== number + 1 || below.length === 0) return undefined;
  if (below.some((cells) => (cells[name] ?? '').trim() !== '')) return undefined;
  return { number: row[number]?.trim(), name: row[name]?.trim() ?? '' };
}

/** 'Customer/Invoice': of a heading the customer stands in it, of the rows below the document. */
function withCombinedHeader(table: Table): Table {
  const header = table.header.map((name) => COMBINED.exec(name)?.[1] ?? name);
  return new Set(header).size === header.length ? { ...table, header } : table;
}

const COMBINED =
  /^(?:customer|client|kunde|debitor|klant|cliente)\s*\/\s*((?:invoice|document|beleg|rechnung|facture|factuur|factura|fattura)\b.*)$/i;

/** A list of one customer, who is named above it and in none of its columns. */
function withCustomerAbove(table: Table): Table {
  if (table.header.some((name) => NAMES_CUSTOMERS.test(name))) return table;
  const named = table.leftOut.flatMap(({ why, text }) => {
    const [, labelled, numbered] =
      (why === 'before_header' && CUSTOMER_ABOVE.exec(text.trim())) || [];
    const customer = labelled ?? numbered;
    return customer === undefined ? [] : [customer.trim()];
  });
  const [customer, another] = headingsOf(named);
  if (customer === undefined || another !== undefined) return table;
  const { number, name } = customer;
  const columns = number === undefined ? [GROUP_NAME] : [GROUP_NUMBER, GROUP_NAME];
  const cells = number === undefined ? [name] : [number, name];
  return {
    ...table,
    header: [...table.header, ...columns],
    rows: table.rows.map((row) => [...table.header.map((_name, at) => row[at] ?? ''), ...cells]),
  };
}

const NAMES_CUSTOMERS =
  /customer|client|kund|debi?tor|klant|debiteur|cliente|asiakas|kontrahent|name|party|account|konto|compte|conto|cuenta|tiers|partner/i;
const CUSTOMER_ABOVE =
  /^(?:customer|kunde|debitor|klant|debiteur|cliente|asiakas|kontrahent)(?:\s*(?:no|nr|number|nummer|code|name))?\.?\s*(?::\s*(\S.*)|\s(?=\S*\d)(\S.*))$/i;

function saysTotal(cell: string): boolean {
  return TOTAL.test(cell.trim());
}

/** A heading has words where the rows below it have nothing, or days and amounts. */
function couldHead(row: readonly string[], details: readonly (readonly string[])[]): boolean {
  const column = row.findIndex((cell) => cell.trim() !== '');
  const text = (row[column] ?? '').trim();
  if (!/\p{L}|^\W*\d/u.test(text) || readDay(text, 'DMY') !== undefined) return false;
  if (hasLabels(row)) return true;
  const below = details.slice(0, 200).map((cells) => (cells[column] ?? '').trim());
  const blank = below.filter((cell) => cell === '').length;
  if (blank * 10 >= below.length * 9) return true;
  const data = below.filter(
    (cell) => cell === '' || readDay(cell, 'DMY') || readDay(cell, 'MDY') || readAmount(cell, '.'),
  );
  return data.length * 10 >= below.length * 9;
}

/** Where a heading and the header come again for each customer, the first stands above the header. */
function firstHeading(table: Table): string[] {
  const above = table.leftOut.filter(({ why }) => why === 'before_header').at(-1);
  const repeats = table.leftOut.some(({ why }) => why === 'repeated_header');
  return above !== undefined && repeats ? [above.text] : [];
}

const LABELLED_NUMBER =
  /(?:^|\s)(?:a\/c|account|acct|konto|kunde|kunden-?nr|customer|client|klant|cliente)\s*(?:no|nr|number|code|ref|id)?\.?\s*:\s*(\S+)/i;
const LABELLED_NAME =
  /(?:^|\s)(?:name|bezeichnung|nom|naam|nombre|nome)\s*:\s*(.*?)(?=\s+[\p{L}/]{2,15}\s*:|$)/iu;
const CODE_AND_NAME =
  /^(?:(?:konto|kunde|customer|account|client|klant|cliente|nr|no)\b[.:]?\s*)?([A-Z]{0,4}[-.]?\d[\w.-]*)\s*[-–:|,/]?\s+(\S.*)$/i;

/** A number is told from the name only where every heading has one. */
function headingsOf(texts: readonly string[]): Heading[] {
  const read = texts.map((text) => {
    const [, labelled] = LABELLED_NUMBER.exec(text) ?? [];
    const [, name] = LABELLED_NAME.exec(text) ?? [];
    if (labelled !== undefined && name !== undefined) return { number: labelled, name };
    const [, code, rest = ''] = CODE_AND_NAME.exec(text) ?? [];
    return { number: code, name: code === undefined ? text : rest };
  });
  if (read.every(({ number }) => number !== undefined)) return read;
  return texts.map((name) => ({ number: undefined, name }));
}

/** 'Total Acme Ltd' after the rows of Acme; a customer called Total stays. */
function isTotalOf(row: readonly string[], open: Heading | undefined): boolean {
  const cell = row.find((each) => each.trim() !== '')?.trim() ?? '';
  return TOTAL.test(cell) && (open === undefined || !cell.startsWith(open.name));
}

function withoutHeadings(table: Table, headings: ReadonlySet<number>): Table {
  if (headings.size === 0) return table;
  const keep = (_each: unknown, at: number) => !headings.has(at);
  const leftOut = table.rows.flatMap((row, at): LeftOutRow[] =>
    headings.has(at)
      ? [{ line: table.lines[at] ?? 0, why: 'group_heading', text: textOf(row) }]
      : [],
  );
  return {
    ...table,
    rows: table.rows.filter(keep),
    lines: table.lines.filter(keep),
    leftOut: [...table.leftOut, ...leftOut],
  };
}

function textOf(row: readonly string[]): string {
  return row
    .map((cell) => cell.trim())
    .filter((cell) => cell !== '')
    .join(' ');
}
