import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { addressKey, domainOf, parseMailAddress } from './mail-address.ts';

test.each([
  'ada@example.com',
  'accounts.payable+2026@sub.example.co.uk',
  "o'neil@example.ie",
  'a@xn--mller-kva.example',
])('%s is an address', (text) => {
  expect(parseMailAddress(text)).toBe(text);
});

test.each([
  ['a quoted local part', '"ada@evil.example"@example.com'],
  ['a comment', 'ada(evil)@example.com'],
  ['a display name', 'Ada <ada@example.com>'],
  ['two addresses', 'ada@example.com,eve@example.com'],
  ['two at signs', 'ada@evil.example@example.com'],
  ['a line feed', 'ada@example.com\nBcc: eve@example.com'],
  ['a carriage return at the end', 'ada@example.com\r'],
  ['a line feed at the end', 'ada@example.com\n'],
  ['a NUL', 'ada\0@example.com'],
  ['a space', 'ada @example.com'],
  ['a domain literal', 'ada@[127.0.0.1]'],
  ['a numeric domain', 'ada@127.0.0.1'],
  ['one label only', 'ada@localhost'],
  ['two dots', 'ada..b@example.com'],
  ['a dot first', '.ada@example.com'],
  ['a hyphen at the edge of a label', 'ada@-example.com'],
  ['letters beyond ASCII', 'ädä@example.com'],
  ['a look-alike at sign', 'ada＠example.com'],
  ['nothing', ''],
  ['more than 254 characters', `${'a'.repeat(60)}@${'b'.repeat(60)}.${'c'.repeat(200)}.com`],
])('%s is refused', (_what, text) => {
  expect(parseMailAddress(text)).toBeUndefined();
});

test('whatever passes has one @, no space, no control character and at most 254 characters', () => {
  const nearly = fc
    .tuple(fc.string({ unit: 'binary', maxLength: 12 }), fc.string({ maxLength: 12 }))
    .map(([local, domain]) => `${local}@${domain}.com`);
  fc.assert(
    fc.property(fc.oneof(nearly, fc.emailAddress(), fc.string({ unit: 'binary' })), (text) => {
      const parsed = parseMailAddress(text);
      if (parsed === undefined) return;
      expect(parsed).toMatch(/^[\x21-\x3f\x41-\x7e]+@[\x21-\x3f\x41-\x7e]+$/);
      expect(parsed).not.toMatch(/["(),:;<>[\\\]]/);
      expect(parsed.length).toBeLessThanOrEqual(254);
    }),
  );
});

test('capital letters name the same mailbox', () => {
  const address = parseMailAddress('Ada@Example.COM');
  expect(address && addressKey(address)).toBe('ada@example.com');
  expect(address && domainOf(address)).toBe('example.com');
});
