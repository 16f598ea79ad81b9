import { look, openDoor } from '@goodterms/stories/door.ts';
import { testHouse } from '@goodterms/stories/house.ts';
import { expect, test } from 'vitest';
import { rows, sql } from './database.ts';
import { forgetOldKeys, hashOf } from './idempotency.ts';

const house = await testHouse();
const door = await openDoor(house);
const ada = await door.keyFor('owner');
const acme = await newCustomer();

const NOTE = { kind: 'note', text: 'said on the telephone' };
const write = (key: string | false, body: object = NOTE, as = ada) =>
  door.ask('POST', `/customers/${acme}/notes`, { as, key, body });
const notes = async () => (await look(house, sql`select 1 from note`)).length;

test('eight equal requests at once have one effect, and afterwards one answer', async () => {
  const said = await Promise.all(Array.from({ length: 8 }, () => write('eight')));
  const done = said.filter(({ status }) => status === 200);
  expect(done.length).toBeGreaterThan(0);
  expect(new Set(done.map(({ text }) => text)).size).toBe(1);
  for (const { status, json } of said)
    if (status !== 200) expect(json).toMatchObject({ status: 409, type: 'key_is_in_use' });
  expect(await notes()).toBe(1);

  expect((await write('eight')).text).toBe(done[0]?.text);
  expect(await notes()).toBe(1);
});

test('a key must not change its request: another body, another address', async () => {
  const other = await write('eight', { ...NOTE, text: 'something else' });
  expect(other.json).toMatchObject({ status: 422, type: 'key_must_not_change_its_request' });
  const elsewhere = await door.ask('PUT', `/customers/${acme}/collector`, {
    as: ada,
    key: 'eight',
    body: { userId: null },
  });
  expect(elsewhere.json.type).toBe('key_must_not_change_its_request');
  expect(await notes()).toBe(1);
});

test('a write without a key, or with one too long, is not begun', async () => {
  for (const key of [false, 'x'.repeat(256)] as const) {
    const said = await write(key);
    expect(said.json).toMatchObject({ status: 400, type: 'idempotency_key_must_be_given' });
  }
  expect(await notes()).toBe(1);
});

test('the same key in another company is another key', async () => {
  const other = await house.newTenant('Another');
  const eve = await door.keyFor('owner', other);
  expect((await write('eight', NOTE, eve)).status).toBe(404);
});

test('a refusal is remembered and has left nothing behind', async () => {
  const body = { name: 'Anna', email: 'not an address', isPrimary: true };
  const ask = () =>
    door.ask('POST', `/customers/${acme}/contacts`, { as: ada, key: 'refused', body });
  const first = await ask();
  expect(first.json.type).toBe('address_must_be_valid');
  expect((await ask()).text).toBe(first.text);
  expect(await look(house, sql`select 1 from contact`)).toEqual([]);
});

test('an unsound body does not use up its key', async () => {
  expect((await write('later', { kind: 'note' })).json.type).toBe('request_must_be_sound');
  expect((await write('later')).status).toBe(200);
});

test('an answer that holds a secret is shown once and not kept', async () => {
  const body = { name: 'import', role: 'clerk' };
  const make = () => door.ask('POST', '/api-keys', { as: ada, key: 'secret', body });
  const made = await make();
  expect(made.json.key).toMatch(/^gt_[\w-]{43}$/);
  expect((await make()).json).toMatchObject({ status: 409, type: 'answer_was_shown_once' });
  const kept = await look(house, sql`select reply::text from idempotency_key`);
  expect(JSON.stringify(kept)).not.toContain(made.json.key.slice(3));
});

test('keys are forgotten after 30 days', async () => {
  const before = (await look(house, sql`select 1 from idempotency_key`)).length;
  const [young, old] = [await daysFromNow(29), await daysFromNow(31)];
  await house.inside((ctx) => forgetOldKeys({ ...ctx, now: young }));
  expect(await look(house, sql`select 1 from idempotency_key`)).toHaveLength(before);
  await house.inside((ctx) => forgetOldKeys({ ...ctx, now: old }));
  expect(await look(house, sql`select 1 from idempotency_key`)).toEqual([]);
});

test('parts are hashed apart', () => {
  expect(hashOf(['ab', 'c'])).not.toEqual(hashOf(['a', 'bc']));
});

async function newCustomer(): Promise<string> {
  const [made] = await house.inside((ctx) =>
    rows<{ id: string }>(
      ctx,
      sql`
      insert into customer (tenant_id, number, name, currency)
      values (${ctx.tenantId}, 'C-1', 'Acme', 'EUR') returning id::text as id`,
    ),
  );
  return made?.id ?? '';
}

async function daysFromNow(days: number): Promise<Date> {
  const [row] = await look<{ at: Date }>(
    house,
    sql`select clock_timestamp() + make_interval(days => ${days}) as at`,
  );
  return row?.at ?? new Date(0);
}
