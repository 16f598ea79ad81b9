import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDoor } from '@goodterms/stories/door.ts';
import { testHouse } from '@goodterms/stories/house.ts';
import { afterAll, expect, test } from 'vitest';
import { makeSetUpToken } from '../../settings/entrance.actions.ts';

const webFolder = mkdtempSync(join(tmpdir(), 'goodterms-web-'));
mkdirSync(join(webFolder, 'assets'));
writeFileSync(join(webFolder, 'index.html'), '<!doctype html><title>Goodterms</title>');
writeFileSync(join(webFolder, 'assets', 'main-1a2b3c.js'), 'export {};');
afterAll(() => rmSync(webFolder, { recursive: true }));

const house = await testHouse();
const door = await openDoor(house, {
  webFolder,
  place: { publicUrl: 'https://terms.keel.example', isThisMachine: false },
});
const get = (url: string, headers: Record<string, string> = {}) =>
  door.app.inject({ method: 'GET', url, headers: { host: 'terms.keel.example', ...headers } });

const ADDRESSES = [
  '/',
  '/customers/17',
  '/assets/main-1a2b3c.js',
  '/missing.js',
  '/api/entrance',
  '/api/session',
  '/api/nothing',
  '/api/openapi.json',
];

test.each(ADDRESSES)('%s carries every header of a careful answer', async (url) => {
  const { headers } = await get(url);
  expect(headers['content-security-policy']).toBe(
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; " +
      "font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; " +
      "base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'",
  );
  expect(headers).toMatchObject({
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'strict-transport-security': 'max-age=31536000; includeSubDomains',
  });
  expect(headers['server']).toBeUndefined();
  expect(headers['x-powered-by']).toBeUndefined();
  expect(headers['access-control-allow-origin']).toBeUndefined();
});

test('what the API says is never kept by a cache', async () => {
  for (const url of ADDRESSES.filter((address) => address.startsWith('/api/')))
    expect((await get(url)).headers['cache-control']).toBe('no-store');
});

test('a page is asked for anew, a file with a hash in its name never again', async () => {
  expect((await get('/')).headers['cache-control']).toBe('no-cache');
  const asset = await get('/assets/main-1a2b3c.js');
  expect(asset.headers['cache-control']).toBe('public, max-age=31536000, immutable');
});

test('every address of the application is its page; a missing file is missing', async () => {
  for (const url of ['/', '/customers/17', '/set-up'])
    expect((await get(url)).body).toContain('<title>Goodterms</title>');
  expect((await get('/missing.js')).statusCode).toBe(404);
  expect((await get('/../package.json')).statusCode).toBe(404);
  expect((await get('/%2e%2e/package.json')).body).not.toContain('"name"');
  const nothing = await get('/api/nothing');
  expect(nothing.headers['content-type']).toBe('application/problem+json; charset=utf-8');
  expect(nothing.json()).toMatchObject({ status: 404, type: 'not_found' });
});

test('TRACE is not spoken', async () => {
  const said = await door.app.inject({
    method: 'TRACE' as 'GET',
    url: '/',
    headers: { host: 'terms.keel.example' },
  });
  expect(said.statusCode).toBe(404);
});

test('over https the cookie is bound to this host', async () => {
  const made = await door.ask('POST', '/setup', {
    body: {
      token: await makeSetUpToken(house),
      companyName: 'Keel',
      timeZone: 'UTC',
      name: 'Ada',
      email: 'ada@keel.example',
      password: 'tram seven leaves at noon',
    },
  });
  const line = String(made.headers['set-cookie']);
  expect(line).toMatch(/^__Host-goodterms=/);
  expect(line).toMatch(/; Secure/);
  expect(line).toMatch(/; Path=\//);
  expect(line).not.toMatch(/Domain/i);
  expect((await door.ask('GET', '/session', { as: door.cookieOf(made) })).status).toBe(200);
});

test('what is too large is declined before it is read', async () => {
  const said = await door.ask('POST', '/session', {
    body: { email: 'a@b.example', password: 'x'.repeat(1_000_001) },
  });
  expect(said.json).toMatchObject({ status: 413, type: 'body_must_be_smaller' });
});

test('an error of ours says nothing of itself to the caller, and its log line names nobody', async () => {
  const lines: object[] = [];
  const broken = await openDoor(house, {
    log: { info: (what) => lines.push(what), error: (what) => lines.push(what) },
    sendingState: () => Promise.reject(new Error('secret detail of Ada Lindqvist')),
  });
  const said = await broken.ask('GET', '/session?who=ada@keel.example', {
    as: await broken.keyFor('viewer'),
  });
  expect(said.json).toEqual({
    type: 'our_mistake',
    title: 'Something went wrong on our side. It has been noted.',
    status: 500,
  });
  const written = lines.map((line) => JSON.stringify(line)).join('\n');
  expect(written).toContain('GET /api/session');
  expect(written).not.toContain('ada@');
});
