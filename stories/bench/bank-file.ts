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

/** The bank lines as one camt.053, a statement for each currency. */
export function camtOf(lines: readonly BankRow[], on: string): Buffer {
  const statements = Object.entries(ACCOUNTS).map(([currency, iban]) => {
    const entries = lines.filter((line) => line.currency === currency);
    return `<Stmt><Id>${currency} ${on}</Id><CreDtTm>${on}T23:00:00Z</CreDtTm><Acct><Id><IBAN>${iban}</IBAN></Id><Ccy>${currency}</Ccy></Acct>${entries.map(entryOf).join('\n')}</Stmt>`;
  });
  return Buffer.from(
    `<?xml version="1.0" encoding="UTF-8"?>\n<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt><GrpHdr><MsgId>BENCH</MsgId><CreDtTm>${on}T23:00:00Z</CreDtTm></GrpHdr>${statements.join('\n')}</BkToCstmrStmt></Document>`,
  );
}

function entryOf(
  { bookedOn, minor, currency, payer, account, remittance }: BankRow,
  i: number,
): string {
  const digits = minor.padStart(3, '0');
  const iban = account === '' ? '' : `<DbtrAcct><Id><IBAN>${account}</IBAN></Id></DbtrAcct>`;
  return `<Ntry><Amt Ccy="${currency}">${digits.slice(0, -2)}.${digits.slice(-2)}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>${bookedOn}</Dt></BookgDt><ValDt><Dt>${bookedOn}</Dt></ValDt><AcctSvcrRef>${bankReference(currency, i)}</AcctSvcrRef><NtryDtls><TxDtls><RltdPties><Dbtr><Nm>${escaped(payer)}</Nm></Dbtr>${iban}</RltdPties><RmtInf><Ustrd>${escaped(remittance)}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>`;
}

/** How the bank numbers its entries, each currency by itself. */
export function bankReference(currency: string, i: number): string {
  return `${currency}${i}`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
