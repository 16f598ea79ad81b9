import { parseCurrency } from '@goodterms/core/kernel/money.ts';
import { describe, expect, test } from 'vitest';
import { readBankFile, type BankFileHints } from '../bank-file.ts';
import { bankFileDocument } from '../bank-file-document.ts';
import { samplesIn } from '../samples.ts';

const SAMPLES = samplesIn(new URL('samples/', import.meta.url));

describe('tables of banks', () => {
  test.each(SAMPLES)('$sentence', ({ bytes, name, expected }) => {
    const reading = readBankFile(bytes, { name });
    expect(reading.readable && bankFileDocument(reading.file)).toEqual(expected);
  });

  test('a layout that nobody knows is refused with its columns', () => {
    expect(read('Alpha;Beta;Gamma\nx;y;z\nx;y;z\n')).toMatchObject({
      readable: false,
      refusal: {
        what: 'no column of the table is recognised as the day of a movement',
        advice: 'Say with a mapping which column it is. The columns are: Alpha, Beta, Gamma.',
      },
    });
  });

  test('a mapping says what is what, and how days and amounts are written', () => {
    const reading = read('Alpha;Beta;Gamma\n02/03/26;1.234;Acme\n03/03/26;-5;Elm\n', {
      mapping: {
        columns: [
          { field: 'bookedOn', header: 'Alpha' },
          { field: 'amount', header: 'Beta' },
          { field: 'name', header: 'Gamma' },
        ],
        dayOrder: 'DMY',
        decimalMark: ',',
        currency: 'EUR',
      },
    });
    const lines = reading.readable ? reading.file.statements[0]?.lines : [];
    expect(
      lines?.map(({ bookedOn, amount, counterparty }) => [
        bookedOn,
        amount?.exact,
        counterparty.name,
      ]),
    ).toEqual([
      ['2026-03-02', '1234.00', 'Acme'],
      ['2026-03-03', '-5.00', 'Elm'],
    ]);
  });

  test('a dollar sign is the dollar of the account', () => {
    const list = 'Date,Description,Amount,Balance\n2026-03-02,Acme,$12.50,$112.50\n';
    const currencies = ['CAD', 'EUR', undefined].map((code) => {
      const currency = code === undefined ? undefined : parseCurrency(code);
      const reading = read(list, { currency });
      return reading.readable && reading.file.statements[0]?.currency;
    });
    expect(currencies).toEqual(['CAD', 'USD', 'USD']);
  });

  test('days that could be read both ways are doubted where the month may come first', () => {
    const doubted = (text: string) => {
      const reading = read(text);
      if (!reading.readable) return undefined;
      return {
        day: reading.file.statements[0]?.lines[0]?.bookedOn,
        doubts: reading.file.problems.map(({ what }) => what),
      };
    };
    expect(doubted('Date,Description,Amount,Currency\n6/4/2026,Acme,12.50,USD\n')).toEqual({
      day: '2026-06-04',
      doubts: ["days such as '6/4/2026' are read as MDY and could be DMY"],
    });
    expect(doubted('Datum;Omschrijving;Bedrag;Munt\n6/4/2026;Acme;12,50;EUR\n')).toEqual({
      day: '2026-04-06',
      doubts: [],
    });
    const months = 'Date;Libellé;Débit;Crédit\n05/01/2026;A;12,00;\n05/02/2026;B;12,00;\n';
    expect(doubted(months)?.day).toBe('2026-01-05');
  });

  test('a table with a header and nothing below has no movements', () => {
    const reading = read('Date,Label,Amount\n', { name: 'empty.csv' });
    expect(reading).toMatchObject({ readable: true, file: { statements: [] } });
  });
});

function read(text: string, hints: BankFileHints = {}) {
  return readBankFile(new TextEncoder().encode(text), hints);
}
