import { setTimeout as sleep } from 'node:timers/promises';
import type { TenantId } from '@goodterms/core/kernel/id.ts';
import { visit, type Context, type House } from './context.ts';
import { first, rows, sql, type RawBuilder } from './database.ts';
import type { Tenant } from './jobs.ts';

/** Rows under one seal: enough to be quick, few enough to find a changed row among them. */
const ROWS_EACH = 5000;
const SEALS_AT_ONCE = 200;
/** Between allocating an id and showing its transaction to others lie microseconds. */
const SETTLING_MS = 1000;

/**
 * Seals what is final of a company's journal. A slow transaction may still hold a lower id than
 * rows that are seen already, so an id is final only when every transaction that was running after
 * it was seen has ended; until then nothing is sealed, and the next run looks again.
 */
export async function sealJournal(house: House, tenant: Tenant): Promise<number> {
  const run = <Result>(work: (ctx: Context) => Promise<Result>) =>
    visit(house, { ...tenant, actor: { kind: 'system_job', id: 'platform.journal_seal' } }, work);

  const frontier = await run(lastJournalId);
  if (frontier === undefined) return 0;
  await sleep(SETTLING_MS);
  const horizon = await run(nextTransaction);
  if (!(await run((ctx) => haveEnded(ctx, horizon)))) return 0;
  return run((ctx) => sealUntil(ctx, frontier));
}

/** Seals everything up to an id, at most so many rows under one seal. */
export async function sealUntil(ctx: Context, untilId: bigint): Promise<number> {
  await rows(
    ctx,
    sql`select pg_advisory_xact_lock(hashtextextended(${`journal seal ${ctx.tenantId}`}, 0))`,
  );
  let sealed = 0;
  while (sealed < SEALS_AT_ONCE && (await sealNext(ctx, untilId))) sealed += 1;
  return sealed;
}

async function sealNext(ctx: Context, untilId: bigint): Promise<boolean> {
  const seal = await first(
    ctx,
    sql`
    with last as (
      select number, until_id, digest from journal_seal
       where tenant_id = ${ctx.tenantId}
       order by number desc limit 1),
    part as (
      select j.* from journal j
       where j.tenant_id = ${ctx.tenantId} and j.id <= ${untilId}
         and j.id > coalesce((select until_id from last), 0)
       order by j.id limit ${ROWS_EACH})
    insert into journal_seal (tenant_id, number, from_id, until_id, row_count, prev_digest, digest)
    select ${ctx.tenantId}, coalesce((select number from last), 0) + 1, min(id), max(id), count(*),
           coalesce((select digest from last), '\\x'),
           ${digestOf(sql`coalesce((select digest from last), '\\x')`, sql`part`)}
      from part
    having count(*) > 0
    returning number`,
  );
  return seal !== undefined;
}

/** SHA-256 over the digest before and every row as text, in order. */
function digestOf(before: RawBuilder<unknown>, alias: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`
    sha256(${before} || convert_to(string_agg(
      concat_ws('|', ${alias}.id, extract(epoch from ${alias}.recorded_at), ${alias}.actor_kind,
                ${alias}.actor_id, ${alias}.fact, coalesce(${alias}.customer_id::text, '-'), ${alias}.txid, ${alias}.data),
      E'\\n' order by ${alias}.id), 'UTF8'))`;
}

/** One row for each seal that the journal no longer fits, or that does not follow the one before. */
export function brokenSeals(tenantId: TenantId): RawBuilder<unknown> {
  return sql`
    select format('seal %s', s.number) as ref,
           case when s.number <> s.place then format('number %s is missing', s.place)
                when s.prev_digest <> s.digest_before then 'does not follow the seal before it'
                when s.from_id <= s.until_before then 'begins inside the seal before it'
                when s.row_count <> j.row_count
                  then format('%s rows instead of %s', j.row_count, s.row_count)
                else format('a row from %s to %s was changed', s.from_id, s.until_id) end as detail
      from (select s.*, row_number() over one_after_another as place,
                   coalesce(lag(s.digest) over one_after_another, '\\x') as digest_before,
                   coalesce(lag(s.until_id) over one_after_another, 0) as until_before
              from journal_seal s where s.tenant_id = ${tenantId}
            window one_after_another as (order by s.number)) s
     cross join lateral (
       select count(*) as row_count, ${digestOf(sql`s.prev_digest`, sql`part`)} as digest
         from journal part
        where part.tenant_id = s.tenant_id
          and part.id > s.until_before and part.id <= s.until_id) j
     where s.number <> s.place or s.prev_digest <> s.digest_before or s.from_id <= s.until_before
        or s.row_count <> j.row_count or s.digest is distinct from j.digest`;
}

async function lastJournalId(ctx: Context): Promise<bigint | undefined> {
  const found = await first<{ id: bigint | null }>(
    ctx,
    sql`select max(id) as id from journal where tenant_id = ${ctx.tenantId}`,
  );
  return found?.id ?? undefined;
}

async function nextTransaction(ctx: Context): Promise<string> {
  const found = await first<{ next: string }>(
    ctx,
    sql`select pg_snapshot_xmax(pg_current_snapshot())::text as next`,
  );
  return found?.next ?? '0';
}

async function haveEnded(ctx: Context, horizon: string): Promise<boolean> {
  const found = await first<{ ended: boolean }>(
    ctx,
    sql`
    select pg_snapshot_xmin(pg_current_snapshot())::text::bigint >= ${horizon}::bigint as ended`,
  );
  return found?.ended ?? false;
}
