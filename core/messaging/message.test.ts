import { expect, test } from 'vitest';
import { hasOrMayHaveLeft, messageAllows, needsAPerson, type MessageState } from './message.ts';

test.each<[MessageState, boolean]>([
  ['waiting', true],
  ['claimed', true],
  ['quarantined', true],
  ['failed', true],
  ['refused', true],
  ['data', false],
  ['accepted', false],
  ['unknown', false],
  ['withdrawn', false],
])('a message that is %s may be withdrawn: %s', (state, may) => {
  expect(messageAllows('withdraw', state)).toBe(may);
});

test('only a message whose outcome is unknown is resolved', () => {
  expect(messageAllows('resolve', 'unknown')).toBe(true);
  expect(messageAllows('resolve', 'accepted')).toBe(false);
});

test('what may have left is never tried again', () => {
  const states: MessageState[] = ['data', 'accepted', 'unknown'];
  expect(states.every(hasOrMayHaveLeft)).toBe(true);
  expect(states.some((state) => messageAllows('try_again', state))).toBe(false);
  expect(states.some((state) => messageAllows('withdraw', state))).toBe(false);
});

test('an unknown outcome waits for a person', () => {
  expect(needsAPerson('unknown')).toBe(true);
  expect(needsAPerson('waiting')).toBe(false);
});
