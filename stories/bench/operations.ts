import { createHash } from 'node:crypto';
import { assert } from '@goodterms/core/kernel/assert.ts';
import { addDays, toDay } from '@goodterms/core/kernel/day.ts';
import type { CustomerId } from '@goodterms/core/kernel/id.ts';
import { readBankFile } from '@goodterms/formats/bank-file.ts';
import { readTable } from '@goodterms/formats/table/read-table.ts';
import { importBankFile } from '@goodterms/server/cash/bank-import.actions.ts';
import { readCustomerPage } from '@goodterms/server/collections/customer-page.queries.ts';
import { runMorning } from '@goodterms/server/collections/day.job.ts';
import { ageing } from '@goodterms/server/ledger/ageing.queries.ts';
import { importLedger } from '@goodterms/server/ledger/ledger-import.actions.ts';
import type { Context } from '@goodterms/server/platform/context.ts';
import { first, rows, sql } from '@goodterms/server/platform/database.ts';
import { record } from '@goodterms/server/platform/journal.ts';
import { rowsByIndex } from '@goodterms/server/platform/planner.ts';
import { bankFileOf, bankReferences, INTEREST } from './bank-file.ts';
import type { Workload } from './workload.ts';

/** What an operation answers beside its time. */
export type Answer = { readonly rows: number; readonly detail: Readonly<Record<string, unknown>> };

/** Reads the files and takes them in, as `goodterms import ledger` does. */
export async function takeLedgerIn(ctx: Context, { ledgerFiles }: Workload): Promise<Answer> {
  const files = ledgerFiles.map(({ name, bytes }) => {
    const reading = readTable(bytes);
    assert(reading.readable, `a readable ${name}`);
    return { name, table: reading.table, sha256: sha256(bytes), bytes: bytes.length };
  });
  const report = await importLedger(ctx, { files });
  assert(report.refused === undefined, `books that are taken in, not ${report.refused}`);
  const count = files.reduce((sum, { table }) => sum + table.rows.length, 0);
  return { rows: count, detail: {} };
}

/** Disputes and promises of the workload, and a hold for each plan; not measured. */
export async function writeRestraints(ctx: Context, workload: Workload): Promise<void> {
  const journalId = await record(ctx, { fact: 'bench.restraints_written', data: {} });
  await rows(
    ctx,
    sql`
    insert into dispute (tenant_id, customer_id, open_item_id, amount, currency, reason, opened_by, opened_on, journal_id)
    select ${ctx.tenantId}, i.customer_id, i.id, null, i.currency, 'price', 'bench', ${ctx.today}, ${journalId}::bigint
      from jsonb_to_recordset(${JSON.stringify(workload.openDisputes)}::jsonb) as d (reference text)
      join open_item i on i.tenant_id = ${ctx.tenantId} and i.reference = d.reference
     where i.open_amount > 0`,
  );
  await rows(
    ctx,
    sql`
    with live as (
      select i.id, i.customer_id, i.currency, i.open_amount, p.*,
             row_number() over () as place
        from jsonb_to_recordset(${JSON.stringify(workload.livePromises)}::jsonb)
          as p (reference text, "madeOn" date, "promisedFor" date, minor bigint)
        join open_item i on i.tenant_id = ${ctx.tenantId} and i.reference = p.reference
       where i.open_amount > 0),
    made as (
      insert into promise_to_pay (tenant_id, customer_id, currency, amount, promised_for, made_on, said, taken_by, journal_id)
      select ${ctx.tenantId}, customer_id, currency, least(minor, open_amount), "promisedFor", "madeOn", place::text, 'bench', ${journalId}::bigint
        from live returning id, said)
    insert into promised_item (tenant_id, promise_to_pay_id, open_item_id, amount, open_before)
    select ${ctx.tenantId}, made.id, live.id, least(live.minor, live.open_amount), live.open_amount
      from made join live on live.place::text = made.said`,
  );
  await rows(
    ctx,
    sql`
    insert into dunning_hold (tenant_id, customer_id, reason, from_on, until_on, set_by, journal_id)
    select ${ctx.tenantId}, c.id, 'agreed_pause', ${ctx.today}, ${ctx.today}::date + 30, 'bench', ${journalId}::bigint
      from customer c
     where c.tenant_id = ${ctx.tenantId} and c.number = any(${workload.held}::text[])`,
  );
}

