import { rows, sql, asOwner } from '@goodterms/server/platform/database.ts';
import { SCHEMA_INVARIANTS } from '@goodterms/server/insight/house-invariants.queries.ts';
import { expect, test } from 'vitest';
import { testHouse } from './house.ts';

const house = await testHouse();

type Table = { readonly name: string };

test.each(SCHEMA_INVARIANTS)('$id: $sentence', async ({ violations }) => {
  expect(await asOwner(house.pool, (db) => rows({ db }, violations()))).toEqual([]);
});

test('the rows of a company stand in tables that begin with the tenant', async () => {
  const others = await asOwner(house.pool, (db) =>
    rows<Table>(
      { db },
      sql`select c.relname as name from pg_class c
           where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
             and not exists (select from pg_attribute a
                              where a.attrelid = c.oid and a.attname = 'tenant_id' and a.attnum = 1)
           order by 1`,
    ),
  );
  expect(others.map(({ name }) => name)).toEqual(['installation', 'migration', 'tenant']);
});

test('no table checks its tenant twice: by a key of its own and through what it belongs to', async () => {
  const ways = await asOwner(house.pool, (db) =>
    rows<Table & { straight: number; through: number }>(
      { db },
      sql`select c.relname as name,
                 count(*) filter (where k.confrelid = 'tenant'::regclass)::int as straight,
                 count(*) filter (where k.confrelid <> 'tenant'::regclass
                   and (select bool_and(a.attnotnull) from pg_attribute a
                         where a.attrelid = k.conrelid and a.attnum = any(k.conkey)))::int as through
            from pg_class c
            join pg_attribute t on t.attrelid = c.oid and t.attname = 'tenant_id'
            left join pg_constraint k on k.conrelid = c.oid and k.contype = 'f'
             and t.attnum = any(k.conkey)
           where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
           group by 1 order by 1`,
    ),
  );
  expect(ways.filter(({ straight, through }) => straight > 0 && through > 0)).toEqual([]);
});

/**
 * What Citus demands of a distributed table, PostgreSQL demands of one that is partitioned by hash:
 * every unique key holds the column by which the rows are spread.
 */
test('every table of a company can be spread over machines by its tenant', async () => {
  await asOwner(house.pool, async (db) => {
    const tables = await rows<Table & { keys: string[] | null; indexes: string[] | null }>(
      { db },
      sql`select c.relname as name,
                 (select array_agg(pg_get_constraintdef(k.oid) order by k.conname)
                    from pg_constraint k where k.conrelid = c.oid and k.contype in ('p', 'u')) as keys,
                 (select array_agg(pg_get_indexdef(x.indexrelid) order by x.indexrelid)
                    from pg_index x
                   where x.indrelid = c.oid and x.indisunique
                     and not exists (select from pg_constraint k where k.conindid = x.indexrelid)) as indexes
            from pg_class c
            join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id'
           where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
           order by 1`,
    );
    expect(tables.length).toBeGreaterThan(20);
    await sql`create schema spread`.execute(db);
    for (const { name, keys, indexes } of tables) {
      await sql
        .raw(
          `create table spread.${name} (like public.${name} including defaults including generated)
             partition by hash (tenant_id);
           create table spread.${name}_0 partition of spread.${name}
             for values with (modulus 2, remainder 0);
           ${(keys ?? []).map((key) => `alter table spread.${name} add ${key};`).join('\n')}
           ${(indexes ?? []).map((index) => `${index.replace(` ON public.${name} `, ` ON spread.${name} `)};`).join('\n')}`,
        )
        .execute(db);
    }
    await sql`drop schema spread cascade`.execute(db);
  });
});

test('a key without the tenant would be refused there', async () => {
  const planting = asOwner(house.pool, (db) =>
    sql
      .raw(
        `create table stray (like note) partition by hash (tenant_id);
         alter table stray add unique (id);`,
      )
      .execute(db),
  );
  await expect(planting).rejects.toThrow('must include all partitioning columns');
});
