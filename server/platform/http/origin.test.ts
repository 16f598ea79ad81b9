import { asOwner, sql } from '../database.ts';
import { openDoor } from '@goodterms/stories/door.ts';
import { testHouse } from '@goodterms/stories/house.ts';
import { expect, test } from 'vitest';
import { makeSetUpToken } from '../../settings/entrance.actions.ts';
import { hostIsOurs, originIsOurs, type Place } from './origin.ts';

const house = await testHouse();
const door = await openDoor(house);
const writes = door.answers
  .map(({ endpoint }) => endpoint)
  .filter(({ method }) => method !== 'GET');
const cookie = await signUp();
const HERE = '127.0.0.1:3000';

const FOREIGN: readonly [string, Record<string, string>][] = [
  ['another site', { origin: 'https://evil.example' }],
  ['no origin at all', {}],
  ['an origin that is hidden', { origin: 'null' }],
  ['another port of this machine', { origin: 'http://127.0.0.1:3001' }],
  ['another scheme', { origin: `https://${HERE}` }],
  ['a page beside ours', { origin: `http://${HERE}`, 'sec-fetch-site': 'same-site' }],
  ['a page elsewhere', { 'sec-fetch-site': 'cross-site' }],
];

for (const [from, headers] of FOREIGN)
  test(`with a cookie, from ${from}, nothing is written anywhere`, async () => {
    const before = await everything();
    for (const { method, path, permission } of writes) {
      const said = await door.app.inject({
        method: method as 'POST',
        url: `/api${path.replaceAll(/:\w+/g, '1')}`,
        headers: { host: HERE, cookie, 'idempotency-key': 'x', ...headers },
        payload: {},
      });
      expect([path, permission, said.statusCode]).toEqual([path, permission, 403]);
      expect(said.json().type).toBe('origin_must_be_ours');
    }
    expect(await everything()).toEqual(before);
  });

test('a form of another site cannot be sent as a body of ours', async () => {
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data'])
    for (const { method, path, upload } of writes) {
      const said = await door.app.inject({
        method: method as 'POST',
        url: `/api${path.replaceAll(/:\w+/g, '1')}`,
        headers: {
          host: HERE,
          cookie,
          origin: `http://${HERE}`,
          'content-type': type,
          'idempotency-key': 'x',
        },
        payload: '{"a":"b"}',
      });
      expect([path, upload !== undefined, said.statusCode]).toEqual([
        path,
        upload !== undefined,
        415,
      ]);
    }
});

test('under a foreign name of this machine nothing is served', async () => {
  for (const host of ['evil.example', 'evil.example:3000', '127.0.0.1.evil.example']) {
    const said = await door.app.inject({ method: 'GET', url: '/api/entrance', headers: { host } });
    expect([host, said.statusCode]).toEqual([host, 421]);
  }
});

const PUBLIC: Place = { publicUrl: 'https://terms.keel.example', isThisMachine: false };

test.each([
  ['its own name', { host: 'terms.keel.example' }, true],
  ['its own name in capitals', { host: 'Terms.Keel.Example' }, true],
  ['another name', { host: 'keel.example' }, false],
  ['this machine', { host: '127.0.0.1:3000' }, false],
  ['no name', {}, false],
])('a public address answers to %s: %j', (_name, headers, answers) => {
  expect(hostIsOurs(headers, PUBLIC)).toBe(answers);
});

test.each([
  ['our page', { origin: 'https://terms.keel.example' }, true, true],
  ['our page by its fetch metadata', { 'sec-fetch-site': 'same-origin' }, true, true],
  ['a script with a key', {}, false, true],
  ['a script with a cookie', {}, true, false],
  ['another page, even without a cookie', { origin: 'https://evil.example' }, false, false],
])('a write from %s', (_from, headers, hasCookie, isOurs) => {
  expect(originIsOurs(headers, PUBLIC, hasCookie)).toBe(isOurs);
});

async function signUp(): Promise<string> {
  const made = await door.ask('POST', '/setup', {
    body: {
      token: await makeSetUpToken(house),
      companyName: 'Keel & Sons',
      timeZone: 'Europe/Amsterdam',
      name: 'Ada',
      email: 'ada@keel.example',
      password: 'tram seven leaves at noon',
    },
  });
  return door.cookieOf(made);
}

/** How many rows every table has, as PostgreSQL counts them. */
async function everything(): Promise<unknown> {
  return asOwner(house.pool, async (db) => {
    const { rows } = await sql<{ name: string; count: string }>`
      select schemaname || '.' || relname as name,
             (xpath('/row/c/text()', query_to_xml(format('select count(*) as c from %I.%I', schemaname, relname), false, true, '')))[1]::text as count
        from pg_stat_user_tables
       where schemaname = 'auth' and relname <> 'session'
       order by 1`.execute(db);
    return rows;
  });
}
