import { toCurrency } from '@goodterms/core/kernel/money.ts';
import { describe, expect, test } from 'vitest';
import { readBankFile } from '../bank-file.ts';
import { bankFileDocument } from '../bank-file-document.ts';
import { whyNotBookable } from '../bank-statement.ts';
import { samplesIn } from '../samples.ts';

const SAMPLES = samplesIn(new URL('samples/', import.meta.url));

describe('QIF', () => {
  test.each(SAMPLES)('$sentence', ({ bytes, expected }) => {
    const reading = readBankFile(bytes);
    expect(reading.readable && bankFileDocument(reading.file)).toEqual(expected);
  });

  test('with the currency of the account, which the file never names, lines may be booked', () => {
    const text = '!Type:Bank\nD15/08/2026\nT5.00\n^\n';
    expect(why(text, {})).toBe('its amount is not exact in its currency');
    expect(why(text, { currency: toCurrency('GBP') })).toBeUndefined();
  });

  test('days that may be read in two ways are read in one, and it is said', () => {
    const reading = read('!Type:Bank\nD02/03/2026\nT5.00\n^\nD03/04/2026\nT5.00\n^\n', {});
    expect(reading.readable && reading.file.problems.map(({ what }) => what)).toEqual([
      'the file names no currency',
      "days such as '02/03/2026' are read as month, day, year and could be day, month, year",
    ]);
  });
});

function why(text: string, hints: Parameters<typeof readBankFile>[1]) {
  const reading = read(text, hints);
  const line = reading.readable ? reading.file.statements[0]?.lines[0] : undefined;
  return line && whyNotBookable(line);
}

function read(text: string, hints: Parameters<typeof readBankFile>[1]) {
  return readBankFile(new TextEncoder().encode(text), hints);
}
