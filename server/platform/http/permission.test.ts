import { may, ROLES } from '@goodterms/core/settings/permissions.ts';
import { openDoor } from '@goodterms/stories/door.ts';
import { testHouse } from '@goodterms/stories/house.ts';
import { expect, test } from 'vitest';

/** Every endpoint that is answered, asked by every role: the door lets in whom the matrix names. */
const house = await testHouse();
const door = await openDoor(house);
const endpoints = door.answers.map(({ endpoint }) => endpoint);
const addressOf = (path: string) => path.replaceAll(/:\w+/g, '999999');

/** No body fits this, so an endpoint that lets us in declines it before anything happens. */
const UNSOUND = { nobody: 'sends this' };

test('there are endpoints of every kind to ask', () => {
  expect(endpoints.length).toBeGreaterThan(20);
  expect(new Set(endpoints.map(({ method }) => method))).toEqual(
    new Set(['GET', 'POST', 'PUT', 'DELETE']),
  );
});

for (const role of ROLES)
  test(`a ${role} is let in where the matrix says so, and nowhere else`, async () => {
    const key = await door.keyFor(role);
    for (const { method, path, permission, upload } of endpoints) {
      if (permission === 'public') continue;
      const said = await door.ask(method, addressOf(path), {
        as: key,
        ...(method === 'GET' ? {} : upload ? { file: { name: '', bytes: '' } } : { body: UNSOUND }),
      });
      const isAllowed = permission === 'signed_in' || may(role, permission);
      expect([method, path, said.status === 403]).toEqual([method, path, !isAllowed]);
      expect([method, path, said.status]).not.toEqual([method, path, 401]);
      expect([method, path, said.status < 500]).toEqual([method, path, true]);
    }
  });

test('a stranger is let in to what is public, and nowhere else', async () => {
  for (const as of [undefined, 'gt_invented-key-invented-key-invented-key-00', 'goodterms=x.y']) {
    for (const { method, path, permission } of endpoints) {
      const said = await door.ask(method, addressOf(path), {
        ...(as === undefined ? {} : { as }),
        ...(method === 'GET' ? {} : { body: UNSOUND }),
      });
      if (permission === 'public') expect([path, said.status]).not.toEqual([path, 401]);
      else expect([path, [401, 429].includes(said.status)]).toEqual([path, true]);
    }
  }
});

test('a key that is revoked or past its day opens nothing any more', async () => {
  const owner = await door.keyFor('owner');
  const made = await door.ask('POST', '/api-keys', {
    as: owner,
    body: { name: 'nightly import', role: 'clerk', expiresInDays: 1 },
  });
  const { id, key } = made.json;
  expect((await door.ask('GET', '/session', { as: key })).json).toMatchObject({
    role: 'clerk',
    user: { name: 'nightly import' },
  });
  house.clock.turn({ days: 2 });
  expect((await door.ask('GET', '/session', { as: key })).status).toBe(401);
  house.clock.turn({ days: -2 });
  await door.ask('PUT', `/api-keys/${id}/revocation`, { as: owner, body: {} });
  expect((await door.ask('GET', '/session', { as: key })).status).toBe(401);
});
