import { createHash } from 'node:crypto';
import type { TenantId } from '@goodterms/core/kernel/id.ts';
import {
  asOwner,
  enterTenant,
  rows,
  sql,
  type Database,
} from '@goodterms/server/platform/database.ts';
import type { TestHouse } from './house.ts';

/**
 * Puts a row into every table of a company, read from the catalogue, so that a new table is filled
 * without anybody thinking of it. Every id in it is `n`, and every text carries the company's canary:
 * a word that must never be seen by another company.
 */
export async function fillCompany(
  house: TestHouse,
  tenantId: TenantId,
  { canary, n }: { readonly canary: string; readonly n: number },
): Promise<void> {
  await asOwner(house.pool, async (db) => {
    await enterTenant(db, tenantId);
    for (const table of await tablesInOrder(db)) {
      if (SKIPPED.has(table)) continue;
      const columns = await columnsOf(db, table);
      const filled = columns.flatMap((column) => {
        const value = valueOf(table, column, { tenantId, canary, n });
        return value === undefined ? [] : [{ name: column.name, value }];
      });
      await rows(
        { db },
        sql`
        insert into ${sql.table(table)} (${sql.join(filled.map(({ name }) => sql.ref(name)))})
        overriding system value
        values (${sql.join(filled.map(({ value }) => sql`${value}`))})
        on conflict do nothing`,
      );
    }
  });
}

/** What a company's rows are, table by table: equal digests say that nothing of it was changed. */
export async function digestOf(house: TestHouse, tenantId: TenantId): Promise<Map<string, string>> {
  return asOwner(house.pool, async (db) => {
    await enterTenant(db, tenantId);
    const digests = new Map<string, string>();
    for (const table of await tablesInOrder(db)) {
      const [row] = await rows<{ digest: string }>(
        { db },
        sql`
        select count(*) || ' ' || coalesce(md5(string_agg(t::text, '|' order by t::text)), '') as digest
          from ${sql.table(table)} t where tenant_id = ${tenantId}`,
      );
      digests.set(table, row?.digest ?? '');
    }
    return digests;
  });
}

/** Filled by what a request does itself. */
const SKIPPED = new Set(['unhandled_fact', 'idempotency_key', 'journal_seal']);

type Column = {
  readonly name: string;
  readonly type: string;
  readonly isRequired: boolean;
  readonly hasDefault: boolean;
  /** The values that a check allows. */
  readonly allowed: readonly string[] | null;
};

/** Tables that others point at come first. */
async function tablesInOrder(db: Database): Promise<string[]> {
  const found = await rows<{ name: string; pointsAt: string[] }>(
    { db },
    sql`
    select c.relname as name,
           array(select distinct r.relname::text
                   from pg_constraint k join pg_class r on r.oid = k.confrelid
                  where k.conrelid = c.oid and k.contype = 'f' and k.confrelid <> c.oid
                    and r.relname <> 'tenant') as "pointsAt"
      from pg_class c
      join pg_namespace s on s.oid = c.relnamespace
      join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped
     where s.nspname = 'public' and c.relkind in ('r', 'p')
     order by c.relname`,
  );
  const done: string[] = [];
  let left = found;
  while (left.length > 0) {
    const ready = left.filter(({ pointsAt }) => pointsAt.every((table) => done.includes(table)));
    if (ready.length === 0) throw new Error('Expected: tables without a circle of keys');
    done.push(...ready.map(({ name }) => name));
    left = left.filter((table) => !ready.includes(table));
  }
  return done;
}

async function columnsOf(db: Database, table: string): Promise<Column[]> {
  return rows<Column>(
    { db },
    sql`
    select a.attname as name, format_type(a.atttypid, a.atttypmod) as type,
           a.attnotnull as "isRequired", a.atthasdef or a.attidentity <> '' as "hasDefault",
           (select nullif(array_agg(m.value order by m.number), '{}')
              from pg_constraint k
             cross join lateral (
                   select one[1] as value, number
                     from regexp_matches(pg_get_constraintdef(k.oid), '''([a-z_]+)''::text', 'g')
                          with ordinality as found (one, number)) m
             where k.conrelid = a.attrelid and k.contype = 'c' and k.conkey = array[a.attnum]) as allowed
      from pg_attribute a
     where a.attrelid = ${table}::regclass and a.attnum > 0 and not a.attisdropped
       and a.attgenerated = ''
     order by a.attnum`,
  );
}

