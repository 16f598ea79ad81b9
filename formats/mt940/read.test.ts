import { parseCurrency } from '@goodterms/core/kernel/money.ts';
import { describe, expect, test } from 'vitest';
import { readBankFile } from '../bank-file.ts';
import { bankFileDocument } from '../bank-file-document.ts';
import { samplesIn } from '../samples.ts';
import { readDetails } from './details.ts';
import { readMt940 } from './read.ts';

describe('MT940 and MT942', () => {
  test.each(samplesIn(new URL('samples/', import.meta.url)))('$sentence', ({ bytes, expected }) => {
    const reading = readBankFile(bytes);
    expect(reading.readable && bankFileDocument(reading.file)).toEqual(expected);
  });

  test('the kind of message is told apart', () => {
    expect(read(':20:1\n:25:1\n:60F:C260302EUR1,00\n:62F:C260302EUR1,00').message).toBe('MT940');
    expect(read(':20:1\n:25:1\n:34F:EURD0,00\n:90C:0EUR0,00').message).toBe('MT942');
  });

  test('a statement without balances has the currency of whoever knows the account', () => {
    const bytes = new TextEncoder().encode(':20:1\n:25:1\n:61:2603010301C1,00NTRFNONREF');
    const reading = readBankFile(bytes, { currency: parseCurrency('INR') });
    expect(reading.readable && reading.file.statements[0]?.currency).toBe('INR');
  });

  test('a file of fields without any statement is an error, not a crash', () => {
    expect(read(':NS:\n')).toMatchObject({ statements: [], problems: [{ severity: 'error' }] });
  });

  test('line ends of CR LF and LF, and none at the end, read the same', () => {
    const text =
      ':20:1\n:25:1\n:60F:C260302EUR1,00\n:61:260302C2,00NTRF\n:86:one\ntwo\n:62F:C260302EUR3,00';
    expect(read(text.replaceAll('\n', '\r\n')).statements).toEqual(read(text).statements);
    expect(read(`${text}\n-\n`).statements).toEqual(read(text).statements);
  });

  test('an endless line is refused', () => {
    const reading = readBankFile(new TextEncoder().encode(`:20:1\n:86:${'x'.repeat(20_000)}`));
    expect(reading).toMatchObject({ readable: false });
  });
});

describe('field :86:', () => {
  test('the ultimate payer is kept beside the one who pays', () => {
    expect(readDetails(['166?00GUTSCHRIFT?20ABWA+Elm Tochter?32ELM HOLDING'])).toMatchObject({
      name: 'ELM HOLDING',
    });
    expect(readDetails(['166?20SVWZ+RE 1 ABWA+Elm Tochter?32ELM HOLDING'])).toMatchObject({
      remittance: 'RE 1',
      name: 'ELM HOLDING',
      onBehalfOf: 'Elm Tochter',
    });
  });

  test('subfields 60 to 63 carry the purpose on', () => {
    const ten = Array.from(
      { length: 10 },
      (_, at) => `?2${at}${`line ${at} `.padEnd(27, 'x')}`,
    ).join('');
    expect(readDetails([`166${ten}?60and more?32ELM`]).remittance).toMatch(/line 9 x+and more$/);
  });

  test('a question mark in the text is no subfield', () => {
    expect(readDetails(['166?20SVWZ+why? because?32ELM'])).toMatchObject({
      remittance: 'why? because',
      name: 'ELM',
    });
  });

  test('without any purpose the name of the transaction stands for it', () => {
    expect(readDetails(['808?00ENTGELTE?32BANK']).remittance).toBe('ENTGELTE');
  });
});

function read(text: string) {
  return readMt940(new TextEncoder().encode(text));
}
