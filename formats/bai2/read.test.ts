import { describe, expect, test } from 'vitest';
import { readBankFile } from '../bank-file.ts';
import { bankFileDocument } from '../bank-file-document.ts';
import { bookingDayOf, whyNotBookable } from '../bank-statement.ts';
import { cpuMsSince, samplesIn } from '../samples.ts';

const SAMPLES = samplesIn(new URL('samples/', import.meta.url));

describe('BAI2', () => {
  test.each(SAMPLES)('$sentence', ({ bytes, expected }) => {
    const reading = readBankFile(bytes);
    expect(reading.readable && bankFileDocument(reading.file)).toEqual(expected);
  });

  test('a file without its beginning is refused', () => {
    expect(read('02,031001234,122099999,1,260302,,USD,2/\n03,1,,,,,/\n')).toMatchObject({
      readable: false,
      refusal: { what: 'a BAI2 file begins with record 01, and this one does not' },
    });
  });

  test('a movement is booked on the day of its group', () => {
    const reading = read(
      '01,1,2,260302,0900,1,,,2/\n02,1,2,1,51231,,USD/\n03,7,,,,,/\n16,195,1,Z,,,X/',
    );
    const line = reading.readable ? reading.file.statements[0]?.lines[0] : undefined;
    expect(line && [bookingDayOf(line), whyNotBookable(line)]).toEqual(['2005-12-31', undefined]);
  });

  test('fifty thousand movements are read in seconds', () => {
    const before = process.cpuUsage();
    const reading = read(
      `01,1,2,260302,0900,1,,,2/\n02,1,2,1,260302,,USD/\n${'03,7,,,,,/\n16,195,1,Z,,,X\n88,Y\n'.repeat(50_000)}`,
    );
    expect(reading.readable && reading.file.statements.length).toBe(50_000);
    expect(cpuMsSince(before)).toBeLessThan(20_000);
  });
});

function read(text: string) {
  return readBankFile(new TextEncoder().encode(text), { format: 'bai2' });
}
