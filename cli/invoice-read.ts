import { readFile } from 'node:fs/promises';
import { invoiceDocument } from '@goodterms/formats/invoice/invoice-document.ts';
import { readInvoice, type InvoiceReading } from '@goodterms/formats/invoice/read.ts';
import { whyUnopened } from './bank-read.ts';
import { DONE, REFUSED, WRONG_USAGE, type CommandIo } from './command.ts';

const USAGE = `Usage: goodterms invoice read FILE... [--json]

Prints what an electronic invoice says as one JSON document; with several FILEs one document a
line. UBL, CII, and PDF with an invoice inside (Factur-X, ZUGFeRD, XRechnung).
`;

/** `goodterms invoice read`: shows an invoice as it would be taken in, and changes nothing. */
export async function invoiceRead(args: readonly string[], io: CommandIo): Promise<number> {
  const files = filesIn(args);
  if (files === undefined) {
    io.err(USAGE);
    return WRONG_USAGE;
  }
  const several = files.length > 1;
  let code: number = DONE;
  for (const file of files) {
    const reading = await readOne(file);
    if (reading.readable) {
      const document = invoiceDocument(reading.invoice);
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

function filesIn(args: readonly string[]): readonly string[] | undefined {
  const end = args.indexOf('--');
  const options = (end < 0 ? args : args.slice(0, end)).filter((arg) => arg.startsWith('-'));
  if (options.some((option) => option !== '--json')) return undefined;
  const files = args.filter((arg, at) => (end >= 0 && at > end) || !arg.startsWith('-'));
  return files.length === 0 ? undefined : files;
}

async function readOne(file: string): Promise<InvoiceReading> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(file);
  } catch (error) {
    return { readable: false, refusal: whyUnopened(error) };
  }
  return readInvoice(bytes);
}
