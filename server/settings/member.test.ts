import { look, openDoor } from '@goodterms/stories/door.ts';
import { testHouse } from '@goodterms/stories/house.ts';
import { expect, test } from 'vitest';
import { asOwner, sql } from '../platform/database.ts';
import { makeSetUpToken } from './entrance.actions.ts';

/** Ada owns the company; she invites Ben, who manages it, and Cleo, who applies cash. */
const house = await testHouse();
const door = await openDoor(house);
const PASSWORD = 'tram seven leaves at noon';
const ada = door.cookieOf(
  await door.ask('POST', '/setup', {
    body: {
      token: await makeSetUpToken(house),
      companyName: 'Keel & Sons',
      timeZone: 'UTC',
      name: 'Ada',
      email: 'ada@keel.example',
      password: PASSWORD,
    },
  }),
);

const invite = (as: string, email: string, role: string) =>
  door.ask('POST', '/members/invitations', { as, body: { email, role } });
const tokenIn = (link: string) => link.split('#')[1] ?? '';
const join = (token: string, name: string) =>
  door.ask('POST', '/invitations/acceptance', { body: { token, name, password: PASSWORD } });
const signIn = (email: string) =>
  door.ask('POST', '/session', { body: { email, password: PASSWORD } });
const userId = async (email: string): Promise<string> => {
  const { members } = (await door.ask('GET', '/members', { as: ada })).json;
  return members.find((member: { email: string }) => member.email === email).userId;
};

