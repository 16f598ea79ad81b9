import { expect, test } from 'vitest';
import { networkOf, rateLimit } from './rate-limit.ts';

const at = (seconds: number) => new Date(Date.UTC(2026, 2, 2, 8, 0, seconds));

test('so many in a window, then a wait until its end', () => {
  const limit = rateLimit({ max: 2, windowSeconds: 60 });
  expect([0, 1, 10].map((second) => limit.take('a', at(second)))).toEqual([
    undefined,
    undefined,
    50,
  ]);
  expect(limit.take('b', at(10))).toBeUndefined();
  expect(limit.take('a', at(60))).toBeUndefined();
});

test('a success forgets the failures', () => {
  const limit = rateLimit({ max: 1, windowSeconds: 60 });
  limit.take('a', at(0));
  limit.forget('a');
  expect(limit.take('a', at(1))).toBeUndefined();
});

test.each([
  ['192.0.2.7', '192.0.2.7'],
  ['::ffff:192.0.2.7', '192.0.2.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:db8::6', '2001:db8:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
])('%s is counted as %s', (address, network) => {
  expect(networkOf(address)).toBe(network);
});
