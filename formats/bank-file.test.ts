import { assert as check, constantFrom, property, uint8Array } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BANK_FORMATS, readBankFile, type BankFileHints } from './bank-file.ts';
import { packed } from './packed.ts';
import { cpuMsSince, samplesIn } from './samples.ts';

const CAMT = samplesIn(new URL('camt/samples/', import.meta.url));
const MT940 = samplesIn(new URL('mt940/samples/', import.meta.url));

describe('the format is told from the content', () => {
  test('whatever the name says', () => {
    expect(CAMT.map(({ bytes }) => formatOf(bytes, { name: 'x.sta' }))).toEqual(
      CAMT.map(() => 'camt'),
    );
    expect(MT940.map(({ bytes }) => formatOf(bytes, { name: 'x.xml' }))).toEqual(
      MT940.map(() => 'mt940'),
    );
  });

  test.each([
    ['%PDF-1.7 …', 'this is a PDF, not a bank file'],
    ['\u0089PNG\r\n', 'this is an image, not a bank file'],
    ['<!DOCTYPE html><html>', 'this is a web page, not a bank file'],
    ['Dear Sir or Madam', 'this is no bank file that we know'],
    ['\u0001\u0002,a,b,c\n\u0003\u0004,d,e,f\n', 'this is no bank file that we know'],
    ['', 'the file is empty'],
  ])('%j is refused', (text, reason) => {
    expect(refusal(text)).toBe(reason);
  });

  test('a table is recognised below many lines about the account', () => {
    const above = 'Account;1\n\nPeriod;March\nBalance;5\n\nNote;all is booked\n';
    const text = `${above}Date;Text;Amount;Currency\n02.03.2026;Acme;10,00;EUR\n`;
    expect(formatOf(encode(text), { name: 'export.txt' })).toBe('csv');
  });

  test('a person may name the format', () => {
    expect(refusal('!Type:Bank', { format: 'camt' })).toMatch(/XML is broken/);
    expect(refusal(':20:1', { format: 'ofx' })).toBe('the file holds no OFX');
  });

  test('a file without any statement is what its name says', () => {
    expect(formatOf(encode('\n\n'), { name: 'C:\\bank\\2026-03-02.STA' })).toBe('mt940');
    expect(refusal('\n\n', { name: '2026-03-02.txt' })).toBe('this is no bank file that we know');
    expect(refusal('\u0000\u0001\u0002', { name: 'x.sta' })).toBe(
      'this is no bank file that we know',
    );
  });
});

describe('an archive', () => {
  const [first, second] = CAMT;
  const text = encode('x'.repeat(5_000_000));

  test('is read as one file when all in it are of one format', () => {
    const reading = readBankFile(
      packed([
        ['a.xml', first?.bytes],
        ['b.xml', second?.bytes],
      ]),
    );
    expect(reading).toMatchObject({ readable: true, file: { format: 'camt' } });
    expect(reading.readable && reading.file.statements).toHaveLength(2);
  });

  test('may hold files of several formats, and what computers put beside them', () => {
    const reading = readBankFile(
      packed([
        ['march/a.xml', first?.bytes],
        ['march/.DS_Store', encode('\u0000\u0001Bud1')],
        ['__MACOSX/march/._a.xml', encode('\u0000\u0005')],
        ['march/b.sta', encode(':20:1\n:25:1\n:61:x\n')],
      ]),
    );
    expect(reading).toMatchObject({ readable: true, file: { format: 'archive' } });
    expect(reading.readable && reading.file.statements).toHaveLength(2);
    expect(reading.readable && reading.file.problems.at(-1)?.where).toMatch(/^march\/b\.sta, /);
  });

  test.each([
    ['notes.txt', 'Dear all', 'this is no bank file that we know', 'leave it out of the archive'],
    ['a.csv', 'Alpha;Beta;Gamma\n02/03/26;1,00;Acme\n', 'as the day of', 'by itself once'],
  ])('names the file in it that cannot be read: %s', (name, content, what, advice) => {
    const bytes = packed([
      ['a.xml', first?.bytes],
      [name, encode(content)],
    ]);
    const { refusal: told } = readBankFile(bytes) as { refusal: Record<string, string> };
    expect(told['what']).toContain(`${name} in the archive: `);
    expect(told['what']).toContain(what);
    expect(told['advice']).toContain(advice);
    expect(told['lacks']).toBeUndefined();
  });

  test.each([
    ['holds nothing', packed([]), 'this is no bank file that we know'],
    ['holds a folder only', packed([['folder/', encode('')]]), 'the archive is empty'],
    [
      'is a sheet of OpenDocument',
      packed([['content.xml', text]]),
      'this is an OpenDocument sheet',
    ],
    ['is a bomb', packed([['a.xml', text]]), 'the archive has contents far larger than itself'],
    ['is cut off', packed([['a.xml', first?.bytes]]).subarray(0, 100), 'the archive is damaged'],
  ])('that %s is refused', (_what, bytes, reason) => {
    const reading = readBankFile(bytes);
    expect(reading).toMatchObject({ readable: false, refusal: { what: reason } });
  });
});

