-- Who may sign in. Users, sessions, accounts and verifications are better-auth's tables, with our
-- names for their columns. They belong to no tenant: a person is the same person in every company.
-- The application role has no rights on them; only the door, which works as the owner, reads them.
create schema auth;

create table auth.user (
  id             text primary key,
  name           text not null,
  email          text not null unique check (email = lower(email)),
  email_verified boolean not null,
  image          text,
  created_at     timestamptz not null default clock_timestamp(),
  updated_at     timestamptz not null default clock_timestamp()
);

create table auth.session (
  id         text primary key,
  token      text not null unique,
  user_id    text not null references auth.user (id) on delete cascade,
  ip_address text,
  user_agent text,
  expires_at timestamptz not null,
  created_at timestamptz not null default clock_timestamp(),
  updated_at timestamptz not null default clock_timestamp()
);
create index session_of_user on auth.session (user_id);
create index session_by_end on auth.session (expires_at);

create table auth.account (
  id                       text primary key,
  account_id               text not null,
  provider_id              text not null,
  user_id                  text not null references auth.user (id) on delete cascade,
  access_token             text,
  refresh_token            text,
  id_token                 text,
  access_token_expires_at  timestamptz,
  refresh_token_expires_at timestamptz,
  scope                    text,
  password                 text,
  created_at               timestamptz not null default clock_timestamp(),
  updated_at               timestamptz not null default clock_timestamp(),
  unique (provider_id, account_id)
);
create index account_of_user on auth.account (user_id);

create table auth.verification (
  id         text primary key,
  identifier text not null,
  value      text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null default clock_timestamp(),
  updated_at timestamptz not null default clock_timestamp()
);
create index verification_by_identifier on auth.verification (identifier);

-- One-time links. Only the SHA-256 of the secret in the link is kept. The set-up link makes a
-- company, so it belongs to none.
create table auth.one_time_link (
  id         bigint generated always as identity primary key,
  secret     bytea not null unique check (length(secret) = 32),
  purpose    text not null check (purpose in ('set_up', 'invitation')),
  tenant_id  uuid references tenant,
  email      text,
  role       text,
  made_by    text not null,
  made_at    timestamptz not null default clock_timestamp(),
  expires_at timestamptz not null,
  used_at    timestamptz,
  check ((purpose = 'set_up') = (tenant_id is null)),
  check (purpose = 'set_up' or (email is not null and role is not null))
);
create index one_time_link_of_tenant on auth.one_time_link (tenant_id, id);

-- Keys for scripts: a prefix to recognise one by, and the SHA-256 of the whole.
create table auth.api_key (
  id           bigint generated always as identity primary key,
  tenant_id    uuid not null references tenant,
  name         text not null,
  prefix       text not null,
  secret       bytea not null unique check (length(secret) = 32),
  role         text not null check (role in ('owner', 'manager', 'collector', 'clerk', 'viewer')),
  made_by      text not null,
  made_at      timestamptz not null default clock_timestamp(),
  expires_at   timestamptz,
  last_used_at timestamptz,
  revoked_at   timestamptz
);
create index api_key_of_tenant on auth.api_key (tenant_id, id);

-- Inside a tenant's transaction only that tenant's links and keys are seen. Not forced: the door
-- finds a key or a link by its secret before it knows the tenant, and works as the owner then.
alter table auth.one_time_link enable row level security;
create policy own_rows on auth.one_time_link using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);
alter table auth.api_key enable row level security;
create policy own_rows on auth.api_key using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid);

grant usage on schema auth to goodterms_app;
grant select, insert, update on auth.one_time_link, auth.api_key to goodterms_app;

-- A person sees which companies they work in before they have entered one.
create policy own_memberships on member for select using (user_id = nullif(current_setting('app.user', true), ''));
create index member_of_user on member (user_id);

-- Ends every session of a person who works in the company that is entered, and of nobody else.
create function auth.end_sessions(of_user text) returns void
language sql security definer set search_path = pg_catalog as $$
  delete from auth.session
   where user_id = of_user
     and exists (select from public.member
                  where tenant_id = nullif(current_setting('app.tenant', true), '')::uuid
                    and user_id = of_user)
$$;
revoke execute on function auth.end_sessions(text) from public;
grant execute on function auth.end_sessions(text) to goodterms_app;
