-- The role in which every request and job works on tenants' rows. It owns nothing, may not log in
-- with a password of its own, and row-level security holds for it. Roles belong to the cluster, so
-- another database may have made it already.
do $$
begin
  if not exists (select 1 from pg_roles where rolname = 'goodterms_app') then
    create role goodterms_app nologin nosuperuser nobypassrls nocreatedb nocreaterole;
  end if;
  if current_user <> 'goodterms_app' and not pg_has_role(current_user, 'goodterms_app', 'member') then
    execute format('grant goodterms_app to %I', current_user);
  end if;
exception when duplicate_object or unique_violation then null;
end $$;

grant usage on schema public to goodterms_app;

-- A company that works with Goodterms. Every row of business belongs to exactly one.
create table tenant (
  id         uuid primary key,
  name       text not null,
  created_at timestamptz not null default clock_timestamp()
);
alter table tenant enable row level security;
alter table tenant force row level security;
create policy own_row on tenant using (id = nullif(current_setting('app.tenant', true), '')::uuid);
-- The owner of the schema makes tenants and counts them; their rows stay closed to it as well.
create policy owner_makes on tenant to current_user using (true) with check (true);
grant select on tenant to goodterms_app;

-- Makes a table a tenant's: forced row-level security on tenant_id, and rights for the application
-- role. The policy has no sub-select, which Citus refuses in a policy.
create function make_tenant_table(name regclass, rights text) returns void language plpgsql as $$
begin
  execute format('alter table %s enable row level security', name);
  execute format('alter table %s force row level security', name);
  execute format('create policy own_rows on %s using (tenant_id = nullif(current_setting(''app.tenant'', true), '''')::uuid)', name);
  execute format('grant %s on %s to goodterms_app', rights, name);
end $$;

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_name using errcode = 'integrity_constraint_violation';
end $$;

-- Makes a table append-only in the database itself.
create function make_append_only(name regclass) returns void language plpgsql as $$
begin
  execute format('create trigger append_only before update or delete on %s for each row execute function refuse_change()', name);
  execute format('revoke update, delete, truncate on %s from goodterms_app', name);
end $$;

-- The journal: every fact in the order it was recorded. Audit trail, timeline and trigger in one.
-- `txid` proves that a row of money and its fact were written by the same transaction.
create table journal (
  tenant_id   uuid not null references tenant,
  id          bigint generated always as identity,
  recorded_at timestamptz not null default clock_timestamp(),
  actor_kind  text not null check (actor_kind in ('user', 'rule', 'api_key', 'system_job', 'command')),
  actor_id    text not null check (actor_id <> ''),
  fact        text not null check (fact ~ '^[a-z_]+\.[a-z_]+$'),
  customer_id bigint,
  data        jsonb not null,
  txid        bigint not null default pg_current_xact_id()::text::bigint,
  primary key (tenant_id, id)
);
create index journal_of_customer on journal (tenant_id, customer_id, id) where customer_id is not null;
select make_tenant_table('journal', 'select, insert');
select make_append_only('journal');

-- Seals over the journal, each chained to the one before: a changed or missing journal row breaks
-- the digest of its seal (I21). A job writes them behind the transactions that have ended.
create table journal_seal (
  tenant_id   uuid not null references tenant,
  number      bigint not null check (number > 0),
  from_id     bigint not null,
  until_id    bigint not null,
  row_count   bigint not null,
  prev_digest bytea not null,
  digest      bytea not null,
  sealed_at   timestamptz not null default clock_timestamp(),
  primary key (tenant_id, number),
  check (until_id >= from_id)
);
select make_tenant_table('journal_seal', 'select, insert');
select make_append_only('journal_seal');

-- Facts the switchboard has not looked at. A high-water mark over journal.id would lose facts:
-- a slow transaction may commit a lower id after a higher one was read.
create table unhandled_fact (
  tenant_id  uuid not null references tenant,
  journal_id bigint not null,
  primary key (tenant_id, journal_id),
  foreign key (tenant_id, journal_id) references journal (tenant_id, id)
);
-- To take a fact is to lock it first, and PostgreSQL asks for the right to update for that.
select make_tenant_table('unhandled_fact', 'select, insert, update, delete');

-- One effect and one answer per key, kept for 30 days.
create table idempotency_key (
  tenant_id  uuid not null references tenant,
  key        text not null check (length(key) between 1 and 255),
  endpoint   text not null,
  body_hash  bytea not null,
  status     int not null,
  reply      jsonb not null,
  created_at timestamptz not null default clock_timestamp(),
  primary key (tenant_id, key)
);
select make_tenant_table('idempotency_key', 'select, insert, delete');

-- A daily job runs once per business day, whoever asks and however often.
create table job_run (
  tenant_id    uuid not null references tenant,
  job          text not null,
  business_day date not null,
  started_at   timestamptz not null default clock_timestamp(),
  ended_at     timestamptz,
  result       jsonb,
  primary key (tenant_id, job, business_day)
);
select make_tenant_table('job_run', 'select, insert, update');

-- One row. A restore raises the epoch, so that nothing queued before it is ever sent (F10).
create table installation (
  only_row   boolean primary key default true check (only_row),
  id         uuid not null default gen_random_uuid(),
  epoch      int not null default 1,
  is_demo    boolean not null default false,
  probed_at  timestamptz,
  created_at timestamptz not null default clock_timestamp()
);
comment on column installation.probed_at is 'Written by the readiness probe, which must know that writing works.';
insert into installation default values;
grant select on installation to goodterms_app;
