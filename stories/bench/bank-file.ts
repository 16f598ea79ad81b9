import { packed } from '@goodterms/formats/packed.ts';
import type { BankRow } from './workload.ts';

/** What came before: one line that pays nothing of ours. */
export const INTEREST: Omit<BankRow, 'bookedOn'> = {
  minor: '1',
  currency: 'EUR',
  payer: '',
  account: '',
  remittance: 'INTEREST',
  pays: [],
};

const ACCOUNTS: Readonly<Record<string, string>> = {
  EUR: 'NL02ABNA0123456789',
  USD: 'NL57ABNA0987654321',
  GBP: 'GB33BUKB20201555555555',
};

/** A bank sends no file of hundreds of thousands of lines, and none is read. */
const LINES_IN_FILE = 20_000;

/**
 * The bank lines in the order in which they were booked: a camt.053, or as many as they need in one
 * archive, as the portal of a bank gives the files of a day.
 */
export function bankFileOf(lines: readonly BankRow[], on: string): Uint8Array {
  const references = bankReferences(lines);
  const numbered = lines.map((line, i): Numbered => [line, references[i] ?? '']);
  const files = Array.from({ length: Math.ceil(lines.length / LINES_IN_FILE) }, (_, i) =>
    camtOf(numbered.slice(i * LINES_IN_FILE, (i + 1) * LINES_IN_FILE), on, i + 1),
  );
  const [only] = files;
  if (only && files.length === 1) return only;
  return packed(files.map((file, i) => [`camt053-${i + 1}.xml`, file]));
}

type Numbered = readonly [line: BankRow, reference: string];

/** A statement for each currency. */
function camtOf(lines: readonly Numbered[], on: string, number: number): Buffer {
  const statements = Object.entries(ACCOUNTS).map(([currency, iban]) => {
    const entries = lines.filter(([line]) => line.currency === currency);
    return `<Stmt><Id>${currency} ${on} ${number}</Id><CreDtTm>${on}T23:00:00Z</CreDtTm><Acct><Id><IBAN>${iban}</IBAN></Id><Ccy>${currency}</Ccy></Acct>${entries.map(entryOf).join('\n')}</Stmt>`;
  });
  return Buffer.from(
    `<?xml version="1.0" encoding="UTF-8"?>\n<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt><GrpHdr><MsgId>BENCH</MsgId><CreDtTm>${on}T23:00:00Z</CreDtTm></GrpHdr>${statements.join('\n')}</BkToCstmrStmt></Document>`,
  );
}

function entryOf([line, reference]: Numbered): string {
  const { bookedOn, minor, currency, payer, account, remittance } = line;
  const digits = minor.padStart(3, '0');
  const iban = account === '' ? '' : `<DbtrAcct><Id><IBAN>${account}</IBAN></Id></DbtrAcct>`;
  return `<Ntry><Amt Ccy="${currency}">${digits.slice(0, -2)}.${digits.slice(-2)}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>${bookedOn}</Dt></BookgDt><ValDt><Dt>${bookedOn}</Dt></ValDt><AcctSvcrRef>${reference}</AcctSvcrRef><NtryDtls><TxDtls><RltdPties><Dbtr><Nm>${escaped(payer)}</Nm></Dbtr>${iban}</RltdPties><RmtInf><Ustrd>${escaped(remittance)}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>`;
}

/** How the bank numbers its entries, each currency by itself. */
export function bankReferences(lines: readonly BankRow[]): string[] {
  const counts = new Map<string, number>();
  return lines.map(({ currency }) => {
    const count = counts.get(currency) ?? 0;
    counts.set(currency, count + 1);
    return `${currency}${count}`;
  });
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
