import { expect, test } from 'vitest';
import { nameKey, sameName } from './payer-name.ts';

test.each([
  ['ACME LTD', 'Acme Ltd.'],
  ['Acme Limited', 'Acme'],
  ['Borealis', 'Borealis A/S'],
  ['Corvo SA', 'Corvo S.A.'],
  ['Söhne & Müller', 'Müller und Söhne GmbH & Co. KG'],
  ['SOCIETE GENERALE S.A.', 'Société Générale SA'],
  ['Sanger-Hubner Druckerei', 'Sänger-Hübner Druckerei GmbH'],
  ['NORTHERN LIGHTS SHIPPING AND', 'Northern Lights Shipping and Trading Company'],
])('%s is %s', (payer, customer) => {
  expect(sameName(payer, customer)).toBe(true);
});

test.each([
  ['Acme', 'Acme North'],
  ['Acme North', 'Acme'],
  ['Northern Lights', 'Northern Lights Shipping and Trading Company'],
  ['GmbH', 'Ltd'],
  ['', 'Acme'],
  ['Müller', 'Müller & Söhne GmbH'],
])('%s is not %s', (payer, customer) => {
  expect(sameName(payer, customer)).toBe(false);
});

test('a name of legal forms only has no key', () => {
  expect(nameKey('AG & Co. KG')).toBe('');
});
