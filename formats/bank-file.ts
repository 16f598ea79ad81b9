import type { Currency } from '@goodterms/core/kernel/money.ts';
import { readBai2 } from './bai2/read.ts';
import { hasMt940Fields, isXmlButNotOfx, looksTabular } from './bank-signs.ts';
import type { BankFile, BankFormat, FileProblem } from './bank-statement.ts';
import { readCamt } from './camt/read.ts';
import type { BankTableMapping } from '@goodterms/core/kernel/bank-table-mapping.ts';
import { readCsv } from './csv/read.ts';
import { decodeText } from './encoding.ts';
import { readMt940 } from './mt940/read.ts';
import { readOfx } from './ofx/read.ts';
import { readQif } from './qif/read.ts';
import { Unreadable, type Refusal } from './unreadable.ts';
import { readXlsx } from './xlsx/read.ts';
import { isWorkbook } from './xlsx/sheet.ts';
import { isZip, namesIn, unzip } from './zip.ts';

export type BankFileReading =
  | { readonly readable: true; readonly file: BankFile }
  | { readonly readable: false; readonly refusal: Refusal };

export type BankFileHints = {
  /** Said by a person; without it the content tells. */
  readonly format?: BankFormat | undefined;
  /** The file's name. Its ending counts only when the content says nothing. */
  readonly name?: string | undefined;
  /** That of the bank account, for formats and banks that name none. */
  readonly currency?: Currency | undefined;
  /** The account of formats and banks that name none. */
  readonly account?: string | undefined;
  /** For a table whose layout is not recognised: which column is what. */
  readonly mapping?: BankTableMapping | undefined;
  /** Mappings for tables that came before; one with the columns of such a table is read by it. */
  readonly saved?: readonly BankTableMapping[] | undefined;
};

type Reader = {
  readonly format: BankFormat;
  readonly title: string;
  readonly endings: readonly string[];
  readonly looksRight: (head: string) => boolean;
  readonly read: (bytes: Uint8Array, hints: BankFileHints) => BankFile;
};

/** Every format of bank file, in the order in which they are recognised. A new one is a line here. */
const READERS: readonly Reader[] = [
  {
    format: 'xlsx',
    title: 'an Excel workbook',
    endings: ['xlsx', 'xlsm'],
    looksRight: (head) => head.startsWith('PK\u0003\u0004'),
    read: readXlsx,
  },
  {
    format: 'camt',
    title: 'camt (ISO 20022)',
    endings: ['camt'],
    looksRight: isXmlButNotOfx,
    read: readCamt,
  },
  {
    format: 'mt940',
    title: 'MT940',
    endings: ['sta', '940', 'mt940', '942', 'mt942', 'mta', 'swi'],
    looksRight: hasMt940Fields,
    read: (bytes, { currency }) => readMt940(bytes, currency),
  },
  {
    format: 'ofx',
    title: 'OFX',
    endings: ['ofx', 'qfx'],
    looksRight: (head) => /OFXHEADER|<\?OFX|<OFX>/i.test(head),
    read: (bytes, { currency }) => readOfx(bytes, currency),
  },
  {
    format: 'qif',
    title: 'QIF',
    endings: ['qif'],
    looksRight: (head) => /^\s*!(Type|Account|Option|Clear)/im.test(head),
    read: (bytes, { currency }) => readQif(bytes, currency),
  },
  {
    format: 'bai2',
    title: 'BAI2',
    endings: ['bai', 'bai2'],
    looksRight: (head) => /^\s*01,[^,\n]{0,40},[^,\n]{0,40},\d{5,8},/.test(head),
    read: readBai2,
  },
  {
    format: 'csv',
    title: 'a CSV table',
    endings: ['csv', 'tsv'],
    looksRight: looksTabular,
    read: readCsv,
  },
];

/** Things that people drop here and that are no bank file, by their first bytes. */
const OTHERS: readonly { readonly title: string; readonly begins: readonly string[] }[] = [
  { title: 'a PDF', begins: ['%PDF'] },
  { title: 'a file compressed with gzip', begins: ['\u001f\u008b'] },
  { title: 'an old Excel file', begins: ['\u00d0\u00cf\u0011\u00e0'] },
  { title: 'an image', begins: ['\u0089PNG', '\u00ff\u00d8\u00ff', 'GIF8'] },
  { title: 'a web page', begins: ['<!doctype html', '<!DOCTYPE html', '<html'] },
];

export const BANK_FORMATS: readonly BankFormat[] = READERS.map(({ format }) => format);

/** Larger than any bank's file for a day; what is larger is split by the bank. */
export const BANK_FILE_BYTES_MAX = 50 * 1024 * 1024;
const HEAD_BYTES = 64 * 1024;

/** Reads a bank file of any format. Never throws for what stands in a file. */
export function readBankFile(bytes: Uint8Array, hints: BankFileHints = {}): BankFileReading {
  try {
    const files = filesIn(bytes, hints);
    const parts = files.map((file) => readPart(file, hints, files.length > 1));
    return { readable: true, file: withAccount(withoutFlood(merged(files, parts)), hints.account) };
  } catch (error) {
    if (error instanceof Unreadable) {
      const { what, advice, lacks } = error;
      return { readable: false, refusal: lacks ? { what, advice, lacks } : { what, advice } };
    }
    throw error;
  }
}

function withAccount(file: BankFile, account: string | undefined): BankFile {
  if (account === undefined) return file;
  const statements = file.statements.map((one) => (one.account ? one : { ...one, account }));
  return { ...file, statements };
}

