import { SWITCHBOARD_JOB } from '@goodterms/server/switchboard.ts';
import { expect, test } from 'vitest';
import { openDoor } from './door.ts';
import { testHouse } from './house.ts';

const house = await testHouse();
const door = await openDoor(house);
const clerk = await door.keyFor('clerk');
house.clock.set('2026-03-16');

/** With each of them looked at beside each other the time of a test would not do. */
const PAYERS = 8_000;

test('the same fee of thousands of payers is taken in, read anew and listed', async () => {
  const lines = Array.from(
    { length: PAYERS },
    (_, at) => `:61:260302C9,99NTRFNONREF\n:86:166?20Fee 2026?32Member ${at}\n`,
  ).join('');
  const bytes = `:20:1\n:25:12345678\n:60F:C260302EUR0,00\n${lines}:62F:C260302EUR79920,00\n-\n`;
  const taken = await door.ask('POST', '/bank-imports', {
    as: clerk,
    file: { name: 'fees.sta', bytes },
  });
  expect(taken.json.counts).toMatchObject({ added: PAYERS, unapplied: PAYERS });

  const tenant = { tenantId: house.tenantId, timeZone: 'UTC' };
  await SWITCHBOARD_JOB.run(house, tenant, new AbortController().signal);
  const listed = await door.ask('GET', '/bank-lines?limit=50', { as: clerk });
  expect(listed.json).toMatchObject({ open: { proposed: 0, unclear: PAYERS } });
  expect(listed.json.rows).toHaveLength(50);
});
