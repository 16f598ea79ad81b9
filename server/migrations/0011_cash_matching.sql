-- What a decision about a bank line teaches: a person's, or an automatic match that stood. One row a
-- decision; undone, it is taken back and never deleted. All that is remembered below is a sum of
-- lessons in force, kept by the same transaction.
create table match_lesson (
  tenant_id         uuid not null references tenant,
  id                bigint generated always as identity,
  bank_line_id      bigint not null,
  match_id          bigint,
  kind              text not null check (kind in ('confirmed', 'stood', 'undone', 'not_receivable')),
  payer_key         text collate "C",
  account           text collate "C",
  customer_id       bigint,
  refused_ids       bigint[] not null default '{}',
  tier              text collate "C",
  was_right         boolean,
  items             int not null default 0,
  without_reference boolean not null default false,
  everything        text check (everything in ('month', 'due', 'open')),
  words             text[] not null default '{}',
  taught_at         timestamptz not null default clock_timestamp(),
  taken_back_at     timestamptz,
  journal_id        bigint not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, bank_line_id) references bank_line (tenant_id, id),
  foreign key (tenant_id, match_id) references match (tenant_id, id),
  foreign key (tenant_id, customer_id) references customer (tenant_id, id),
  foreign key (tenant_id, journal_id) references journal (tenant_id, id),
  check ((tier is null) = (was_right is null)),
  check ((kind in ('confirmed', 'stood')) = (customer_id is not null))
);
comment on column match_lesson.refused_ids is 'Customers whose payment it turned out not to be.';
comment on column match_lesson.tier is 'By what the rule had matched or proposed it, and whether that was right.';
comment on column match_lesson.items is 'How many items it pays; 0 says nothing about a habit.';
create index match_lesson_of_line on match_lesson (tenant_id, bank_line_id) where taken_back_at is null;
create index match_lesson_of_match on match_lesson (tenant_id, kind, match_id);
create index match_lesson_of_tier on match_lesson (tenant_id, tier, id) where taken_back_at is null and tier is not null;
create index match_lesson_of_payer on match_lesson (tenant_id, payer_key) where taken_back_at is null and payer_key is not null;
create index match_lesson_of_account on match_lesson (tenant_id, account) where taken_back_at is null and account is not null;
create index match_lesson_of_customer on match_lesson (tenant_id, customer_id) where taken_back_at is null and customer_id is not null;
select make_tenant_table('match_lesson', 'select, insert, update');

-- Whose payments came under this name, or from this account.
create table payer_record (
  tenant_id   uuid not null references tenant,
  kind        text collate "C" not null check (kind in ('name', 'account')),
  key         text collate "C" not null,
  customer_id bigint not null,
  confirmed   int not null check (confirmed >= 0),
  refused     int not null check (refused >= 0),
  changed_at  timestamptz not null default clock_timestamp(),
  primary key (tenant_id, kind, key, customer_id),
  foreign key (tenant_id, customer_id) references customer (tenant_id, id)
);
create index payer_record_of_customer on payer_record (tenant_id, customer_id);
select make_tenant_table('payer_record', 'select, insert, update, delete');

-- Payers whose money was said to be no receivable of ours.
create table stranger_record (
  tenant_id  uuid not null references tenant,
  key        text collate "C" not null,
  times      int not null check (times >= 0),
  primary key (tenant_id, key)
);
select make_tenant_table('stranger_record', 'select, insert, update, delete');

-- Words of remittance texts: of receivables, and of other money.
create table word_record (
  tenant_id  uuid not null references tenant,
  word       text collate "C" not null,
  receivable int not null check (receivable >= 0),
  other      int not null check (other >= 0),
  primary key (tenant_id, word)
);
select make_tenant_table('word_record', 'select, insert, update, delete');

-- How a customer usually pays.
create table paying_habit (
  tenant_id         uuid not null references tenant,
  customer_id       bigint not null,
  payments          int not null check (payments >= 0),
  without_reference int not null check (without_reference >= 0),
  several           int not null check (several >= 0),
  whole_month       int not null check (whole_month >= 0),
  everything_due    int not null check (everything_due >= 0),
  everything_open   int not null check (everything_open >= 0),
  primary key (tenant_id, customer_id),
  foreign key (tenant_id, customer_id) references customer (tenant_id, id)
);
select make_tenant_table('paying_habit', 'select, insert, update, delete');

-- How often what was matched or proposed by the same evidence was right.
create table tier_record (
  tenant_id         uuid not null references tenant,
  tier              text collate "C" not null,
  correct           int not null check (correct >= 0),
  wrong             int not null check (wrong >= 0),
  right_since_wrong int not null check (right_since_wrong between 0 and correct),
  last_wrong_at     timestamptz,
  changed_at        timestamptz not null default clock_timestamp(),
  primary key (tenant_id, tier)
);
select make_tenant_table('tier_record', 'select, insert, update, delete');

-- How our references are numbered, learnt from the newest of them.
create table number_series (
  tenant_id     uuid not null references tenant,
  shape         text collate "C" not null,
  series        jsonb not null,
  learnt_until  bigint not null,
  primary key (tenant_id, shape)
);
comment on column number_series.learnt_until is 'The newest item when it was learnt.';
select make_tenant_table('number_series', 'select, insert, update, delete');

-- Customers by the words of their names, and the names under which they were noted.
create table customer_name (
  tenant_id   uuid not null references tenant,
  customer_id bigint not null,
  name        text not null,
  primary key (tenant_id, customer_id),
  foreign key (tenant_id, customer_id) references customer (tenant_id, id)
);
select make_tenant_table('customer_name', 'select, insert, update, delete');
create table customer_name_key (
  tenant_id   uuid not null,
  key         text collate "C" not null,
  customer_id bigint not null,
  primary key (tenant_id, key, customer_id),
  foreign key (tenant_id, customer_id) references customer_name (tenant_id, customer_id) on delete cascade
);
create index customer_name_key_of_customer on customer_name_key (tenant_id, customer_id);
select make_tenant_table('customer_name_key', 'select, insert, delete');

-- Items that a payment probably settles, while the payment waits for a person. They are not asked for.
create table probable_payment (
  tenant_id    uuid not null references tenant,
  bank_line_id bigint not null,
  open_item_id bigint not null,
  customer_id  bigint not null,
  currency     char(3) not null,
  amount       bigint not null check (amount > 0),
  noted_at     timestamptz not null default clock_timestamp(),
  primary key (tenant_id, bank_line_id, open_item_id),
  foreign key (tenant_id, bank_line_id) references bank_line (tenant_id, id),
  foreign key (tenant_id, open_item_id) references open_item (tenant_id, id),
  foreign key (tenant_id, customer_id) references customer (tenant_id, id)
);
comment on column probable_payment.customer_id is 'The customer of the item.';
create index probable_payment_of_customer on probable_payment (tenant_id, customer_id);
select make_tenant_table('probable_payment', 'select, insert, update, delete');

-- What money is that a person said is no receivable.
alter table bank_line add column not_receivable text
  check (not_receivable in ('interest', 'supplier_refund', 'tax_refund', 'own_transfer', 'loan', 'misdirected', 'other'));
comment on column bank_line.not_receivable is 'What it is instead, when a person set the line aside.';
