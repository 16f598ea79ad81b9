import { expect, test } from 'vitest';
import { NOTHING_RECORDED, tierState, withRight, withWrong } from './tier-record.ts';

const SHIPPED = { precision: 0.9998, lines: 6000 };

test('a tier that was measured before shipping applies from the first day', () => {
  expect(tierState(NOTHING_RECORDED, SHIPPED, 0.999)).toBe('applies');
});

test('a tier that nobody has ever measured does not apply', () => {
  expect(tierState(NOTHING_RECORDED, { precision: 0, lines: 0 }, 0.999)).toBe('below_target');
});

test('a tier that nobody has measured before applies once people have confirmed it often', () => {
  const confirmed = withRight(NOTHING_RECORDED, 400);
  expect(tierState(confirmed, { precision: 0.99, lines: 10 }, 0.999)).toBe('applies');
  expect(tierState(withRight(NOTHING_RECORDED, 20), { precision: 0.9, lines: 10 }, 0.999)).toBe(
    'below_target',
  );
});

test('the first confirmed error suspends a tier, however often it was right before', () => {
  const record = withWrong(withRight(NOTHING_RECORDED, 20_000));
  expect(tierState(record, SHIPPED, 0.999)).toBe('suspended');
});

test('a suspended tier comes back when it was right again in a row and is back at the target', () => {
  const old = withWrong(withRight(NOTHING_RECORDED, 20_000));
  expect(tierState(withRight(old, 49), SHIPPED, 0.999)).toBe('suspended');
  expect(tierState(withRight(old, 50), SHIPPED, 0.999)).toBe('applies');
  const young = withWrong(withRight(NOTHING_RECORDED, 10));
  expect(tierState(withRight(young, 50), SHIPPED, 0.999)).toBe('suspended');
  expect(tierState(withRight(young, 500), SHIPPED, 0.999)).toBe('applies');
});
