import { expect, test } from 'vitest';
import {
  lineAllows,
  lineState,
  type LineDeed,
  type LineFacts,
  type LineState,
} from './line-state.ts';

test.each<[string, Partial<LineFacts>, LineState, LineDeed[]]>([
  ['a payment that waits', {}, 'open', ['match', 'set_aside']],
  ['a matched payment', { tier: 'reference_amount' }, 'matched', ['undo']],
  ['a confirmed payment', { tier: 'confirmed' }, 'matched', ['undo']],
  ['a payment on account', { tier: 'on_account' }, 'on_account', ['undo']],
  ['money that is no receivable', { setAside: 'not_a_receivable' }, 'set_aside', ['undo']],
  ['money out', { amountMinor: -5n, setAside: 'money_out' }, 'set_aside', []],
  ['a line without money', { amountMinor: 0n, setAside: 'not_a_receivable' }, 'set_aside', []],
  [
    'a payment that went back, nobody knows which',
    { amountMinor: -5n, reversal: true },
    'open_return',
    ['name_returned_payment', 'set_aside'],
  ],
  [
    'a payment that went back and is found',
    { amountMinor: -5n, reversal: true, setAside: 'reversal', tier: 'returned_payment' },
    'returned',
    ['undo'],
  ],
  [
    'a payment of nobody we know that went back',
    { amountMinor: -5n, reversal: true, setAside: 'reversal' },
    'returned',
    ['undo'],
  ],
  ['the payment that went back', { setAside: 'reversal' }, 'set_aside', []],
])('%s', (_what, change, state, deeds) => {
  const line: LineFacts = {
    amountMinor: 5n,
    reversal: false,
    setAside: undefined,
    tier: undefined,
    ...change,
  };
  const all: LineDeed[] = ['match', 'name_returned_payment', 'set_aside', 'undo'];
  expect(lineState(line)).toBe(state);
  expect(all.filter((deed) => lineAllows(deed, line))).toEqual(deeds);
});
