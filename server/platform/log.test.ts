import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { log, logToFile, withoutPersonalData } from './log.ts';

test('at a terminal the log goes to a file that only its owner reads', () => {
  const folder = mkdtempSync(join(tmpdir(), 'gt-log-'));
  const file = join(folder, 'goodterms.log');
  const { level } = log;
  log.level = 'info';
  logToFile(file);
  log.info({ tenant: 't-1' }, 'a door opened');
  log.level = level;
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({
    level: 'info',
    tenant: 't-1',
    what: 'a door opened',
  });
  expect(statSync(file).mode & 0o777).toBe(0o600);
  rmSync(folder, { recursive: true });
});

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
