import { expect, test } from 'vitest';
import { toDay } from '../kernel/day.ts';
import { money, toCurrency } from '../kernel/money.ts';
import type { BankLine, BankReferences } from './bank-line.ts';
import {
  movementText,
  neighboursOf,
  occurrencesOf,
  type KnownMovement,
  type StatementSpan,
} from './natural-key.ts';

const EUR = toCurrency('EUR');

test('the spacing, the wrapping and the case of texts do not make another movement', () => {
  const shown = line({ remittance: 'INV-7 Acme  March', payerName: 'Acme Ltd' });
  const again = line({ remittance: 'inv-7\nACME March', payerName: 'ACME LTD' });
  expect(movementText(again)).toBe(movementText(shown));
});

test.each<[string, Partial<BankLine>]>([
  ['another amount', { amount: money(5001n, EUR) }],
  ['another day', { bookedOn: toDay('2026-03-03') }],
  ['another value day', { valueOn: toDay('2026-03-04') }],
  ['another currency', { amount: money(5000n, toCurrency('USD')) }],
  ['another payer', { payerName: 'Borealis' }],
  ['another payer account', { payerAccount: 'NL02ABNA0123456789' }],
  ['another text', { remittance: 'INV-8' }],
  ['another end-to-end reference', { references: references({ endToEnd: 'E2E-2' }) }],
  ['money out instead of in', { amount: money(-5000n, EUR) }],
])('%s makes another movement', (_what, change) => {
  expect(movementText(line(change))).not.toBe(movementText(line({})));
});

test('the bank’s own reference is enough, whatever the text says this time', () => {
  const bank = references({ bank: '2026-0302-0001' });
  expect(movementText(line({ references: bank, remittance: 'INV-7' }))).toBe(
    movementText(line({ references: bank, remittance: 'INV-7 and a longer text' })),
  );
});

test.each(['NONREF', 'NOTPROVIDED', 'NOREF', '0000', ' '])(
  'the word %s is no reference of the bank',
  (bank) => {
    expect(movementText(line({ references: references({ bank }) }))).toBe(movementText(line({})));
  },
);

test('a reference that the bank uses again the next day is another movement', () => {
  const bank = references({ bank: '0001' });
  expect(movementText(line({ references: bank, bookedOn: toDay('2026-03-03') }))).not.toBe(
    movementText(line({ references: bank })),
  );
});

test('two equal payments in one statement are two', () => {
  expect(occurrencesOf(2, [], new Set())).toEqual([{ isNew: 1 }, { isNew: 2 }]);
});

test('a statement shown again adds nothing', () => {
  const known = [movement(1, 'Monday'), movement(2, 'Monday')];
  expect(occurrencesOf(2, known, new Set())).toEqual(known.map((again) => ({ again })));
});

test('a day shown in part and then in full adds what was missing', () => {
  const known = [movement(1, 'morning')];
  expect(occurrencesOf(2, known, new Set())).toEqual([{ again: known[0] }, { isNew: 2 }]);
});

test('an equal payment in the statement that follows is another payment', () => {
  const known = [movement(1, 'morning')];
  expect(occurrencesOf(1, known, new Set(['morning']))).toEqual([{ isNew: 2 }]);
});

test('statements that touch by their balances are neighbours, also over others in between', () => {
  const others = new Map<string, StatementSpan>([
    ['first', span(0n, 50n, 40n)],
    ['second', span(10n, 60n, 40n)],
    ['whole day', span(0n, 200n, 101n)],
    ['without balances', { ...span(0n, 0n, 0n), opening: undefined, closing: undefined }],
    ['last', span(60n, 79n, 40n)],
  ]);
  expect(neighboursOf(span(30n, 70n, 40n), others)).toEqual(new Set(['second', 'first', 'last']));
});

test('statements whose balances are far apart are neighbours even when one between is missing', () => {
  const others = new Map([['morning', span(0n, 50n, 0n)]]);
  expect(neighboursOf(span(80n, 50n, 0n), others)).toEqual(new Set(['morning']));
});

test('a statement with the same opening balance shows the same day and is no neighbour', () => {
  const others = new Map([['morning', span(0n, 50n, 50n)]]);
  expect(neighboursOf(span(0n, 50n, 0n), others)).toEqual(new Set());
});

function span(opening: bigint, moneyIn: bigint, moneyOut: bigint): StatementSpan {
  return { opening, closing: opening + moneyIn - moneyOut, moneyIn, moneyOut };
}

function movement(occurrence: number, ...shownBy: string[]): KnownMovement<string> {
  return { occurrence, shownBy: new Set(shownBy) };
}

function line(change: Partial<BankLine>): BankLine {
  return {
    bookedOn: toDay('2026-03-02'),
    valueOn: toDay('2026-03-02'),
    amount: money(5000n, EUR),
    reversal: false,
    type: undefined,
    payerName: 'Acme Ltd',
    payerAccount: 'NL91ABNA0417164300',
    onBehalfOf: undefined,
    remittance: 'INV-7 Acme March',
    references: references({}),
    parts: [],
    ...change,
  };
}

function references(change: Partial<BankReferences>): BankReferences {
  return {
    endToEnd: undefined,
    structured: undefined,
    customer: undefined,
    bank: undefined,
    ...change,
  };
}
