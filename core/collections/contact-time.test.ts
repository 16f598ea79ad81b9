import { expect, test } from 'vitest';
import { toDay } from '../kernel/day.ts';
import { nextContactTime } from './contact-time.ts';
import { examplePicture, SETTINGS } from './example-picture.ts';

const at = (day: string, hour: number) => ({ day: toDay(day), minutes: hour * 60 });

test.each([
  ['in their hours, at once', at('2026-03-02', 10), at('2026-03-02', 10)],
  ['before their hours, when they begin', at('2026-03-02', 5), at('2026-03-02', 8)],
  ['after them, the next morning', at('2026-03-02', 18), at('2026-03-03', 8)],
  ['on a Friday evening, on Monday', at('2026-03-06', 19), at('2026-03-09', 8)],
  ['before Easter, after it', at('2026-04-03', 19), at('2026-04-07', 8)],
])('%s', (_when, moment, expected) => {
  expect(nextContactTime(examplePicture(), SETTINGS, moment)).toEqual(expected);
});

test('on a day on which the contact is closed, the day after', () => {
  const { contact } = examplePicture();
  const closed = {
    country: 'NL',
    contact: contact && { ...contact, closedWeekdays: [1 as const] },
  };
  expect(nextContactTime(closed, SETTINGS, at('2026-03-02', 10))).toEqual(at('2026-03-03', 8));
});

test('a contact who is closed every day is reached by a person, and nothing loops for ever', () => {
  const { contact } = examplePicture();
  const closedWeekdays = [1, 2, 3, 4, 5, 6, 7] as const;
  const never = { country: 'NL', contact: contact && { ...contact, closedWeekdays } };
  expect(nextContactTime(never, SETTINGS, at('2026-03-02', 10))).toEqual(at('2026-03-02', 10));
});
