import { addDays, toDay } from '@goodterms/core/kernel/day.ts';
import type { WrittenRows } from '../table/rows.ts';
import { Unreadable } from '../unreadable.ts';
import { allAt, at, readXml, type XmlElement } from '../xml.ts';
import { unzip, type ZipEntry } from '../zip.ts';

/** Far above any honest export of a bank or of an accounting package. */
const PART_BYTES_MAX = 64 * 1024 * 1024;
const ROWS_MAX = 500_000;
const COLUMNS_MAX = 1_000;
const SHEETS_MAX = 50;
const STRINGS_MAX = 2_000_000;
/** Cells of empty rows and columns count too: a cell far out makes a table of blanks. */
const CELLS_MAX = 5_000_000;

export type Sheet = { readonly name: string; readonly written: WrittenRows };

export function isWorkbook(names: readonly string[]): boolean {
  return names.some((name) => /(^|\/)xl\/workbook\.xml$/i.test(name.replaceAll('\\', '/')));
}

/**
 * The visible sheets of an XLSX workbook as rows of text: days as '2026-03-02', numbers as Excel
 * shows them in full, with a point. Formulas are never computed; what Excel saved counts. Only
 * the parts that hold cells are unpacked.
 */
export function readSheets(bytes: Uint8Array): Sheet[] {
  const parts = new Map(
    unzip(bytes, { wants: isNeeded, bytesMax: PART_BYTES_MAX }).map((entry) => [
      plainName(entry.name),
      entry,
    ]),
  );
  const workbook = rootOf(parts.get('xl/workbook.xml'));
  if (workbook === undefined) throw broken();
  const epoch = at(workbook, 'workbookPr')?.attributes.get('date1904');
  const book: Book = {
    strings: stringsIn(parts.get('xl/sharedstrings.xml')),
    dayStyles: dayStylesIn(rootOf(parts.get('xl/styles.xml'))),
    epoch: toDay(epoch === '1' || epoch === 'true' ? '1904-01-01' : '1899-12-30'),
  };
  const targets = targetsIn(rootOf(parts.get('xl/_rels/workbook.xml.rels')));
  const listed = allAt(workbook, 'sheets', 'sheet').slice(0, SHEETS_MAX);
  return listed.flatMap((sheet, number): Sheet[] => {
    if (/hidden/i.test(sheet.attributes.get('state') ?? '')) return [];
    const target = targets.get(relationOf(sheet));
    const part =
      parts.get(partName(target ?? '')) ?? parts.get(`xl/worksheets/sheet${number + 1}.xml`);
    if (part === undefined) return [];
    return [{ name: sheet.attributes.get('name') ?? '', written: rowsIn(part, book) }];
  });
}

type Book = {
  readonly strings: readonly string[];
  readonly dayStyles: ReadonlySet<number>;
  readonly epoch: ReturnType<typeof toDay>;
};

function isNeeded(name: string): boolean {
  return /^xl\/(workbook|sharedstrings|styles|worksheets\/[^/]+)\.xml$|^xl\/_rels\/workbook\.xml\.rels$/.test(
    plainName(name),
  );
}

