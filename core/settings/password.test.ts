import { expect, test } from 'vitest';
import { isCommonPassword } from './password.ts';

const AROUND = ['ada.lindqvist@keel.example', 'Ada Lindqvist', 'Keel & Sons'];

test.each([
  'password1234',
  'Password2026!!',
  'P@ssw0rd12345',
  'passwordpassword',
  '123456789012',
  '098765432109',
  'qwertyuiop12',
  'qwertyuiopas',
  '1qaz2wsx3edc',
  'aaaaaaaaaaaa',
  'abababababab',
  'welcomewelcome1',
  'Goodterms2026',
  'adalindqvist1',
  'Lindqvist2026!',
])('%s is among the first that anybody would try', (password) => {
  expect(isCommonPassword(password, AROUND)).toBe(true);
});

test.each([
  'tram seven leaves at noon',
  'kelp-Orbit-42-mango',
  'x7Gk2mQz9RtL',
  'mijn fiets is groen en oud',
])('%s is not', (password) => {
  expect(isCommonPassword(password, AROUND)).toBe(false);
});
