import { expect, test } from 'vitest';
import { toDay } from '../kernel/day.ts';
import type { OpenItemId } from '../kernel/id.ts';
import { money, toCurrency } from '../kernel/money.ts';
import { COMPANY, type Company } from '../settings/company.ts';
import { letterVariables, LETTER_VARIABLES, type LetterFacts } from './letter.ts';
import type { ItemToName } from './message.ts';

const EUR = toCurrency('EUR');
const GBP = toCurrency('GBP');

const KEEL: Company = {
  ...COMPANY.defaults,
  name: 'Keel & Sons',
  address: 'Harbour 1\nRotterdam',
  phone: '+31 10 000 0000',
  signature: 'Ben Otter',
  bankAccounts: [
    { currency: 'EUR', iban: 'NL02ABNA0123456789', bic: 'ABNANL2A', bank: '' },
    { currency: 'GBP', iban: 'GB33BUKB20201555555555', bic: '', bank: '' },
  ],
};

function item(reference: string, change: Partial<ItemToName> = {}): ItemToName {
  return {
    openItemId: reference as OpenItemId,
    reference,
    issuedOn: toDay('2026-01-15'),
    dueOn: toDay('2026-02-14'),
    open: money(125000n, EUR),
    asked: money(125000n, EUR),
    ...change,
  };
}

function written(items: readonly ItemToName[], change: Partial<LetterFacts> = {}) {
  return letterVariables({
    company: KEEL,
    customer: { name: 'Acme', number: 'C-7' },
    contact: { name: 'Anna Larsen', greetingName: 'Ms Larsen' },
    items,
    language: 'en',
    today: toDay('2026-03-01'),
    ...change,
  });
}

test('the oldest item comes first and says how late it is', () => {
  const letter = written([item('INV-8', { dueOn: toDay('2026-02-20') }), item('INV-7')]);
  expect(letter.items.map((one) => one.reference)).toEqual(['INV-7', 'INV-8']);
  expect(letter.oldest_due).toBe('Saturday 14 February 2026 (2026-02-14)');
  expect(letter.oldest_days_overdue).toBe(15);
});

test('an item asked for in part says so', () => {
  const [whole, part] = written([item('A'), item('B', { asked: money(100n, EUR) })]).items;
  expect(whole?.is_part).toBe(false);
  expect(part).toMatchObject({ is_part: true, asked: '€1.00', open: '€1,250.00' });
});

test('each currency has its total, its account and its words for the transfer', () => {
  const pounds = money(30000n, GBP);
  const letter = written([item('INV-7'), item('INV-9', { open: pounds, asked: pounds })]);
  expect(letter.total).toBe('€1,250.00 and £300.00');
  expect(letter.payments).toMatchObject([
    { amount: '€1,250.00', iban: 'NL02 ABNA 0123 4567 89', reference: 'INV-7' },
    { amount: '£300.00', iban: 'GB33 BUKB 2020 1555 5555 55', reference: 'INV-9' },
  ]);
});

test('a transfer whose words would be too long names the customer instead', () => {
  const many = Array.from({ length: 30 }, (_, i) => item(`INVOICE-${i}`));
  expect(written(many).payments[0]?.reference).toBe('C-7');
});

test('without a bank account there is no way to pay', () => {
  expect(written([item('A')], { company: { ...KEEL, bankAccounts: [] } }).payments).toEqual([]);
});

test('a contact without a greeting name is greeted by the whole name', () => {
  const contact = { name: 'Anna Larsen', greetingName: undefined };
  expect(written([item('A')], { contact }).greeting).toBe('Dear Anna Larsen');
});

test('every variable is explained', () => {
  const letter = written([item('A')]);
  const names = (value: object, before: string) =>
    Object.entries(value).flatMap(([name, inner]: [string, unknown]): string[] => {
      if (Array.isArray(inner) && typeof inner[0] === 'object')
        return [name, ...names(inner[0] as object, `${name.slice(0, -1)}.`)];
      if (typeof inner === 'object' && inner !== null && !Array.isArray(inner))
        return names(inner, `${before}${name}.`);
      return [`${before}${name}`];
    });
  expect(LETTER_VARIABLES.map((variable) => variable.name).toSorted()).toEqual(
    names(letter, '').toSorted(),
  );
});