/** Some programs write backslashes, a leading slash or capitals. */
function plainName(name: string): string {
  return name.replaceAll('\\', '/').replace(/^\//, '').toLowerCase();
}

function partName(target: string): string {
  const name = plainName(target);
  return name.startsWith('xl/') ? name : `xl/${name}`;
}

function rowsIn(part: ZipEntry, book: Book): WrittenRows {
  const rows: string[][] = [];
  const lines: number[] = [];
  let cells = 0;
  readXml(part.bytes, {
    handOver: new Set(['row']),
    onElement: (row) => {
      const read = cellsIn(row, book);
      if (read.every((cell) => cell === '')) return;
      cells += read.length;
      if (rows.length >= ROWS_MAX || cells > CELLS_MAX) throw tooMuch(`more than ${ROWS_MAX} rows`);
      rows.push(read);
      const number = Number(row.attributes.get('r'));
      lines.push(Number.isSafeInteger(number) && number > 0 ? number : rows.length);
    },
  });
  return { rows, lines, unclosed: [] };
}

function cellsIn(row: XmlElement, book: Book): string[] {
  const cells: string[] = [];
  for (const cell of row.children) {
    if (cell.name !== 'c') continue;
    const place = columnOf(cell.attributes.get('r') ?? '') ?? cells.length;
    if (place >= COLUMNS_MAX) throw tooMuch(`more than ${COLUMNS_MAX} columns`);
    while (cells.length < place) cells.push('');
    cells[place] = textOf(cell, book);
  }
  return cells;
}

/** 0 for 'A7', 27 for 'AB7'. */
function columnOf(reference: string): number | undefined {
  const letters = /^([A-Z]{1,3})\d/.exec(reference)?.[1];
  if (letters === undefined) return undefined;
  let number = 0;
  for (const letter of letters) number = number * 26 + letter.charCodeAt(0) - 64;
  return number - 1;
}

function textOf(cell: XmlElement, book: Book): string {
  const type = cell.attributes.get('t') ?? 'n';
  if (type === 'inlineStr') return richText(at(cell, 'is'));
  const value = at(cell, 'v')?.text ?? '';
  if (type === 's') return book.strings[Number(value)] ?? '';
  if (type !== 'n') return type === 'e' ? '' : value;
  return numberText(value, book.dayStyles.has(Number(cell.attributes.get('s'))), book);
}

/** Numbers are doubles, of which Excel shows fifteen digits: 119.00000000000001 was 119. */
function numberText(written: string, isDay: boolean, book: Book): string {
  const number = Number(written);
  if (written.trim() === '' || !Number.isFinite(number)) return written;
  if (isDay && number >= 1 && number < 100_000) return addDays(book.epoch, Math.floor(number));
  if (Math.abs(number) >= 1e15 || (number !== 0 && Math.abs(number) < 1e-9)) return written;
  const [whole = '', fraction = ''] = number.toFixed(15 - digitsBefore(number)).split('.');
  const kept = fraction.replace(/0+$/, '');
  return kept === '' ? whole : `${whole}.${kept}`;
}

function digitsBefore(number: number): number {
  return Math.min(15, Math.max(1, Math.trunc(Math.abs(number)).toString().length));
}

function stringsIn(part: ZipEntry | undefined): string[] {
  const strings: string[] = [];
  if (part === undefined) return strings;
  readXml(part.bytes, {
    handOver: new Set(['si']),
    onElement: (item) => {
      if (strings.length >= STRINGS_MAX) throw tooMuch(`more than ${STRINGS_MAX} texts`);
      strings.push(richText(item));
    },
  });
  return strings;
}

/** A text may be cut into runs of different looks; how it is spoken (rPh) is no part of it. */
function richText(element: XmlElement | undefined): string {
  return (element?.children ?? [])
    .map((child) =>
      child.name === 't' ? child.text : child.name === 'r' ? (at(child, 't')?.text ?? '') : '',
    )
    .join('');
}

/** Built-in formats of days and times, and own ones with day, month or year in them. */
function dayStylesIn(styles: XmlElement | undefined): ReadonlySet<number> {
  const own = new Set<number>();
  for (const format of allAt(styles, 'numFmts', 'numFmt')) {
    const code = (format.attributes.get('formatCode') ?? '').replace(/"[^"]*"|\[[^\]]*\]|\\./g, '');
    if (/[dy]/i.test(code) && !/general/i.test(code))
      own.add(Number(format.attributes.get('numFmtId')));
  }
  const days = new Set<number>();
  for (const [place, style] of allAt(styles, 'cellXfs', 'xf').entries()) {
    const id = Number(style.attributes.get('numFmtId'));
    if (
      (id >= 14 && id <= 17) ||
      id === 22 ||
      (id >= 27 && id <= 36) ||
      (id >= 50 && id <= 58) ||
      own.has(id)
    )
      days.add(place);
  }
  return days;
}

/** 'r:id', whatever the program calls its namespace. */
function relationOf(sheet: XmlElement): string {
  return [...sheet.attributes].find(([name]) => name.endsWith(':id'))?.[1] ?? '';
}

function targetsIn(relations: XmlElement | undefined): Map<string, string> {
  return new Map(
    allAt(relations, 'Relationship').map((each) => [
      each.attributes.get('Id') ?? '',
      each.attributes.get('Target') ?? '',
    ]),
  );
}

function rootOf(part: ZipEntry | undefined): XmlElement | undefined {
  let root: XmlElement | undefined;
  if (part === undefined) return undefined;
  readXml(part.bytes, {
    handOver: new Set(['workbook', 'styleSheet', 'Relationships']),
    onElement: (element) => {
      root ??= element;
    },
  });
  return root;
}

function broken(): Unreadable {
  return new Unreadable('the workbook is damaged', 'Open it and save it again as XLSX or CSV.');
}

function tooMuch(what: string): Unreadable {
  return new Unreadable(`the workbook has ${what}`, 'Save the sheet that matters as CSV.');
}
