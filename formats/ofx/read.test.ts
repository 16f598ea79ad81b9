import { parseCurrency } from '@goodterms/core/kernel/money.ts';
import { describe, expect, test } from 'vitest';
import { readBankFile } from '../bank-file.ts';
import { bankFileDocument } from '../bank-file-document.ts';
import { cpuMsSince, samplesIn } from '../samples.ts';

const SAMPLES = samplesIn(new URL('samples/', import.meta.url));

describe('OFX 1 and 2', () => {
  test.each(SAMPLES)('$sentence', ({ bytes, expected }) => {
    const reading = readBankFile(bytes);
    expect(reading.readable && bankFileDocument(reading.file)).toEqual(expected);
  });

  test.each([
    [
      'what the bank answered',
      '<OFX><SIGNONMSGSRSV1><SONRS><STATUS><CODE>15500<SEVERITY>ERROR<MESSAGE>Wrong password</STATUS></SONRS></SIGNONMSGSRSV1></OFX>',
      "the bank answered 'Wrong password' and sent no statement",
    ],
    [
      'that there is none',
      '<OFX><SIGNONMSGSRSV1><SONRS><STATUS><CODE>0<SEVERITY>INFO</STATUS></SONRS></SIGNONMSGSRSV1></OFX>',
      'the file holds no statement',
    ],
    ['that nothing follows', 'OFXHEADER:100\nDATA:OFXSGML\n', 'the file holds no OFX'],
  ])('a file without a statement is refused, and says %s', (_what, text, reason) => {
    expect(read(text)).toMatchObject({ readable: false, refusal: { what: reason } });
  });

  test('a file that declares entities has none replaced', () => {
    const reading = read(
      '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><?OFX OFXHEADER="200"?><OFX><STMTRS><CURDEF>EUR</CURDEF><STMTTRN><TRNAMT>1.00</TRNAMT><MEMO>&a;&a;</MEMO></STMTTRN></STMTRS></OFX>',
    );
    expect(reading.readable && reading.file.statements[0]?.lines[0]?.remittance).toBe('&a;&a;');
  });

  test('nesting without end is refused', () => {
    expect(read(`<OFX>${'<A>'.repeat(100_000)}`)).toMatchObject({
      readable: false,
      refusal: { what: 'the file has elements nested deeper than 64' },
    });
  });

  test('a statement that says no currency has that of whoever knows the account', () => {
    const text =
      '<OFX><STMTRS><STMTTRN><DTPOSTED>20260302<TRNAMT>1.00<NAME>A</STMTTRN></STMTRS></OFX>';
    const reading = readBankFile(new TextEncoder().encode(text), {
      format: 'ofx',
      currency: parseCurrency('BRL'),
    });
    expect(reading.readable && reading.file.statements[0]?.currency).toBe('BRL');
  });

  test('fifty thousand movements are read in seconds', () => {
    const before = process.cpuUsage();
    const one = '<STMTTRN><TRNTYPE>CREDIT<DTPOSTED>20260302<TRNAMT>1.00<NAME>A<MEMO>B</STMTTRN>\n';
    const reading = read(`<OFX><STMTRS><CURDEF>EUR${one.repeat(50_000)}</STMTRS></OFX>`);
    expect(reading.readable && reading.file.statements[0]?.lines.length).toBe(50_000);
    expect(cpuMsSince(before)).toBeLessThan(20_000);
  });
});

function read(text: string) {
  return readBankFile(new TextEncoder().encode(text), { format: 'ofx' });
}
