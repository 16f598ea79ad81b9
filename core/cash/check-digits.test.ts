import { describe, expect, test } from 'vitest';
import { checkedPayloads, creditorReferenceBody, passesMod10 } from './check-digits.ts';

test('a creditor reference is read without its check digits', () => {
  expect(creditorReferenceBody('RF18539007547034')).toBe('539007547034');
  expect(creditorReferenceBody('RF19539007547034')).toBeUndefined();
  expect(creditorReferenceBody('RF18')).toBeUndefined();
});

describe('a reference of digits is read without its check digit', () => {
  test.each([
    ['by modulus 10: KID, OCR, +71', '12345682', '1234568'],
    ['by modulus 11: KID', '12345682', '1234568'],
    ['by weights 7, 3 and 1: viite', '12345685', '1234568'],
    ['by modulus 97: structured communication', '000909337513', '9093375'],
    ['by the recursive modulus: QR reference', '000000000000000000012345684', '1234568'],
    ['with its own length before it: OCR', '8150070', '81500'],
  ])('%s', (_scheme, digits, payload) => {
    expect(checkedPayloads(digits)).toContain(payload);
  });

  test('and not when it is wrong', () => {
    expect(passesMod10('79927398713')).toBe(true);
    expect(passesMod10('79927398710')).toBe(false);
    expect(checkedPayloads('000909337514')).not.toContain('9093375');
  });
});
