import { BANK_FORMATS, readBankFile, type BankFileHints } from '@goodterms/formats/bank-file.ts';
import { bankFileDocument } from '@goodterms/formats/bank-file-document.ts';
import { hintsOf } from './bank-hints.ts';
import { WRONG_USAGE, type CommandIo } from './command.ts';
import { printDocuments } from './file-documents.ts';

const USAGE = `Usage: goodterms bank read FILE... [--format ${BANK_FORMATS.join('|')}] [--currency CODE] [--mapping FILE] [--json]

Prints what a bank file says as one JSON document; with several FILEs one document a line.
--currency is that of the account, for formats that name none; --mapping is a JSON file that says
which column of a table is what, for layouts that are not recognised.
`;

/** `goodterms bank read`: shows a bank file as the import would see it, and changes nothing. */
export async function bankRead(args: readonly string[], io: CommandIo): Promise<number> {
  const asked = parse(args);
  if (asked === undefined) {
    io.err(USAGE);
    return WRONG_USAGE;
  }
  return printDocuments(io, asked.files, (bytes, file) => {
    const reading = readBankFile(bytes, { ...asked.hints, name: file });
    return reading.readable ? { document: bankFileDocument(reading.file) } : reading;
  });
}

type Asked = { readonly files: readonly string[]; readonly hints: BankFileHints };

const OPTIONS: ReadonlySet<string> = new Set(['--format', '--currency', '--mapping']);

function parse(args: readonly string[]): Asked | undefined {
  const files: string[] = [];
  const said = new Map<string, string>();
  let optionsEnded = false;
  for (let at = 0; at < args.length; at += 1) {
    const arg = args[at] ?? '';
    const [name = '', value] = arg.split(/=(.*)/s);
    if (optionsEnded || !arg.startsWith('-')) files.push(arg);
    else if (arg === '--') optionsEnded = true;
    else if (OPTIONS.has(name)) said.set(name, value ?? args[(at += 1)] ?? '');
    else if (arg !== '--json') return undefined;
  }
  const hints = hintsOf({
    format: said.get('--format'),
    currency: said.get('--currency'),
    mapping: said.get('--mapping'),
  });
  return files.length === 0 || hints === undefined ? undefined : { files, hints };
}