test('an invited colleague makes an account with the link, once, and works in the role given', async () => {
  const { link, expiresAt } = (await invite(ada, 'Ben@Keel.example', 'manager')).json;
  expect(link).toMatch(/^http:\/\/127\.0\.0\.1:3000\/invitation#[\w-]{43}$/);
  expect(new Date(expiresAt).getTime()).toBeGreaterThan(house.clock.now().getTime());
  const listed = (await door.ask('GET', '/members', { as: ada })).json.invitations;
  expect(listed).toEqual([expect.objectContaining({ email: 'ben@keel.example', role: 'manager' })]);
  expect(JSON.stringify(listed)).not.toContain(tokenIn(link));

  const joined = await join(tokenIn(link), 'Ben');
  const session = await door.ask('GET', '/session', { as: door.cookieOf(joined) });
  expect(session.json).toMatchObject({ role: 'manager', user: { name: 'Ben' } });
  expect((await join(tokenIn(link), 'Ben again')).json.type).toBe('link_must_be_valid');
  expect((await door.ask('GET', '/members', { as: ada })).json.invitations).toEqual([]);
});

test('only the hash of a link is kept', async () => {
  const { link } = (await invite(ada, 'dora@keel.example', 'viewer')).json;
  const kept = await asOwner(house.pool, (db) =>
    sql`select t::text from auth.one_time_link t`.execute(db),
  );
  expect(JSON.stringify(kept.rows)).not.toContain(tokenIn(link));
});

test('an invitation that was replaced, taken back or is a week old opens nothing', async () => {
  const first = (await invite(ada, 'eve@keel.example', 'viewer')).json;
  const second = (await invite(ada, 'eve@keel.example', 'viewer')).json;
  expect((await join(tokenIn(first.link), 'Eve')).json.type).toBe('link_must_be_valid');
  await door.ask('DELETE', `/members/invitations/${second.id}`, { as: ada });
  expect((await join(tokenIn(second.link), 'Eve')).json.type).toBe('link_must_be_valid');
  const third = (await invite(ada, 'eve@keel.example', 'viewer')).json;
  house.clock.turn({ days: 8 });
  expect((await join(tokenIn(third.link), 'Eve')).json.type).toBe('link_must_be_valid');
  house.clock.turn({ days: -8 });
});

test('an address that works here already is not invited, and an account is never taken over', async () => {
  expect((await invite(ada, 'BEN@keel.example', 'viewer')).json.type).toBe('member_must_be_new');

  const other = await house.newTenant('Another');
  const stranger = await door.keyFor('owner', other);
  const { link } = (await invite(stranger, 'ben@keel.example', 'owner')).json;
  expect((await join(tokenIn(link), 'Not Ben')).json.type).toBe('link_must_be_valid');
  expect((await signIn('ben@keel.example')).status).toBe(200);
});

test('a manager gives no role above their own and touches nobody above', async () => {
  const ben = door.cookieOf(await signIn('ben@keel.example'));
  const boss = await userId('ada@keel.example');
  expect((await invite(ben, 'kim@keel.example', 'owner')).json.type).toBe(
    'role_must_not_exceed_own',
  );
  const asked = [
    door.ask('PUT', `/members/${boss}/role`, { as: ben, body: { role: 'viewer' } }),
    door.ask('PUT', `/members/${boss}/disabling`, { as: ben, body: {} }),
    door.ask('PUT', `/members/${await userId('ben@keel.example')}/role`, {
      as: ben,
      body: { role: 'owner' },
    }),
    door.ask('POST', '/api-keys', { as: ben, body: { name: 'mine', role: 'owner' } }),
  ];
  for (const said of await Promise.all(asked))
    expect(said.json.type).toBe('role_must_not_exceed_own');
});

test('a role that is taken away is gone at the next request', async () => {
  const ben = door.cookieOf(await signIn('ben@keel.example'));
  const id = await userId('ben@keel.example');
  await door.ask('PUT', `/members/${id}/role`, { as: ada, body: { role: 'viewer' } });
  expect((await invite(ben, 'kim@keel.example', 'viewer')).status).toBe(403);
  await door.ask('PUT', `/members/${id}/role`, { as: ada, body: { role: 'manager' } });
  expect((await invite(ben, 'kim@keel.example', 'viewer')).status).toBe(200);
});

test('disabling somebody ends their sessions, and enabling lets them sign in again', async () => {
  const ben = door.cookieOf(await signIn('ben@keel.example'));
  const id = await userId('ben@keel.example');
  await door.ask('PUT', `/members/${id}/disabling`, { as: ada, body: {} });
  expect((await door.ask('GET', '/session', { as: ben })).status).toBe(401);
  const left = await asOwner(house.pool, (db) =>
    sql`select 1 from auth.session where user_id = ${id}`.execute(db),
  );
  expect(left.rows).toEqual([]);
  const refused = await signIn('ben@keel.example');
  expect(refused.json).toEqual((await signIn('nobody@keel.example')).json);
  expect(refused.headers['set-cookie']).toBeUndefined();
  await door.ask('DELETE', `/members/${id}/disabling`, { as: ada });
  const back = door.cookieOf(await signIn('ben@keel.example'));
  expect((await door.ask('GET', '/session', { as: back })).status).toBe(200);
});

test('sessions of a person who does not work in this company cannot be ended from it', async () => {
  const other = await house.newTenant('Another');
  const before = await sessionCount();
  await house.inside((ctx) => sql`select auth.end_sessions(${'nobody'})`.execute(ctx.db), {
    tenantId: other,
  });
  const boss = await userId('ada@keel.example');
  await house.inside((ctx) => sql`select auth.end_sessions(${boss})`.execute(ctx.db), {
    tenantId: other,
  });
  expect(await sessionCount()).toBe(before);
});

test('two owners who remove each other at once leave one', async () => {
  const boss = await userId('ada@keel.example');
  const id = await userId('ben@keel.example');
  await door.ask('PUT', `/members/${id}/role`, { as: ada, body: { role: 'owner' } });
  const ben = door.cookieOf(await signIn('ben@keel.example'));
  const said = await Promise.all([
    door.ask('PUT', `/members/${boss}/role`, { as: ben, body: { role: 'viewer' } }),
    door.ask('PUT', `/members/${id}/role`, { as: ada, body: { role: 'viewer' } }),
  ]);
  const owners = await look(house, sql`select 1 from member where role = 'owner'`);
  expect(owners.length).toBeGreaterThanOrEqual(1);
  expect(said.filter(({ status }) => status === 200).length).toBe(2 - owners.length);
});

test('the journal knows who did what to whom, by ids alone', async () => {
  const facts = await look<{ fact: string; data: object }>(
    house,
    sql`select fact, data from journal order by id`,
  );
  const told = facts.map(({ fact }) => fact);
  for (const fact of [
    'settings.member_invited',
    'settings.member_joined',
    'settings.invitation_revoked',
    'settings.member_role_changed',
    'settings.member_disabled',
    'settings.member_enabled',
  ])
    expect(told).toContain(fact);
  expect(JSON.stringify(facts)).not.toMatch(/keel\.example|Ben/);
});

async function sessionCount(): Promise<number> {
  const { rows } = await asOwner(house.pool, (db) => sql`select 1 from auth.session`.execute(db));
  return rows.length;
}
