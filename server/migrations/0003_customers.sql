create table customer (
  tenant_id    uuid not null references tenant,
  id           bigint generated always as identity,
  number       text collate "C" not null check (number <> ''),
  name         text not null check (name <> ''),
  parent_id    bigint,
  legal_id     text,
  country      char(2),
  currency     char(3) not null,
  language     text not null default 'en',
  time_zone    text,
  term_days    int,
  credit_limit bigint,
  risk_class   text,
  collector_id text,
  sponsor      text,
  personal     boolean not null default false,
  insolvent_on date,
  created_on   date,
  primary key (tenant_id, id),
  unique (tenant_id, number),
  foreign key (tenant_id, parent_id) references customer (tenant_id, id)
);
comment on column customer.personal is 'A special bond: a named person writes; nothing is sent by machine.';
create index customer_by_name on customer (tenant_id, lower(name));
create index customer_by_parent on customer (tenant_id, parent_id) where parent_id is not null;
select make_tenant_table('customer', 'select, insert, update');

create table contact (
  tenant_id       uuid not null references tenant,
  id              bigint generated always as identity,
  customer_id     bigint not null,
  name            text not null,
  greeting_name   text,
  role            text,
  email           text,
  phone           text,
  language        text,
  is_primary      boolean not null default false,
  hours_from      time,
  hours_until     time,
  closed_weekdays int[] not null default '{}',
  left_on         date,
  unsubscribed_on date,
  primary key (tenant_id, id),
  foreign key (tenant_id, customer_id) references customer (tenant_id, id)
);
create index contact_of_customer on contact (tenant_id, customer_id);
select make_tenant_table('contact', 'select, insert, update');

-- Bank accounts from which a customer has paid or said to pay; they confirm a quoted reference.
create table customer_bank_account (
  tenant_id   uuid not null references tenant,
  customer_id bigint not null,
  account     text not null,
  learnt_from text not null check (learnt_from in ('ledger', 'confirmation', 'person')),
  primary key (tenant_id, account, customer_id),
  foreign key (tenant_id, customer_id) references customer (tenant_id, id)
);
create index bank_account_of_customer on customer_bank_account (tenant_id, customer_id);
select make_tenant_table('customer_bank_account', 'select, insert, delete');

create table note (
  tenant_id   uuid not null references tenant,
  id          bigint generated always as identity,
  customer_id bigint not null,
  kind        text not null check (kind in ('note', 'call', 'visit')),
  text        text not null check (length(text) between 1 and 10000),
  outcome     text,
  author      text not null,
  written_at  timestamptz not null default clock_timestamp(),
  primary key (tenant_id, id),
  foreign key (tenant_id, customer_id) references customer (tenant_id, id)
);
create index note_of_customer on note (tenant_id, customer_id, id);
select make_tenant_table('note', 'select, insert');
