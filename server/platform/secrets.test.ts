import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, expect, test, vi } from 'vitest';
import { openSecrets } from './secrets.ts';

const folder = mkdtempSync(join(tmpdir(), 'gt-secrets-'));
const KEY = Buffer.alloc(32, 7).toString('base64');
afterEach(() => vi.unstubAllEnvs());
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('secrets are made once, for their owner’s eyes only', () => {
  const first = openSecrets(folder);
  expect(Buffer.from(first.auth, 'base64')).toHaveLength(32);
  expect(first.sealing).toHaveLength(32);
  expect(statSync(join(folder, 'secrets.json')).mode & 0o777).toBe(0o600);
  expect(openSecrets(folder)).toEqual(first);
});

test('the environment goes before the file, and a file may hold a secret of the environment', () => {
  const file = join(folder, 'auth-secret');
  writeFileSync(file, `${'s'.repeat(40)}\n`);
  vi.stubEnv('GOODTERMS_AUTH_SECRET_FILE', file);
  vi.stubEnv('GOODTERMS_SEALING_KEY', KEY);
  const secrets = openSecrets(join(folder, 'does not exist'));
  expect(secrets.auth).toBe('s'.repeat(40));
  expect(Buffer.from(secrets.sealing).toString('base64')).toBe(KEY);
});

test.each([
  ['a short secret', { GOODTERMS_AUTH_SECRET: 'short' }, 'shorter than 32 bytes'],
  ['a key of another length', { GOODTERMS_SEALING_KEY: 'AAAA' }, 'not 32 bytes'],
  ['a file that is not there', { GOODTERMS_AUTH_SECRET_FILE: '/nowhere' }, 'cannot be read'],
])('%s is refused in one line', (_what, environment, line) => {
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
  expect(() => openSecrets(folder)).toThrow(line);
});
