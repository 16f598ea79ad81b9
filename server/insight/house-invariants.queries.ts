import { sql, type RawBuilder } from '../platform/database.ts';
import { brokenSeals } from '../platform/journal-seal.ts';
import type { Invariant } from './money-invariants.queries.ts';

/** I21 to I24: what was recorded stays, and twice is the same as once. */
export const HOUSE_INVARIANTS: readonly Invariant[] = [
  {
    id: 'I21',
    sentence: 'The journal is as it was when it was sealed, and the seals form one chain.',
    violations: ({ tenantId }) => brokenSeals(tenantId),
  },
  {
    id: 'I23',
    sentence: 'A request with an idempotency key has one answer.',
    violations: ({ tenantId }) => sql`
      select format('key of %s', min(endpoint)) as ref, format('%s answers', count(*)) as detail
        from idempotency_key
       where tenant_id = ${tenantId}
       group by key
      having count(*) > 1`,
  },
  {
    id: 'I24',
    sentence: 'A daily job runs once for a business day.',
    violations: ({ tenantId }) => sql`
      select format('%s on %s', job, business_day) as ref, format('%s times', count(*)) as detail
        from job_run
       where tenant_id = ${tenantId}
       group by job, business_day
      having count(*) > 1`,
  },
];

export type SchemaInvariant = {
  readonly id: string;
  readonly sentence: string;
  readonly violations: () => RawBuilder<unknown>;
};

/** A table of a company's rows: it has a column `tenant_id`. */
const TENANT_TABLES = sql`
  select c.oid, c.relname, c.relrowsecurity, c.relforcerowsecurity, a.attnum, a.attnotnull
    from pg_class c
    join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped
   where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')`;

/** I25: no company ever sees another's rows. The schema itself sees to it (S1 to S8). */
export const SCHEMA_INVARIANTS: readonly SchemaInvariant[] = [
  {
    id: 'S1',
    sentence: 'Row-level security is on and forced for every table of a company.',
    violations: () => sql`
      select t.relname as ref, 'not forced' as detail from (${TENANT_TABLES}) t
       where not (t.relrowsecurity and t.relforcerowsecurity)`,
  },
  {
    id: 'S2',
    sentence: 'Every table of a company has a policy that names the tenant.',
    violations: () => sql`
      select t.relname as ref, 'no such policy' as detail from (${TENANT_TABLES}) t
       where not exists (select from pg_policy p
                          where p.polrelid = t.oid
                            and pg_get_expr(p.polqual, p.polrelid) like '%tenant_id%')`,
  },
  {
    id: 'S3',
    sentence: 'No row is without a tenant.',
    violations: () => sql`
      select t.relname as ref, 'tenant_id may be null' as detail from (${TENANT_TABLES}) t
       where not t.attnotnull`,
  },
  {
    id: 'S4',
    sentence: 'A foreign key between tables of companies includes the tenant.',
    violations: () => sql`
      select k.conname as ref, 'no tenant_id' as detail
        from pg_constraint k
        join (${TENANT_TABLES}) s on s.oid = k.conrelid
        join (${TENANT_TABLES}) t on t.oid = k.confrelid
       where k.contype = 'f'
         and not exists (select from unnest(k.conkey, k.confkey) as pair (ours, theirs)
                          where pair.ours = s.attnum and pair.theirs = t.attnum)`,
  },
  {
    id: 'S5',
    sentence: 'Every primary and unique key of such a table begins with the tenant.',
    violations: () => sql`
      select x.indexrelid::regclass::text as ref, 'does not begin with tenant_id' as detail
        from pg_index x
        join (${TENANT_TABLES}) t on t.oid = x.indrelid
       where x.indisunique and x.indkey[0] <> t.attnum`,
  },
  {
    id: 'S6',
    sentence: 'No amount is a floating-point number.',
    violations: () => sql`
      select format('%s.%s', c.relname, a.attname) as ref, a.atttypid::regtype::text as detail
        from pg_attribute a
        join pg_class c on c.oid = a.attrelid
       where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and a.attnum > 0
         and a.atttypid in ('float4'::regtype, 'float8'::regtype, 'money'::regtype)`,
  },
  {
    id: 'S7',
    sentence: 'No function or view works with more rights than its caller.',
    violations: () => sql`
      select p.proname::text as ref, 'security definer' as detail
        from pg_proc p
       where p.pronamespace = 'public'::regnamespace and p.prosecdef
      union all
      select c.relname::text, 'view without security_invoker'
        from pg_class c
       where c.relnamespace = 'public'::regnamespace and c.relkind in ('v', 'm')
         and not coalesce(c.reloptions, '{}') && array['security_invoker=true', 'security_invoker=on']`,
  },
  {
    id: 'S8',
    sentence: 'The role of the application neither is a superuser nor passes row-level security.',
    violations: () => sql`
      select rolname::text as ref, 'superuser or bypassrls' as detail
        from pg_roles
       where rolname = 'goodterms_app' and (rolsuper or rolbypassrls)`,
  },
];
