import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { sealWith } from './seal.ts';

const seal = sealWith(randomBytes(32));

test('what was sealed opens again, and reads differently each time', () => {
  const sealed = seal.seal('Pässword', 'mail of a');
  expect(seal.unseal(sealed, 'mail of a')).toBe('Pässword');
  expect(sealed).not.toContain('ssword');
  expect(seal.seal('Pässword', 'mail of a')).not.toBe(sealed);
});

test.each([
  ['for something else', (sealed: string) => seal.unseal(sealed, 'mail of b')],
  ['with another key', (sealed: string) => sealWith(randomBytes(32)).unseal(sealed, 'mail of a')],
  ['when it was changed', (sealed: string) => seal.unseal(`${sealed.slice(0, -2)}AA`, 'mail of a')],
  ['when it is no seal', () => seal.unseal('', 'mail of a')],
])('it does not open %s', (_when, open) => {
  expect(open(seal.seal('password', 'mail of a'))).toBeUndefined();
});
