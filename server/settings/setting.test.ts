import { COMPANY } from '@goodterms/core/settings/company.ts';
import { look, openDoor } from '@goodterms/stories/door.ts';
import { testHouse } from '@goodterms/stories/house.ts';
import { expect, test } from 'vitest';
import { sql } from '../platform/database.ts';
import { changeSetting } from './setting.actions.ts';
import { readSetting } from './setting.queries.ts';

const house = await testHouse();
const door = await openDoor(house);
const ada = await door.keyFor('owner');
const KEEL = { ...COMPANY.defaults, name: 'Keel & Sons', address: 'Quay 1\n1011 AB Amsterdam' };
const put = (company: object) =>
  door.ask('PUT', '/settings/company', { as: ada, body: { company } });
const facts = () =>
  look<{ data: object }>(
    house,
    sql`select data from journal where fact = 'settings.setting_changed' order by id`,
  );

test('before anybody has chosen, the defaults hold and are nobody’s', async () => {
  const { json } = await door.ask('GET', '/settings/contact-rules', { as: ada });
  expect(json).toMatchObject({ version: 0, changedAt: null, changedBy: null });
  expect(json.contactRules).toMatchObject({ sendFrom: '08:00', workingWeekdays: [1, 2, 3, 4, 5] });
});

test('a choice is counted and journaled by the names of its parts; the same again is no choice', async () => {
  expect((await put(KEEL)).json).toMatchObject({ version: 1, company: { name: 'Keel & Sons' } });
  expect((await put(KEEL)).json).toMatchObject({ version: 1 });
  expect((await put({ ...KEEL, phone: '+31 20 555 0100' })).json).toMatchObject({ version: 2 });
  expect((await facts()).map(({ data }) => data)).toEqual([
    { name: 'settings.company', version: 1, changed: ['address', 'name'] },
    { name: 'settings.company', version: 2, changed: ['phone'] },
  ]);
});

test('what breaks a rule is not kept', async () => {
  const account = { currency: 'EUR', iban: 'NL91ABNA0417164301', bic: '', bank: '' };
  expect((await put({ ...KEEL, bankAccounts: [account] })).json.type).toBe('iban_must_be_valid');
  expect((await put({ ...KEEL, timeZone: 'Mars/Olympus' })).json.type).toBe('time_zone_must_exist');
  expect((await put({ ...KEEL, tenantId: house.tenantId })).json.type).toBe(
    'request_must_be_sound',
  );
  expect(await facts()).toHaveLength(2);
});

test('the time zone decides which day it is, from the next request on', async () => {
  house.clock.set('2026-03-01T23:30:00Z');
  const today = async () => (await door.ask('GET', '/session', { as: ada })).json.today;
  await put({ ...KEEL, timeZone: 'America/New_York' });
  expect(await today()).toBe('2026-03-01');
  await put({ ...KEEL, timeZone: 'Asia/Tokyo' });
  expect(await today()).toBe('2026-03-02');
});

test('two who choose at once are both counted', async () => {
  const { version } = await house.inside((ctx) => readSetting(ctx, COMPANY));
  await Promise.all(
    ['a', 'b', 'c', 'd'].map((signature) =>
      house.inside((ctx) => changeSetting(ctx, COMPANY, { ...KEEL, signature })),
    ),
  );
  expect((await house.inside((ctx) => readSetting(ctx, COMPANY))).version).toBe(version + 4);
});

test('holidays are those of the country that was chosen', async () => {
  const { contactRules } = (await door.ask('GET', '/settings/contact-rules', { as: ada })).json;
  const changed = await door.ask('PUT', '/settings/contact-rules', {
    as: ada,
    body: {
      contactRules: {
        ...contactRules,
        holidayCountry: 'NL',
        closedDays: [{ on: '2026-12-31', name: 'Stock-taking' }],
      },
    },
  });
  expect(changed.status).toBe(200);
  const { holidays } = (
    await door.ask('GET', '/settings/holidays?from=2026-12-25&until=2026-12-31', { as: ada })
  ).json;
  expect(holidays).toEqual([
    { on: '2026-12-25', name: 'Christmas Day' },
    { on: '2026-12-26', name: 'Second day of Christmas' },
    { on: '2026-12-31', name: 'Stock-taking' },
  ]);
});
