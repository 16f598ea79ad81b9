import { testHouse } from '@goodterms/stories/house.ts';
import { look, makeDemo, openDoor } from '@goodterms/stories/door.ts';
import { asOwner, sql } from '../platform/database.ts';
import { expect, test } from 'vitest';
import { makeSetUpToken } from './entrance.actions.ts';

const house = await testHouse();
const door = await openDoor(house);

const FOUNDING = {
  companyName: 'Keel & Sons',
  timeZone: 'Europe/Amsterdam',
  name: 'Ada Lindqvist',
  email: 'Ada@Keel.example',
  password: 'tram seven leaves at noon',
};
const signIn = (email: string, password: string) =>
  door.ask('POST', '/session', { body: { email, password }, key: false });

test('before anybody can sign in, the entrance says so', async () => {
  expect((await door.ask('GET', '/entrance')).json).toEqual({ needsSetup: true, isDemo: false });
});

test('a set-up link that is invented, replaced or older than 60 minutes makes nothing', async () => {
  const replaced = await makeSetUpToken(house);
  const late = await makeSetUpToken(house);
  house.clock.turn({ minutes: 61 });
  for (const token of ['x'.repeat(43), replaced, late]) {
    const said = await door.ask('POST', '/setup', { body: { ...FOUNDING, token } });
    expect(said.json).toMatchObject({ status: 422, type: 'link_must_be_valid' });
  }
  const users = await asOwner(house.pool, (db) => sql`select 1 from auth.user`.execute(db));
  expect(users.rows).toEqual([]);
});

test('the set-up link makes the company and its owner, once; a refusal does not use it up', async () => {
  const token = await makeSetUpToken(house);
  const body = { ...FOUNDING, token };
  const weak = await door.ask('POST', '/setup', { body: { ...body, password: 'Lindqvist2026' } });
  expect(weak.json.type).toBe('password_must_not_be_common');
  const nowhere = await door.ask('POST', '/setup', {
    body: { ...body, timeZone: 'Europe/Atlantis' },
  });
  expect(nowhere.json.type).toBe('time_zone_must_exist');

  const made = await door.ask('POST', '/setup', { body });
  expect(made.json).toEqual({ done: true });
  const session = await door.ask('GET', '/session', { as: door.cookieOf(made) });
  expect(session.json).toMatchObject({
    user: { name: 'Ada Lindqvist', email: 'ada@keel.example' },
    tenant: { id: house.tenantId, name: 'Keel & Sons' },
    role: 'owner',
  });

  const again = await door.ask('POST', '/setup', { body });
  expect(again.json.type).toBe('link_must_be_valid');
  expect(await makeSetUpToken(house)).toBeUndefined();
  expect((await door.ask('GET', '/entrance')).json.needsSetup).toBe(false);
  const facts = await look<{ fact: string }>(house, sql`select fact from journal order by id`);
  expect(facts.map(({ fact }) => fact)).toContain('settings.company_set_up');
});

test('the password is kept as argon2id and is in nothing that is kept', async () => {
  const { rows } = await asOwner(house.pool, (db) =>
    sql<{ password: string }>`select password from auth.account`.execute(db),
  );
  expect(rows[0]?.password).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
});

test('signing in fails alike for a wrong password and for an unknown address', async () => {
  const wrong = await signIn('ada@keel.example', 'tram eight leaves at noon');
  const unknown = await signIn('nobody@keel.example', 'tram seven leaves at noon');
  expect(wrong.json).toEqual(unknown.json);
  expect(wrong.status).toBe(401);
  expect(wrong.headers['set-cookie']).toBeUndefined();
});

