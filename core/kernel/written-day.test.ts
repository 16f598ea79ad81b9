import { expect, test } from 'vitest';
import { readDay, recogniseDayOrder } from './written-day.ts';

test.each([
  ['31.01.2026', 'DMY', '2026-01-31'],
  ['31. 1. 2026', 'DMY', '2026-01-31'],
  ['1/31/2026', 'MDY', '2026-01-31'],
  ['01/02/26', 'DMY', '2026-02-01'],
  ['01/02/26', 'MDY', '2026-01-02'],
  ['01-02-71', 'DMY', '1971-02-01'],
  ['2026-01-31', 'DMY', '2026-01-31'],
  ['2026/1/31', 'MDY', '2026-01-31'],
  ['2026-01-31T23:59:59+01:00', 'YMD', '2026-01-31'],
  ['26-11-2015 12:38', 'DMY', '2015-11-26'],
  ['20260131', 'DMY', '2026-01-31'],
  ['31012026', 'DMY', '2026-01-31'],
  ['26-Apr-11', 'YMD', '2011-04-26'],
  ['Apr 26, 2011', 'YMD', '2011-04-26'],
  ['31 janvier 2026', 'YMD', '2026-01-31'],
  ['1er août 2026', 'YMD', '2026-08-01'],
  ['15 août 2026', 'YMD', '2026-08-15'],
  ['3. März 2026', 'YMD', '2026-03-03'],
  ['3 maart 2026', 'YMD', '2026-03-03'],
  ['3 luglio 2026', 'YMD', '2026-07-03'],
  ['3 de julio de 2026', 'YMD', '2026-07-03'],
  ['3 juillet 2026', 'YMD', '2026-07-03'],
  ['3 juin 2026', 'YMD', '2026-06-03'],
  ['den 3 maj 2026', 'YMD', '2026-05-03'],
  ['45352', 'DMY', '2024-03-01'],
  ['30.02.2026', 'DMY', undefined],
  ['13/13/2026', 'DMY', undefined],
  ['12.5', 'DMY', undefined],
  ['', 'DMY', undefined],
  ['open', 'DMY', undefined],
] as const)('%s read as %s is %s', (text, order, day) => {
  expect(readDay(text, order)).toBe(day);
});

test('a day after the twelfth shows the order of the whole column', () => {
  expect(recogniseDayOrder(['04/03/2026', '31/01/2026'])).toMatchObject({
    order: 'DMY',
    certainty: 'certain',
  });
  expect(recogniseDayOrder(['04/03/2026', '01/31/2026'])).toMatchObject({
    order: 'MDY',
    certainty: 'certain',
  });
});

test('when all days are 12 or less, a person is asked', () => {
  expect(recogniseDayOrder(['04/03/2026', '01/02/2026'])).toEqual({
    order: 'DMY',
    certainty: 'undecided',
    doubtful: '04/03/2026',
  });
});

test('days written with dots have the day first, most likely', () => {
  expect(recogniseDayOrder(['04.03.2026'])).toMatchObject({ order: 'DMY', certainty: 'likely' });
});

test('a column that shows both orders is not guessed', () => {
  expect(recogniseDayOrder(['31/01/2026', '01/31/2026', '30/01/2026'])).toEqual({
    order: 'DMY',
    certainty: 'undecided',
    doubtful: '01/31/2026',
  });
});

test('days that begin with the year, or name the month, leave nothing to ask', () => {
  expect(recogniseDayOrder(['2026-03-04', '4 Mar 2026'])).toMatchObject({ certainty: 'certain' });
});
