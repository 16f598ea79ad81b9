import { expect, test } from 'vitest';
import { hoursSaid, languageName } from './contact-hours.ts';

const LARSEN = {
  id: '1',
  name: 'Maren Larsen',
  greetingName: 'Ms Larsen',
  role: null,
  email: null,
  phone: null,
  language: 'da',
  isPrimary: true,
  hoursFrom: '08:00:00',
  hoursUntil: '16:00:00',
  closedWeekdays: [5],
};

test.each([
  ['07:59', 1, 'opens at 08:00'],
  ['08:00', 1, 'open until 16:00'],
  ['16:00', 1, 'closed since 16:00'],
  ['10:00', 5, 'closed on Fri'],
])('at %s on weekday %i', (time, weekday, said) => {
  expect(hoursSaid(LARSEN, time, weekday)).toBe(said);
});

test('hours that nobody told us are not made up', () => {
  expect(hoursSaid({ ...LARSEN, hoursFrom: null }, '10:00', 1)).toBe('hours not known');
});

test('a language has its name', () => {
  expect(languageName('da')).toBe('Danish');
});
