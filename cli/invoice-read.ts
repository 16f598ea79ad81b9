import { invoiceDocument } from '@goodterms/formats/invoice/invoice-document.ts';
import { readInvoice } from '@goodterms/formats/invoice/read.ts';
import { WRONG_USAGE, type CommandIo } from './command.ts';
import { printDocuments } from './file-documents.ts';

const USAGE = `Usage: goodterms invoice read FILE... [--json]

Prints what an electronic invoice says as one JSON document; with several FILEs one document a
line. UBL, CII, PDF with an invoice inside (Factur-X, ZUGFeRD, XRechnung), and one packed as ZIP.
`;

/** `goodterms invoice read`: shows an invoice as it would be taken in, and changes nothing. */
export async function invoiceRead(args: readonly string[], io: CommandIo): Promise<number> {
  const files = filesIn(args);
  if (files === undefined) {
    io.err(USAGE);
    return WRONG_USAGE;
  }
  return printDocuments(io, files, (bytes) => {
    const reading = readInvoice(bytes);
    return reading.readable ? { document: invoiceDocument(reading.invoice) } : reading;
  });
}

function filesIn(args: readonly string[]): readonly string[] | undefined {
  const end = args.indexOf('--');
  const options = (end < 0 ? args : args.slice(0, end)).filter((arg) => arg.startsWith('-'));
  if (options.some((option) => option !== '--json')) return undefined;
  const files = args.filter((arg, at) => (end >= 0 && at > end) || !arg.startsWith('-'));
  return files.length === 0 ? undefined : files;
}
