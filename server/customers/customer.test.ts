import { look, openDoor } from '@goodterms/stories/door.ts';
import { testHouse } from '@goodterms/stories/house.ts';
import { expect, test } from 'vitest';
import { rows, sql } from '../platform/database.ts';

const house = await testHouse();
const door = await openDoor(house);
const ada = await door.keyFor('manager');
const acme = await newCustomer('C-1', 'Acme');

const LARSEN = { name: 'Anna Larsen', email: 'a.larsen@acme.example', isPrimary: true };

test('a contact is added, and the newest primary one is the only primary one', async () => {
  const first = await door.ask('POST', `/customers/${acme}/contacts`, { as: ada, body: LARSEN });
  const second = await door.ask('POST', `/customers/${acme}/contacts`, {
    as: ada,
    body: {
      ...LARSEN,
      name: 'Bo Lund',
      hoursFrom: '09:00',
      hoursUntil: '16:00',
      closedWeekdays: [5],
    },
  });
  const kept = await look(
    house,
    sql`
    select id::text as id, name, is_primary, hours_until::text, closed_weekdays from contact order by id`,
  );
  expect(kept).toEqual([
    {
      id: first.json.id,
      name: 'Anna Larsen',
      is_primary: false,
      hours_until: null,
      closed_weekdays: [],
    },
    {
      id: second.json.id,
      name: 'Bo Lund',
      is_primary: true,
      hours_until: '16:00:00',
      closed_weekdays: [5],
    },
  ]);
});

test('an address that mail cannot be sent to is declined, with the sentence', async () => {
  const said = await door.ask('POST', `/customers/${acme}/contacts`, {
    as: ada,
    body: { ...LARSEN, email: 'a.larsen at acme' },
  });
  expect(said.json).toEqual({
    type: 'address_must_be_valid',
    title: 'This is not an e-mail address that mail can be sent to.',
    status: 422,
  });
});

test('a note is kept with its author, and the journal holds none of its words', async () => {
  const said = await door.ask('POST', `/customers/${acme}/notes`, {
    as: ada,
    body: { kind: 'call', text: 'Will pay after the audit.', outcome: 'will_pay' },
  });
  expect(said.status).toBe(200);
  const [note] = await look<{ author: string }>(house, sql`select author, text from note`);
  expect(note).toMatchObject({ text: 'Will pay after the audit.' });
  const facts = await look(
    house,
    sql`
    select fact, data from journal where fact = 'customers.note_written'`,
  );
  expect(facts).toEqual([
    {
      fact: 'customers.note_written',
      data: { noteId: said.json.id, kind: 'call', outcome: 'will_pay' },
    },
  ]);
});

test('a customer is given to somebody who works here, and to nobody else', async () => {
  await house.inside((ctx) =>
    rows(
      ctx,
      sql`
      insert into member (tenant_id, user_id, name, email, role, disabled_at)
      values (${ctx.tenantId}, 'ben', 'Ben', 'ben@keel.example', 'collector', null),
             (${ctx.tenantId}, 'dee', 'Dee', 'dee@keel.example', 'collector', ${ctx.now})`,
    ),
  );
  const give = (userId: string | null) =>
    door.ask('PUT', `/customers/${acme}/collector`, { as: ada, body: { userId } });
  expect((await give('ben')).json).toEqual({ done: true });
  expect((await give('dee')).json.type).toBe('member_must_exist');
  expect((await give('eve')).json.type).toBe('member_must_exist');
  expect(await collectorOf(acme)).toBe('ben');
  expect((await give(null)).json).toEqual({ done: true });
  expect(await collectorOf(acme)).toBeNull();
});

test('a customer or contact that is not here is not found', async () => {
  const asked = [
    door.ask('POST', '/customers/999999/contacts', { as: ada, body: LARSEN }),
    door.ask('POST', '/customers/999999/notes', { as: ada, body: { kind: 'note', text: 'x' } }),
    door.ask('PUT', '/customers/999999/collector', { as: ada, body: { userId: null } }),
    door.ask('PUT', '/contacts/999999', { as: ada, body: LARSEN }),
  ];
  for (const said of await Promise.all(asked)) expect(said.status).toBe(404);
});

async function newCustomer(number: string, name: string): Promise<string> {
  const [made] = await house.inside((ctx) =>
    rows<{ id: string }>(
      ctx,
      sql`
      insert into customer (tenant_id, number, name, currency)
      values (${ctx.tenantId}, ${number}, ${name}, 'EUR') returning id::text as id`,
    ),
  );
  return made?.id ?? '';
}

async function collectorOf(id: string): Promise<string | null> {
  const [row] = await look<{ collector_id: string | null }>(
    house,
    sql`select collector_id from customer where id = ${id}::bigint`,
  );
  return row?.collector_id ?? null;
}