test('fifty thousand movements are read in seconds', () => {
  const line = ':61:2603030303C11,90NTRFNONREF\n:86:166?20EREF+E1?21SVWZ+RE-1?32ACME\n';
  const before = process.cpuUsage();
  const reading = readBankFile(encode(`:20:1\n:25:1\n:60F:C260302EUR0,00\n${line.repeat(50_000)}`));
  expect(reading.readable && reading.file.statements[0]?.lines.length).toBe(50_000);
  expect(cpuMsSince(before)).toBeLessThan(30_000);
});

describe('damaged files', () => {
  test('of a flood of problems the first thousand are told, and that there are more', () => {
    const reading = readBankFile(encode(`:20:1\n:25:1\n${':61:x\n'.repeat(5_000)}`));
    expect(reading.readable && reading.file.problems).toHaveLength(1_001);
    expect(reading.readable && reading.file.problems.at(-1)).toMatchObject({
      what: 'there are 4000 more problems',
      severity: 'error',
    });
  });

  test('noise is read or refused', () => {
    check(
      property(
        uint8Array({ maxLength: 400 }),
        constantFrom(...BANK_FORMATS, undefined),
        (bytes, format) => {
          const reading = readBankFile(bytes, { format });
          expect(typeof reading.readable).toBe('boolean');
        },
      ),
      { numRuns: 1_000 },
    );
  });

  test('a file cut off anywhere is never read with a movement it does not have', () => {
    const whole = MT940.find(({ name }) => name === 'dutch-habits.sta')?.bytes ?? new Uint8Array();
    const complete = amountsIn(whole);
    for (let end = 0; end < whole.length; end += 7) {
      const amounts = amountsIn(whole.subarray(0, end));
      expect(amounts.slice(0, -1)).toEqual(complete.slice(0, Math.max(0, amounts.length - 1)));
    }
  });
});

function amountsIn(bytes: Uint8Array): string[] {
  const reading = readBankFile(bytes, { format: 'mt940' });
  if (!reading.readable) return [];
  return reading.file.statements.flatMap(({ lines }) =>
    lines.map(({ amount }) => amount?.exact ?? ''),
  );
}

function formatOf(bytes: Uint8Array, hints: BankFileHints): string {
  const reading = readBankFile(bytes, hints);
  return reading.readable ? reading.file.format : reading.refusal.what;
}

function refusal(text: string, hints: BankFileHints = {}): string {
  const bytes = /^[\u0080-\u00ff]/.test(text)
    ? Uint8Array.from(text, (letter) => letter.charCodeAt(0))
    : encode(text);
  const reading = readBankFile(bytes, hints);
  return reading.readable ? 'it was read' : reading.refusal.what;
}

function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