export async function ageingNow(ctx: Context): Promise<Answer> {
  const aged = await ageing(ctx, { by: 'customer' });
  return { rows: aged.length, detail: { total: totalOf(aged) } };
}

export async function ageingAsOf(ctx: Context): Promise<Answer> {
  const aged = await ageing(ctx, { by: 'customer', asOf: toDay('2026-03-31') });
  return { rows: aged.length, detail: { asOf: '2026-03-31', total: totalOf(aged) } };
}

function totalOf(aged: readonly { readonly total: bigint }[]): string {
  return String(aged.reduce((sum, { total }) => sum + total, 0n));
}

export async function morningRun(ctx: Context): Promise<Answer> {
  const { byReason, ...run } = await runMorning(ctx);
  const reasons = Object.fromEntries(byReason.map(({ reason, customers }) => [reason, customers]));
  return { rows: run.decided + run.queued, detail: { ...run, reasons } };
}

/** The file of the day before: with it the names of customers are noted, once; not measured. */
export async function takeFirstBankFile(ctx: Context, { asOf }: Workload): Promise<void> {
  const before = addDays(toDay(asOf), -1);
  await applyCash(ctx, bankFileOf([{ ...INTEREST, bookedOn: before }], before));
}

/** Reads the bank file, takes it in and settles what the rules are sure of. */
export async function applyCash(ctx: Context, bytes: Uint8Array): Promise<Answer> {
  const reading = readBankFile(bytes);
  assert(reading.readable, 'a readable bank file');
  const { added } = await importBankFile(ctx, {
    name: 'bench.xml',
    bytes: bytes.length,
    sha256: sha256(bytes),
    file: reading.file,
  });
  const matched = await first<{ lines: number }>(
    ctx,
    sql`select count(*)::int as lines from match where tenant_id = ${ctx.tenantId} and undone_at is null`,
  );
  return { rows: added, detail: { matched: matched?.lines ?? 0 } };
}

/** How many of the lines found what they pay, and how many of those found it rightly. */
export async function scoreCash(ctx: Context, { bankLines }: Workload): Promise<object> {
  const found = await rowsByIndex<{ bank: string; references: string[] }>(
    ctx,
    sql`
    select l.refs ->> 'bank' as bank,
           array(select distinct i.reference
                   from jsonb_array_elements(m.items) as item
                  cross join lateral (
                        select reference from open_item
                         where tenant_id = ${ctx.tenantId}
                           and id = (item ->> 'openItemId')::bigint offset 0) i) as references
      from match m
     cross join lateral (
           select refs from bank_line
            where tenant_id = ${ctx.tenantId} and id = m.bank_line_id offset 0) l
     where m.tenant_id = ${ctx.tenantId} and m.undone_at is null`,
  );
  const numbered = bankReferences(bankLines);
  const truth = new Map(bankLines.map(({ pays }, i) => [numbered[i] ?? '', pays]));
  const right = found.filter(({ bank, references }) => {
    const pays = new Set(truth.get(bank));
    return pays.size === references.length && references.every((one) => pays.has(one));
  }).length;
  return {
    recall: share(found.length, bankLines.length),
    precision: share(right, found.length),
    wrong: found.length - right,
  };
}

function share(part: number, whole: number): number {
  return whole === 0 ? 0 : Math.round((part / whole) * 1e5) / 1e5;
}

export async function customerIds(ctx: Context): Promise<CustomerId[]> {
  const found = await rows<{ id: CustomerId }>(
    ctx,
    sql`select id::text as id from customer where tenant_id = ${ctx.tenantId} order by id`,
  );
  return found.map(({ id }) => id);
}

export async function customerPage(ctx: Context, id: CustomerId): Promise<void> {
  const page = await readCustomerPage(ctx, id);
  assert(page !== undefined, 'a page for every customer');
}

function sha256(bytes: Uint8Array): Uint8Array {
  return createHash('sha256').update(bytes).digest();
}