/** What a bank file does not say of its lines and a person must: its account, its currency. */
export function unsaidBy({ format, statements }: BankFile): ('account' | 'currency')[] {
  const moved = statements.filter(({ lines }) => lines.length > 0);
  const hasAccount = moved.every(({ account }) => account !== undefined);
  const hasCurrency =
    !MAY_NAME_NO_CURRENCY.has(format) || moved.every(({ currency }) => currency !== undefined);
  return [
    ...(hasAccount ? [] : (['account'] as const)),
    ...(hasCurrency ? [] : ['currency' as const]),
  ];
}

/** Others name one with every statement; where it is missing there, nobody can say it for them. */
const MAY_NAME_NO_CURRENCY: ReadonlySet<BankFormat> = new Set(['csv', 'xlsx', 'qif', 'archive']);

type PlainFile = { readonly name: string | undefined; readonly bytes: Uint8Array };

/**
 * The file itself, or those of an archive. A workbook is an archive too, and read as one file.
 * Throws `Unreadable`.
 */
export function filesIn(bytes: Uint8Array, hints: BankFileHints): PlainFile[] {
  if (!isZip(bytes)) return [{ name: hints.name, bytes }];
  const names = namesIn(bytes);
  if (isWorkbook(names)) return [{ name: hints.name, bytes }];
  if (names.includes('content.xml')) {
    throw new Unreadable('this is an OpenDocument sheet', 'Save it as XLSX or CSV.');
  }
  const files = unzip(bytes);
  if (files.filter((file) => isZip(file.bytes)).length > WORKBOOKS_MAX) {
    throw new Unreadable(
      `the archive holds more than ${WORKBOOKS_MAX} archives or workbooks`,
      'Unpack it and import them one by one.',
    );
  }
  return files;
}

/** One for each day of a month. */
const WORKBOOKS_MAX = 31;

/** Of several files one that cannot be read is named; its columns can be said only of itself. */
function readPart(
  { name, bytes }: PlainFile,
  hints: BankFileHints,
  isOneOfMany: boolean,
): BankFile {
  try {
    return readPlain(bytes, { ...hints, name });
  } catch (error) {
    if (!isOneOfMany || !(error instanceof Unreadable)) throw error;
    const { what, advice, lacks } = error;
    throw new Unreadable(
      `${name ?? 'a file'} in the archive: ${what}`,
      lacks
        ? 'Import this file by itself once, and say which column is what.'
        : `${advice} Or leave it out of the archive.`,
    );
  }
}

function readPlain(bytes: Uint8Array, hints: BankFileHints): BankFile {
  if (bytes.length > BANK_FILE_BYTES_MAX) {
    throw new Unreadable(
      `the file has more than ${BANK_FILE_BYTES_MAX / 1024 / 1024} MB`,
      'Ask the bank for one file a day.',
    );
  }
  return readerFor(bytes, hints).read(bytes, hints);
}

/** The format that a file's content shows. Throws `Unreadable`. */
export function formatOf(bytes: Uint8Array, hints: BankFileHints): BankFormat {
  return readerFor(bytes, hints).format;
}

function readerFor(bytes: Uint8Array, hints: BankFileHints): Reader {
  const named = READERS.find(({ format }) => format === hints.format);
  if (named !== undefined) return named;
  const start = String.fromCharCode(...bytes.subarray(0, 64)).trimStart();
  const other = OTHERS.find(({ begins }) => begins.some((sign) => start.startsWith(sign)));
  if (other !== undefined) {
    throw new Unreadable(
      `this is ${other.title}, not a bank file`,
      'Ask the bank for camt.053 or MT940.',
    );
  }
  const { text: head, hadNul } = isZip(bytes)
    ? { text: start, hadNul: false }
    : decodeText(bytes.subarray(0, HEAD_BYTES));
  const reader =
    READERS.find(({ looksRight }) => looksRight(head)) ??
    (hadNul ? undefined : readerByEnding(hints.name));
  if (reader !== undefined) return reader;
  if (bytes.length === 0)
    throw new Unreadable('the file is empty', 'Fetch it from the bank again.');
  throw new Unreadable('this is no bank file that we know', 'Ask the bank for camt.053 or MT940.');
}

/** A bank may send a file without any movement or statement; its name still says what it is. */
function readerByEnding(name: string | undefined): Reader | undefined {
  const ending = /\.([a-z0-9]+)$/i.exec(name ?? '')?.[1]?.toLowerCase();
  if (ending === undefined) return undefined;
  return READERS.find(({ endings }) => endings.includes(ending));
}

/** Nobody reads more problems than this; that there are more is said. */
const PROBLEMS_MAX = 1_000;

function withoutFlood(file: BankFile): BankFile {
  const { problems } = file;
  if (problems.length <= PROBLEMS_MAX) return file;
  const rest = problems.slice(PROBLEMS_MAX);
  const more: FileProblem = {
    where: 'file',
    what: `there are ${rest.length} more problems`,
    advice: 'Fetch the file again; it seems damaged.',
    severity: rest.some(({ severity }) => severity === 'error') ? 'error' : 'warning',
  };
  return { ...file, problems: [...problems.slice(0, PROBLEMS_MAX), more] };
}

/** The files of one archive are read as one. */
function merged(files: readonly PlainFile[], parts: readonly BankFile[]): BankFile {
  const [first] = parts;
  if (first === undefined)
    throw new Unreadable('the archive is empty', 'Fetch it from the bank again.');
  if (parts.length === 1) return first;
  const isOfOneFormat = parts.every(({ format }) => format === first.format);
  return {
    ...first,
    format: isOfOneFormat ? first.format : 'archive',
    problems: parts.flatMap(({ problems }, at) =>
      problems.map((problem) => ({
        ...problem,
        where: `${files[at]?.name ?? `file ${at + 1}`}, ${problem.where}`,
      })),
    ),
    statements: parts.flatMap(({ statements }) => statements),
  };
}
