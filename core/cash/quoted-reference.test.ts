import { describe, expect, test } from 'vitest';
import { creditorReferenceBody, quotedReferences } from './quoted-reference.ts';

describe('a reference is found in a text', () => {
  test.each([
    ['INV-2026-0000012', 'INV20260000012'],
    ['Payment of inv 2026 0000012, thanks', 'INV20260000012'],
    ['SVWZ+Rg.Nr. RE-2026-0035270 Lieferung KW 39', 'RE20260035270'],
    ['Rechnung2026-0035', '20260035'],
    ['INV-77001/INV-77002', 'INV77002'],
    ['FV/3049/07/2026', 'FV3049072026'],
    ['90769 590', '90769590'],
    ['pago 2026-0035vom marzo', '20260035'],
    ['RÉF-12044', 'REF12044'],
    ['счёт-17000', 'СЧЕТ17000'],
    ['請求書 81234', '請求書81234'],
    ['ＩＮＶ－１２３４５', 'INV12345'],
    ['Rg SI FV 2026/01234', 'SIFV202601234'],
    ['2026-01234-KOR', '202601234KOR'],
  ])('%s quotes %s', (text, key) => {
    expect(quotedReferences(text).map((quote) => quote.key)).toContain(key);
  });

  test('and its place in the text is known', () => {
    const text = 'Zahlung Rechnung RE-2026-7 / Kunde 4711';
    const quote = quotedReferences(text).find(({ key }) => key === 'RE20267');
    expect(text.slice(quote?.from, quote?.until)).toBe('RE-2026-7');
  });
});

describe('a reference is not found', () => {
  test.each([
    ['in the middle of a number', '8123', '12'],
    ['at the end of a number', 'Ref 8112', '12'],
    ['as the short end of a word', 'K12', '12'],
    ['in a text without digits', 'INVOICE', 'INVOICE'],
    [
      'together with the words of a sentence',
      'we paid your invoice 77001 yesterday',
      '77001YESTERDAY',
    ],
  ])('%s', (_where, text, key) => {
    expect(quotedReferences(text).map((quote) => quote.key)).not.toContain(key);
  });
});

test('a creditor reference is read without its check digits, however it is spaced', () => {
  expect(creditorReferenceBody('RF18539007547034')).toBe('539007547034');
  expect(quotedReferences('RF18 5390 0754 7034').map(({ key }) => key)).toContain('539007547034');
  expect(creditorReferenceBody('RF19539007547034')).toBeUndefined();
  expect(creditorReferenceBody('RF18')).toBeUndefined();
});

test('a text of any length is read in reasonable time', () => {
  const started = performance.now();
  expect(quotedReferences('a1 '.repeat(20_000)).length).toBeGreaterThan(10_000);
  expect(performance.now() - started).toBeLessThan(2000);
});