test('the cookie is closed to scripts and to other sites; signing out ends the session', async () => {
  const entered = await signIn('ADA@keel.example', FOUNDING.password);
  expect(entered.json).toEqual({ done: true });
  expect(String(entered.headers['set-cookie'])).toMatch(/HttpOnly/i);
  expect(String(entered.headers['set-cookie'])).toMatch(/SameSite=Lax/i);
  expect(String(entered.headers['set-cookie'])).toMatch(/Path=\//);
  const cookie = door.cookieOf(entered);
  expect((await door.ask('GET', '/session', { as: cookie })).status).toBe(200);
  await door.ask('DELETE', '/session', { as: cookie });
  expect((await door.ask('GET', '/session', { as: cookie })).status).toBe(401);
});

test('a forged or changed cookie opens nothing', async () => {
  const cookie = door.cookieOf(await signIn('ada@keel.example', FOUNDING.password));
  for (const forged of [
    `${cookie}x`,
    cookie.replace(/.$/, 'A').replace(/=(.)/, '=Z'),
    'goodterms=x.y',
  ])
    expect((await door.ask('GET', '/session', { as: forged })).status).toBe(401);
});

test('a session ends when it was idle for half an hour, and after twelve hours whatever happens', async () => {
  const cookie = door.cookieOf(await signIn('ada@keel.example', FOUNDING.password));
  const age = (change: ReturnType<typeof sql>) =>
    asOwner(house.pool, (db) => sql`update auth.session set ${change}`.execute(db));
  await age(
    sql`expires_at = now() + interval '20 minutes', updated_at = now() - interval '10 minutes'`,
  );
  const used = await door.ask('GET', '/session', { as: cookie });
  expect(used.status).toBe(200);
  expect(String(used.headers['set-cookie'])).toContain('Max-Age=1800');
  await age(
    sql`created_at = now() - interval '12 hours 2 minutes', expires_at = now() + interval '5 minutes'`,
  );
  expect((await door.ask('GET', '/session', { as: cookie })).status).toBe(401);
  const idle = door.cookieOf(await signIn('ada@keel.example', FOUNDING.password));
  await age(sql`expires_at = now() - interval '1 second'`);
  expect((await door.ask('GET', '/session', { as: idle })).status).toBe(401);
});

test('sessions are listed and ended one by one', async () => {
  const here = door.cookieOf(await signIn('ada@keel.example', FOUNDING.password));
  const there = door.cookieOf(await signIn('ada@keel.example', FOUNDING.password));
  const { sessions } = (await door.ask('GET', '/sessions', { as: here })).json;
  const others = sessions.filter(({ isCurrent }: { isCurrent: boolean }) => !isCurrent);
  expect(others.length).toBe(sessions.length - 1);
  for (const { id } of others)
    expect((await door.ask('DELETE', `/sessions/${id}`, { as: here })).status).toBe(200);
  expect((await door.ask('GET', '/session', { as: there })).status).toBe(401);
  expect((await door.ask('GET', '/session', { as: here })).status).toBe(200);
  const again = await door.ask('DELETE', `/sessions/${others[0].id}`, { as: here });
  expect(again.json).toMatchObject({ status: 404, type: 'session_must_exist' });
});

test('a new password ends the other sessions; the old one opens nothing', async () => {
  const there = door.cookieOf(await signIn('ada@keel.example', FOUNDING.password));
  const here = door.cookieOf(await signIn('ada@keel.example', FOUNDING.password));
  const ask = (currentPassword: string, newPassword: string) =>
    door.ask('PUT', '/password', { as: here, body: { currentPassword, newPassword } });
  expect((await ask('not my password at all', 'kelp-Orbit-42-mango')).status).toBe(401);
  expect((await ask(FOUNDING.password, 'Goodterms2026!')).json.type).toBe(
    'password_must_not_be_common',
  );
  expect((await ask(FOUNDING.password, 'kelp-Orbit-42-mango')).json).toEqual({ done: true });
  expect((await door.ask('GET', '/session', { as: there })).status).toBe(401);
  expect((await signIn('ada@keel.example', FOUNDING.password)).status).toBe(401);
  expect((await signIn('ada@keel.example', 'kelp-Orbit-42-mango')).status).toBe(200);
});

test('after five failures an address waits, and a success in between forgets them', async () => {
  for (let i = 0; i < 5; i += 1) await signIn('eve@keel.example', 'wrong wrong wrong');
  const sixth = await signIn('eve@keel.example', 'wrong wrong wrong');
  expect(sixth.status).toBe(429);
  expect(Number(sixth.headers['retry-after'])).toBeGreaterThan(0);
  house.clock.turn({ minutes: 16 });
  expect((await signIn('eve@keel.example', 'wrong wrong wrong')).status).toBe(401);
});

test('the demo lets nobody in where it is not the demo', async () => {
  const said = await door.ask('POST', '/demo/session', { body: {} });
  expect(said.json).toMatchObject({ status: 409, type: 'must_be_the_demo' });
});

test('the demo opens by one click, on this machine only', async () => {
  await makeDemo(house);
  const elsewhere = await door.app.inject({
    method: 'POST',
    url: '/api/demo/session',
    remoteAddress: '192.0.2.7',
    headers: { host: '127.0.0.1:3000', origin: 'http://127.0.0.1:3000' },
    payload: {},
  });
  expect(elsewhere.json()).toMatchObject({ type: 'must_be_the_demo' });
  const entered = await door.ask('POST', '/demo/session', { body: {} });
  const session = await door.ask('GET', '/session', { as: door.cookieOf(entered) });
  expect(session.json).toMatchObject({ isDemo: true, role: 'owner' });
});
