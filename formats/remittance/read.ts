import { decodeText } from '../encoding.ts';
import { isPdf } from '../pdf/objects.ts';
import { readPdfText } from '../pdf/text.ts';
import { likeliestDelimiter } from '../table/read-table.ts';
import { rowsOf } from '../table/rows.ts';
import { Unreadable, type Refusal } from '../unreadable.ts';
import { readSheets } from '../xlsx/sheet.ts';
import { readXml, type XmlElement } from '../xml.ts';
import { isZip } from '../zip.ts';
import { adviceOfRows } from './advice-rows.ts';
import { readIsoAdvice } from './iso-advice.ts';
import type {
  AdviceRow,
  RemittanceAdvice,
  RemittanceFormat,
  RemittanceHints,
} from './remittance.ts';
import { readUblAdvice } from './ubl-advice.ts';
import { adviceOf, type WrittenAdvice } from './written-advice.ts';

export type RemittanceReading =
  | { readonly readable: true; readonly advice: RemittanceAdvice }
  | { readonly readable: false; readonly refusal: Refusal };

export const REMITTANCE_BYTES_MAX = 20 * 1024 * 1024;
const ROWS_MAX = 20_000;
const ELEMENTS_MAX = 200_000;

/**
 * Reads a payer's advice of what a payment is for: PDF with text, XLSX, CSV, a mail's text, or XML
 * (UBL, ISO 20022). Never throws for what stands in a file.
 */
export function readRemittance(bytes: Uint8Array, hints: RemittanceHints = {}): RemittanceReading {
  try {
    if (bytes.length > REMITTANCE_BYTES_MAX) {
      throw new Unreadable(
        `the file has more than ${REMITTANCE_BYTES_MAX / 1024 / 1024} MB`,
        'Ask the payer for the list alone.',
      );
    }
    const written = writtenAdvice(bytes);
    const advice = adviceOf(written, hints);
    if (advice.lines.length === 0 && advice.total === undefined) throw nothing();
    return { readable: true, advice };
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return { readable: false, refusal: { what: error.what, advice: error.advice } };
  }
}

function writtenAdvice(bytes: Uint8Array): WrittenAdvice {
  if (bytes.length === 0)
    throw new Unreadable('the file is empty', 'Ask the payer to send it again.');
  if (isPdf(bytes)) return fromPdf(bytes);
  if (isZip(bytes)) return fromWorkbook(bytes);
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 256)).replaceAll('\u0000', '');
  if (/^[^<\w]{0,16}<[?!A-Za-z]/.test(head) && !/^[^<]*<(!doctype )?html/i.test(head))
    return fromXml(bytes);
  return fromText(bytes);
}

function fromPdf(bytes: Uint8Array): WrittenAdvice {
  const { lines, unknownLetters } = readPdfText(bytes);
  const letters = lines.reduce(
    (sum, { cells }) => sum + cells.map(({ text }) => text).join('').length,
    0,
  );
  if (letters === 0)
    throw new Unreadable(
      'the PDF is a picture and holds no text',
      'Ask the payer for a PDF from their system, or for a table.',
    );
  if (unknownLetters * 2 > letters)
    throw new Unreadable(
      'the PDF does not say what its letters mean',
      'Ask the payer for a table, or type the lines in.',
    );
  const pages = [...Map.groupBy(lines, ({ page }) => page)];
  const rows = pages.flatMap(([page, theirs]) =>
    theirs.map(({ cells }, at) => ({ where: `page ${page}, line ${at + 1}`, cells })),
  );
  return { format: 'pdf', ...adviceOfRows(limited(rows)) };
}

function fromWorkbook(bytes: Uint8Array): WrittenAdvice {
  const rows = readSheets(bytes).flatMap(({ name, written }, _at, sheets) =>
    written.rows.map((cells, row) =>
      tableRow(
        cells,
        `${sheets.length > 1 ? `sheet '${name}', ` : ''}row ${written.lines[row] ?? row + 1}`,
      ),
    ),
  );
  return { format: 'xlsx', ...adviceOfRows(limited(rows)) };
}

function fromText(bytes: Uint8Array): WrittenAdvice {
  const { text, hadNul } = decodeText(bytes);
  if (hadNul) throw nothing();
  const delimiter = likeliestDelimiter(text);
  const written = rowsOf(text, delimiter, ROWS_MAX + 1);
  const isTable = looksTabular(
    written.rows.filter((row) => row.some((cell) => cell.trim() !== '')),
  );
  const format: RemittanceFormat = isTable ? 'csv' : 'text';
  const rows = isTable
    ? written.rows.map((cells, at) => tableRow(cells, `line ${written.lines[at] ?? at + 1}`))
    : text.split(/\r\n|\n|\r/, ROWS_MAX + 1).map((line, at) => textRow(line, `line ${at + 1}`));
  return { format, ...adviceOfRows(limited(rows)) };
}

/** A sentence has a comma now and then; a table has as many in most of its rows. */
function looksTabular(rows: readonly (readonly string[])[]): boolean {
  const wide = rows.filter((row) => row.length > 2).length;
  const isPair = rows.length > 2 && rows.every((row) => row.length === 2);
  return isPair || (wide > 1 && wide * 2 > rows.length);
}

/** Every column is as wide as one, whatever stands in it. */
function tableRow(texts: readonly string[], where: string): AdviceRow {
  const cells = texts.map((text, at) => ({
    text: text.replace(/\s+/g, ' ').trim(),
    from: at,
    to: at + 0.9,
  }));
  return { where, cells: cells.filter(({ text }) => text !== '') };
}

/** In a text wide blanks part the columns; it may be a quoted answer to a mail. */
function textRow(line: string, where: string): AdviceRow {
  const plain = line
    .slice(0, 1_000)
    .replace(/^[>\s|]*(?=\S)/, (before) => ' '.repeat(before.length));
  // Between two bars or more every column is as wide as one, whatever stands in it.
  if (plain.split('|').length > 2) return tableRow(plain.split('|'), where);
  const cells = [...plain.matchAll(/[^\s|]+(?: [^\s|]+)*/g)].map((found) => ({
    text: found[0],
    from: found.index,
    to: found.index + found[0].length,
  }));
  return { where, cells };
}

const MESSAGES: ReadonlySet<string> = new Set(['RmtAdvc', 'CstmrCdtTrfInitn', 'FIToFICstmrCdtTrf']);

function fromXml(bytes: Uint8Array): WrittenAdvice {
  let found: XmlElement | undefined;
  readXml(bytes, {
    handOver: new Set([...MESSAGES, 'RemittanceAdvice']),
    elementsMax: ELEMENTS_MAX,
    onElement: (element) => {
      found ??= element;
    },
  });
  if (found === undefined)
    throw new Unreadable(
      'the XML holds no remittance advice that we know',
      'Ask the payer for UBL, remt.001, pain.001 or a table.',
    );
  return found.name === 'RemittanceAdvice' ? readUblAdvice(found) : readIsoAdvice(found);
}

function limited(rows: readonly AdviceRow[]): readonly AdviceRow[] {
  if (rows.length > ROWS_MAX)
    throw new Unreadable(`the advice has more than ${ROWS_MAX} rows`, 'Ask the payer to split it.');
  return rows.filter(({ cells }) => cells.length > 0);
}

function nothing(): Unreadable {
  return new Unreadable(
    'no invoice and no amount was found in it',
    'Ask the payer for a list with invoice numbers and amounts.',
  );
}
