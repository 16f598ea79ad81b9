import { expect, test } from 'vitest';
import { accountKey } from './account-key.ts';

test.each([
  ['NL91 ABNA 0417 1643 00', 'NL91ABNA0417164300'],
  [' gb29nwbk60161331926819 ', 'GB29NWBK60161331926819'],
  ['12-345/67', '12-345/67'],
  ['  ', undefined],
  [undefined, undefined],
])('%s is known as %s', (account, key) => {
  expect(accountKey(account)).toBe(key);
});
