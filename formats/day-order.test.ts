import { expect, test } from 'vitest';
import { dayOrderIn } from './day-order.ts';

test.each([
  ['a day above twelve decides', '8/12/13 8/15/13 3/3/13', 'MDY', undefined],
  ['a day above twelve decides, the other way', '12/8/13 15/8/13 3/3/13', 'DMY', undefined],
  [
    'a year of two digits in front makes the span short',
    '13/8/12 13/8/15 13/3/3',
    'YMD',
    undefined,
  ],
  [
    'a list runs through time in one order',
    '01/03/2026 02/03/2026 03/03/2026 01/04/2026',
    'DMY',
    'MDY',
  ],
  ['newest first as well', '04/01/2026 03/03/2026 03/02/2026 03/01/2026', 'MDY', 'DMY'],
  ['of days that say nothing the usual order is taken', '02/03/2026 03/04/2026', 'DMY', 'MDY'],
  ['days as the standard has them are sure', '2026-03-01 2026-04-02', 'DMY', undefined],
  ['a list without days too', '', 'DMY', undefined],
])('%s', (_what, texts, order, orElse) => {
  expect(dayOrderIn(texts === '' ? [] : texts.split(' '))).toEqual({ order, orElse });
});
