import { expect, test } from 'vitest';
import { readBankFile } from './bank-file.ts';
import { readLedgerFile } from './ledger/read.ts';

/** More than a call takes as arguments. */
const MANY = 150_000;
const EACH = Array.from({ length: MANY }, (_, at) => at);

test('an MT940 statement of very many lines is read, its balances added up', () => {
  const lines = EACH.map((at) => `:61:260302C1,00NTRF${at}\n`).join('');
  const text = `:20:1\n:25:1\n:60F:C260302EUR0,00\n${lines}:62F:C260302EUR${MANY},00\n-\n`;
  const reading = readBankFile(encode(text));
  expect(reading).toMatchObject({ readable: true, file: { problems: [] } });
  expect(reading.readable && reading.file.statements[0]?.lines).toHaveLength(MANY);
});

test('a BAI2 file of very many accounts whose totals are wrong is read, with its first doubts', () => {
  const accounts = EACH.map((at) => `03,${at},EUR,010,1,,/\n49,7,9/\n`).join('');
  const text = `01,A,B,260302,0800,1,80,,2/\n02,B,A,1,260302,,EUR,2/\n${accounts}`;
  const reading = readBankFile(encode(text));
  expect(reading).toMatchObject({ readable: true });
});

test('a booking of very many lines in an audit file is read', () => {
  const lines = EACH.map(
    (at) => `<Line><CustomerID>C1</CustomerID><DebitAmount>${at}.00</DebitAmount></Line>`,
  ).join('');
  const text =
    `<AuditFile><Header><CurrencyCode>EUR</CurrencyCode></Header>` +
    `<MasterFiles><Customer><CustomerID>C1</CustomerID></Customer></MasterFiles>` +
    `<GeneralLedgerEntries><Journal><Transaction><TransactionID>1</TransactionID>` +
    `<TransactionDate>2026-03-02</TransactionDate>${lines}` +
    `</Transaction></Journal></GeneralLedgerEntries></AuditFile>`;
  expect(readLedgerFile(encode(text))).toMatchObject({ readable: true });
});

test('an entry of very many payments is read, each with its own details', () => {
  const payments = EACH.map(
    () => `<NtryDtls><TxDtls><Amt Ccy="EUR">1.00</Amt></TxDtls></NtryDtls>`,
  );
  const text =
    `<Document><BkToCstmrStmt><Stmt><Id>1</Id><Acct><Id><IBAN>DE89370400440532013000</IBAN></Id></Acct>` +
    `<Ntry><Amt Ccy="EUR">${MANY}.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts>` +
    `<BookgDt><Dt>2026-03-02</Dt></BookgDt>${payments.join('')}</Ntry></Stmt></BkToCstmrStmt></Document>`;
  const reading = readBankFile(encode(text));
  expect(reading.readable && reading.file.statements[0]?.lines[0]?.parts).toHaveLength(MANY);
});

function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
