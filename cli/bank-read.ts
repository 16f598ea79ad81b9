import { readFile } from 'node:fs/promises';
import {
  BANK_FILE_BYTES_MAX,
  BANK_FORMATS,
  readBankFile,
  type BankFileReading,
} from '@goodterms/formats/bank-file.ts';
import { bankFileDocument } from '@goodterms/formats/bank-file-document.ts';
import type { BankFormat } from '@goodterms/formats/bank-statement.ts';
import { DONE, REFUSED, WRONG_USAGE, type CommandIo } from './command.ts';

const USAGE = `Usage: goodterms bank read FILE... [--format ${BANK_FORMATS.join('|')}] [--json]

Prints what a bank file says as one JSON document; with several FILEs one document a line.
`;

/** `goodterms bank read`: shows a bank file as the import would see it, and changes nothing. */
export async function bankRead(args: readonly string[], io: CommandIo): Promise<number> {
  const asked = parse(args);
  if (asked === undefined) {
    io.err(USAGE);
    return WRONG_USAGE;
  }
  const several = asked.files.length > 1;
  let code: number = DONE;
  for (const file of asked.files) {
    const reading = await readOne(file, asked.format);
    if (reading.readable) {
      const document = bankFileDocument(reading.file);
      for (const { where, what, advice } of document.problems) {
        io.err(`${file}, ${where}: ${what}. ${advice}\n`);
      }
      io.out(
        several
          ? `${JSON.stringify({ file, ...document })}\n`
          : `${JSON.stringify(document, null, 2)}\n`,
      );
      continue;
    }
    const { what, advice } = reading.refusal;
    code = REFUSED;
    io.err(`${file}: ${what}. ${advice}\n`);
    if (several) io.out(`${JSON.stringify({ file, error: { what, advice } })}\n`);
  }
  return code;
}

type Asked = { readonly files: readonly string[]; readonly format: BankFormat | undefined };

function parse(args: readonly string[]): Asked | undefined {
  const files: string[] = [];
  let format: BankFormat | undefined;
  let optionsEnded = false;
  for (let at = 0; at < args.length; at += 1) {
    const arg = args[at] ?? '';
    if (optionsEnded || !arg.startsWith('-')) files.push(arg);
    else if (arg === '--') optionsEnded = true;
    else if (arg === '--format' || arg.startsWith('--format=')) {
      const name = arg === '--format' ? args[(at += 1)] : arg.slice('--format='.length);
      format = BANK_FORMATS.find((known) => known === name);
      if (format === undefined) return undefined;
    } else if (arg !== '--json') return undefined;
  }
  return files.length === 0 ? undefined : { files, format };
}

async function readOne(file: string, format: BankFormat | undefined): Promise<BankFileReading> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(file);
  } catch (error) {
    return { readable: false, refusal: whyUnopened(error) };
  }
  return readBankFile(bytes, { format, name: file });
}

export function whyUnopened(error: unknown): { what: string; advice: string } {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT')
    return { what: 'there is no such file', advice: 'Check the name and the folder.' };
  if (code === 'EISDIR') return { what: 'this is a folder', advice: 'Name the files in it.' };
  if (code === 'EACCES')
    return { what: 'the file may not be read', advice: 'Check its permissions.' };
  if (code === 'ERR_FS_FILE_TOO_LARGE') {
    return {
      what: `the file has more than ${BANK_FILE_BYTES_MAX / 1024 / 1024} MB`,
      advice: 'Ask the bank for one file a day.',
    };
  }
  throw error;
}
