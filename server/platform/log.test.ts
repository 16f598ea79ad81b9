import { expect, test } from 'vitest';
import { withoutPersonalData } from './log.ts';

test('an error of a library keeps its place and kind, and loses what it quotes', () => {
  const error = Object.assign(new SyntaxError('Unexpected "Anna Larsen, +47 555" at 3'), {
    code: '22P02',
    constraint: 'contact_email_key',
    detail: 'Key (email)=(anna@larsen.example) already exists.',
  });
  const logged = withoutPersonalData(error);
  expect(logged).toMatchObject({ type: 'SyntaxError', code: '22P02' });
  expect(JSON.stringify(logged)).not.toMatch(/Larsen|larsen|555/);
  expect((logged as { stack: string[] }).stack[0]).toContain('log.test.ts');
});

test('an expectation of ours keeps its words', () => {
  const cause = new Error('Expected: a day in Europe/Oslo');
  expect(withoutPersonalData(new Error('Anna', { cause }))).toMatchObject({
    cause: { message: 'Expected: a day in Europe/Oslo' },
  });
});

test('a cause that leads back to itself ends', () => {
  const error = new Error('x');
  error.cause = error;
  expect(JSON.stringify(withoutPersonalData(error)).length).toBeLessThan(20_000);
});

test('what is no error is named by its type', () => {
  expect(withoutPersonalData('anna@larsen.example')).toEqual({ type: 'string' });
});
