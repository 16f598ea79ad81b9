import type { Endpoint } from '@goodterms/api/agreement.ts';
import { digestOf, fillCompany } from '@goodterms/stories/canary-company.ts';
import { openDoor, type Said } from '@goodterms/stories/door.ts';
import { testHouse } from '@goodterms/stories/house.ts';
import { describe, expect, test } from 'vitest';
import { sampleOf } from '@goodterms/stories/sample.ts';

/**
 * Two companies, each with a row in every table. Whatever the second one asks with the ids of the
 * first, it hears what it would hear about nothing, sees no word of the first, and changes no row.
 */
const house = await testHouse();
const door = await openDoor(house);
const other = await house.newTenant('Company B');
const CANARY = 'zqcanarya';
/** In both companies, and in the first one alone. */
const [IN_BOTH, IN_A_ALONE, NOWHERE] = [700_001, 700_002, 700_003];
await fillCompany(house, house.tenantId, { canary: CANARY, n: IN_BOTH });
await fillCompany(house, house.tenantId, { canary: CANARY, n: IN_A_ALONE });
await fillCompany(house, other, { canary: 'zqcanaryb', n: IN_BOTH });
const asB = await door.keyFor('owner', other);
const before = await digestOf(house, house.tenantId);
const operations = door.answers
  .map(({ endpoint }) => endpoint)
  .filter(({ permission }) => permission !== 'public');

const named = (endpoint: Endpoint) => `${endpoint.method} ${endpoint.path}`;

describe('every operation, asked as B with the ids of A', () => {
  for (const endpoint of operations)
    test(named(endpoint), async () => {
      const alone = await ask(endpoint, IN_A_ALONE);
      const nowhere = await ask(endpoint, NOWHERE);
      const both = await ask(endpoint, IN_BOTH);
      for (const said of [alone, nowhere, both]) {
        expect(said.text).not.toContain(CANARY);
        expect(said.status).toBeLessThan(500);
        expect(said.json?.problems ?? []).toEqual([]);
      }
      expect(wordless(alone)).toEqual(wordless(nowhere));
      if (namesOneThing(endpoint)) expect(alone.json.type).toMatch(/^not_found$|_must_exist$/);
    });
});

test('and not one row of A has changed', async () => {
  expect(await digestOf(house, house.tenantId)).toEqual(before);
});

test('the canary is where it can be seen: A itself sees it', async () => {
  const asA = await door.keyFor('owner');
  const said = await door.ask('GET', '/customers', { as: asA });
  expect(said.text).toContain(CANARY);
  const mine = await door.ask('GET', '/customers', { as: asB });
  expect(mine.text).toContain('zqcanaryb');
});

/** The id stands in every position that takes one: in the address, the query and the body. */
function ask(endpoint: Endpoint, id: number): Promise<Said> {
  const path = endpoint.path.replaceAll(/:(\w+)/g, (_all, name: string) => idFor(name, id));
  const query = endpoint.query ? sampleOf(endpoint.query, String(id), false) : {};
  const asked = new URLSearchParams(query).toString();
  return door.ask(endpoint.method, asked === '' ? path : `${path}?${asked}`, {
    as: asB,
    ...(endpoint.upload
      ? { file: { name: `${id}.csv`, bytes: 'customer;amount\n' } }
      : endpoint.body && endpoint.method !== 'GET'
        ? { body: sampleOf(endpoint.body, String(id), true) }
        : {}),
  });
}

function idFor(name: string, id: number): string {
  if (name === 'language') return 'en';
  return name === 'userId' || name === 'name'
    ? encodeURIComponent(`${CANARY} ${snake(name)} ${id}`)
    : String(id);
}

function snake(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

function namesOneThing({ path }: Endpoint): boolean {
  return path.includes('/:');
}

/** What was said, without what differs by nature: moments, keys, ids that were just made. */
function wordless({ status, json }: Said): unknown {
  return [status, json?.type ?? 'done'];
}
