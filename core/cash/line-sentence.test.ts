import { expect, test } from 'vitest';
import { money, toCurrency } from '../kernel/money.ts';
import { lineSentence, proposalSentence, type LineStory } from './line-sentence.ts';

const EUR = toCurrency('EUR');

test.each<[Partial<LineStory>, string]>([
  [
    { state: 'matched', tier: 'exact/-/quoted/unknown/full' },
    'It quotes what it pays, to the cent.',
  ],
  [{ why: 'two_customers_fit' }, 'It fits more than one customer.'],
  [{ why: undefined }, 'What it quotes came into the books after it.'],
  [{ why: undefined, wasUndone: true }, 'A person took back what the rule had decided.'],
  [{ state: 'open_return' }, 'The bank took a payment back, and we cannot tell which one.'],
  [{ state: 'set_aside', setAside: 'money_out' }, 'Money that we paid.'],
  [{ state: 'set_aside', setAside: 'not_a_receivable', isZero: true }, 'A line without money.'],
])('a line that is %o says why', (change, sentence) => {
  const line: LineStory = {
    state: 'open',
    tier: undefined,
    setAside: undefined,
    isZero: false,
    why: undefined,
    wasUndone: false,
    ...change,
  };
  expect(lineSentence(line)).toBe(sentence);
});

test('a proposal says what would be paid', () => {
  const share = (reference: string, minor: bigint, openMinor = minor) => ({
    reference,
    amount: money(minor, EUR),
    openMinor,
  });
  expect(proposalSentence([])).toBe('Put it on the account, set against nothing.');
  expect(proposalSentence([share('INV-1', 100n)])).toBe('It pays INV-1.');
  expect(proposalSentence([share('INV-1', 30n, 100n), share('INV-1', 70n, 100n)])).toBe(
    'It pays INV-1.',
  );
  expect(proposalSentence([share('INV-1', 4000n, 10_000n)])).toBe('It pays 40.00 EUR of INV-1.');
  expect(proposalSentence(['A', 'B', 'C', 'D', 'E'].map((name) => share(name, 1n)))).toBe(
    'It pays 5 items: A, B, C, D and more.',
  );
});
