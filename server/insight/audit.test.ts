import { testHouse } from '@goodterms/stories/house.ts';
import { PLANTS } from '@goodterms/stories/planted-violations.ts';
import { asSuperuser, moveInSoundBooks, type SoundBooks } from '@goodterms/stories/sound-books.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { asOwner, first, openPool, sql, type Database } from '../platform/database.ts';
import { audit, isBroken, INVARIANTS, type Finding } from './audit.queries.ts';
import { SCHEMA_INVARIANTS } from './house-invariants.queries.ts';

const house = await testHouse();
const superuser = openPool(asSuperuser(house.address), { max: 1 });
afterAll(() => superuser.close());

let ids: SoundBooks;
beforeAll(async () => {
  ids = await house.inside(moveInSoundBooks);
});

test('finds nothing in sound books', async () => {
  const findings = await house.inside((ctx) => audit(ctx));
  expect(findings.filter(({ violations }) => violations > 0)).toEqual([]);
  expect(isBroken(findings)).toBe(false);
  expect(findings.map(({ id }) => id)).toEqual(INVARIANTS.map(({ id }) => id));
});

test('says of each invariant what it means and what it asks the database', async () => {
  const findings = await house.inside((ctx) => audit(ctx));
  expect(
    findings.filter(({ sentence, query }) => sentence === '' || !query.includes('select')),
  ).toEqual([]);
});

describe('finds', () => {
  test.each(PLANTS)('%s: %s', async (label, _what, plants) => {
    const [id, part] = label.split(' ');
    const findings = await afterPlanting(plants);
    const found = findings.find((finding) => finding.id === id);
    expect(found?.violations).toBeGreaterThan(0);
    expect(isBroken(findings)).toBe(id !== 'I12');
    if (part) expect(found?.examples.map(({ ref }) => ref.split(' ')[0])).toContain(part);
  });
});

test('each invariant has a plant that breaks it', () => {
  const planted = new Set(PLANTS.map(([label]) => label.split(' ')[0]));
  expect(INVARIANTS.map(({ id }) => id).filter((id) => !planted.has(id))).toEqual([]);
  const parts = new Set(PLANTS.map(([label]) => label.split(' ')[1]));
  expect(SCHEMA_INVARIANTS.map(({ id }) => id).filter((id) => !parts.has(id))).toEqual([]);
});

/** Plants as a superuser to whom no trigger and no key objects, audits, and undoes it all. */
async function afterPlanting(plants: readonly string[]): Promise<Finding[]> {
  let findings: Finding[] = [];
  const undo = new Error('undo');
  const ctx = await house.inside(async (here) => here);
  const planting = asOwner(superuser, async (db) => {
    await sql`set local session_replication_role = replica`.execute(db);
    for (const plant of plants) await sql.raw(await filledIn(db, plant)).execute(db);
    await sql`select set_config('role', 'goodterms_app', true),
                     set_config('app.tenant', ${house.tenantId}, true)`.execute(db);
    findings = await audit({ ...ctx, db });
    throw undo;
  });
  await expect(planting).rejects.toBe(undo);
  return findings;
}

async function filledIn(db: Database, plant: string): Promise<string> {
  if (plant.startsWith('$drop_')) {
    const [table, like] = plant.includes('settled')
      ? ['open_item', '%settled_at%']
      : ['bank_line', '%movement, occurrence%'];
    const found = await first<{ name: string }>(
      { db },
      sql`select conname as name from pg_constraint
           where conrelid = ${table}::regclass and pg_get_constraintdef(oid) like ${like}`,
    );
    return `alter table ${table} drop constraint ${found?.name}`;
  }
  return plant
    .replaceAll('$tenant', `'${house.tenantId}'`)
    .replaceAll('$two', `'2'`)
    .replaceAll('$three', `'3'`)
    .replaceAll(/\$([a-z]+)/g, (_, name: string) => ids[name] ?? `no ${name}`);
}