type Filling = { readonly tenantId: string; readonly canary: string; readonly n: number };

function valueOf(table: string, column: Column, filling: Filling): unknown {
  const { name, type, isRequired, hasDefault, allowed } = column;
  const { tenantId, canary, n } = filling;
  const fixed = FIXED[`${table}.${name}`] ?? FIXED[name];
  if (fixed !== undefined) return fixed(filling);
  if (name === 'tenant_id') return tenantId;
  if (LEFT_EMPTY.has(`${table}.${name}`)) return undefined;
  if (name === 'id' || POINTERS.has(name)) return n;
  if (allowed) return isRequired ? allowed[0] : undefined;
  if (type === 'text') return `${canary} ${name} ${n}`;
  if (!isRequired || hasDefault) return undefined;
  if (type === 'bytea') return createHash('sha256').update(`${canary}${n}`).digest();
  if (type === 'jsonb') return JSON.stringify({ canary });
  if (type === 'date') return '2026-01-15';
  if (type.startsWith('timestamp')) return '2026-01-15T10:00:00Z';
  if (type === 'character(3)') return 'EUR';
  if (type === 'boolean') return false;
  if (type.endsWith('[]')) return `{${n}}`;
  return name.includes('amount') || name === 'open_before' ? 100 : 1;
}

const POINTERS = new Set([
  'customer_id',
  'contact_id',
  'open_item_id',
  'credit_item_id',
  'case_item_id',
  'decision_id',
  'message_id',
  'attempt_id',
  'journal_id',
  'bank_account_id',
  'bank_statement_id',
  'bank_line_id',
  'match_id',
  'short_payment_id',
  'remittance_advice_id',
  'import_file_id',
  'promise_to_pay_id',
]);

/** Columns that only rows of a certain kind may fill. */
const LEFT_EMPTY = new Set([
  'bank_line.return_decided_by',
  'remittance_advice.bank_line_id',
  'short_payment_answer.credit_item_id',
  'short_payment_answer.undone_by',
]);

/** Columns whose value means something to a constraint or to the code that reads it. */
const FIXED: Readonly<Record<string, (filling: Filling) => unknown>> = {
  'journal.fact': () => 'canary.planted',
  'setting.name': () => 'canary.planted',
  'allocation.amount': () => 40,
  'open_item.allocated': () => 40,
  'credit_item.allocated': () => 40,
  'customer.country': () => 'NL',
  'contact.email': ({ canary, n }) => `${canary}${n}@canary.example`,
  'contact.language': () => 'en',
  'customer.language': () => 'en',
  'customer.time_zone': () => 'Europe/Amsterdam',
  'customer.collector_id': ({ canary, n }) => `${canary} user_id ${n}`,
  'message.language': () => 'en',
  'message.level': () => 1,
  'message.recipient': ({ canary, n }) => `${canary}${n}@canary.example`,
  'message.attempts': () => 1,
  'dunning_hold.from_on': () => '2026-01-01',
  'dunning_hold.until_on': () => '2026-12-31',
  'promise_to_pay.promised_for': () => '2026-12-01',
  'dispute.verdict': () => undefined,
  'bank_line.refs': ({ canary }) => JSON.stringify({ customer: canary }),
  'short_payment_answer.answer': () => 'still_due',
  'match.tier': () => 'by_hand',
  'match_lesson.tier': () => undefined,
  'match_lesson.payer_key': () => undefined,
  'match_lesson.account': () => undefined,
  'bank_line.return_decided_by': () => undefined,
  'match.items': ({ n }) =>
    JSON.stringify([
      { creditItemId: `${n}`, openItemId: `${n}`, allocationId: `${n}`, minor: '40' },
    ]),
  'match.evidence': () => '[]',
  'decision.chaseable': () => '{}',
  'decision.overdue': () => '{}',
  'decision.exclusions': () => '[]',
  'decision.checks': () => '[]',
  'template.language': () => 'en',
};
