-- What an administrator chose, one document under the name of its room and noun, such as
-- `collections.strategy`; core holds the types and the defaults. `version` counts the changes.
create table setting (
  tenant_id  uuid not null references tenant,
  name       text not null check (name ~ '^[a-z]+\.[a-z_]+$'),
  version    int not null default 1,
  value      jsonb not null,
  changed_at timestamptz not null default clock_timestamp(),
  changed_by text not null,
  primary key (tenant_id, name)
);
select make_tenant_table('setting', 'select, insert, update');

-- Who works here and in which role. `user_id` names a user of the schema `auth`.
create table member (
  tenant_id   uuid not null references tenant,
  user_id     text not null,
  name        text not null,
  email       text not null,
  role        text not null check (role in ('owner', 'manager', 'collector', 'clerk', 'viewer')),
  joined_at   timestamptz not null default clock_timestamp(),
  disabled_at timestamptz,
  primary key (tenant_id, user_id)
);
select make_tenant_table('member', 'select, insert, update');

-- How to read a file of a kind we have seen before, saved under a name.
create table import_mapping (
  tenant_id  uuid not null references tenant,
  name       text not null,
  kind       text not null check (kind in ('ledger', 'bank')),
  value      jsonb not null,
  changed_at timestamptz not null default clock_timestamp(),
  changed_by text not null,
  primary key (tenant_id, name)
);
select make_tenant_table('import_mapping', 'select, insert, update, delete');

-- A file that was taken in. The hash is a fast path for "we have this already", never the guard.
create table import_file (
  tenant_id   uuid not null references tenant,
  id          bigint generated always as identity,
  kind        text not null check (kind in ('ledger', 'bank')),
  name        text not null,
  sha256      bytea not null,
  bytes       bigint not null,
  result      jsonb not null,
  journal_id  bigint not null,
  imported_at timestamptz not null default clock_timestamp(),
  primary key (tenant_id, id),
  foreign key (tenant_id, journal_id) references journal (tenant_id, id)
);
create index import_file_by_kind on import_file (tenant_id, kind, id);
select make_tenant_table('import_file', 'select, insert');
select make_append_only('import_file');
