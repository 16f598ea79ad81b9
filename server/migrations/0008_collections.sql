-- A customer's word: this much by that day. Kept, broken or open is derived, never stored.
create table promise_to_pay (
  tenant_id    uuid not null references tenant,
  id           bigint generated always as identity,
  customer_id  bigint not null,
  currency     char(3) not null,
  amount       bigint not null check (amount > 0),
  promised_for date not null,
  made_on      date not null,
  made_at      timestamptz not null default clock_timestamp(),
  said_by      text not null default '',
  channel      text not null default 'call' check (channel in ('call', 'mail', 'portal', 'visit', 'other')),
  said         text not null default '',
  taken_by     text not null,
  cancelled_at timestamptz,
  cancelled_by text,
  cancel_note  text,
  journal_id   bigint not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, customer_id) references customer (tenant_id, id),
  foreign key (tenant_id, journal_id) references journal (tenant_id, id)
);
create index promise_of_customer on promise_to_pay (tenant_id, customer_id) where cancelled_at is null;
create index every_promise_of_customer on promise_to_pay (tenant_id, customer_id, id);
select make_tenant_table('promise_to_pay', 'select, insert, update');

-- The items a promise names; without any, it covers the oldest items up to its amount.
create table promised_item (
  tenant_id          uuid not null references tenant,
  promise_to_pay_id  bigint not null,
  open_item_id       bigint not null,
  amount             bigint not null check (amount > 0),
  open_before        bigint not null check (open_before >= amount),
  primary key (tenant_id, promise_to_pay_id, open_item_id),
  foreign key (tenant_id, promise_to_pay_id) references promise_to_pay (tenant_id, id),
  foreign key (tenant_id, open_item_id) references open_item (tenant_id, id)
);
comment on column promised_item.open_before is 'What was open when it was promised: what is less of it now was paid since.';
create index promised_item_of_open_item on promised_item (tenant_id, open_item_id);
select make_tenant_table('promised_item', 'select, insert');

-- No reminders until a day: for a customer, or for one item.
create table dunning_hold (
  tenant_id    uuid not null references tenant,
  id           bigint generated always as identity,
  customer_id  bigint not null,
  open_item_id bigint,
  reason       text not null,
  note         text not null default '',
  from_on      date not null,
  until_on     date not null,
  set_at       timestamptz not null default clock_timestamp(),
  set_by       text not null,
  lifted_at    timestamptz,
  lifted_by    text,
  journal_id   bigint not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, customer_id) references customer (tenant_id, id),
  foreign key (tenant_id, open_item_id) references open_item (tenant_id, id),
  foreign key (tenant_id, journal_id) references journal (tenant_id, id),
  check (until_on >= from_on)
);
create index dunning_hold_of_customer on dunning_hold (tenant_id, customer_id) where lifted_at is null;
create index every_dunning_hold_of_customer on dunning_hold (tenant_id, customer_id, id);
select make_tenant_table('dunning_hold', 'select, insert, update');

-- The last dunning level an item has reached by a message that left (or may have left) us.
create table dunning_level (
  tenant_id    uuid not null references tenant,
  open_item_id bigint not null,
  customer_id  bigint not null,
  level        int not null check (level > 0),
  reached_on   date not null,
  message_id   bigint not null,
  -- Where the item stood before, should it turn out that the letter never left.
  previous_on         date,
  previous_message_id bigint,
  primary key (tenant_id, open_item_id),
  foreign key (tenant_id, open_item_id) references open_item (tenant_id, id),
  foreign key (tenant_id, customer_id) references customer (tenant_id, id),
  foreign key (tenant_id, message_id) references message (tenant_id, id),
  foreign key (tenant_id, previous_message_id) references message (tenant_id, id),
  check (level = 1 or (previous_on is not null and previous_message_id is not null))
);
create index dunning_level_of_customer on dunning_level (tenant_id, customer_id, reached_on);
select make_tenant_table('dunning_level', 'select, insert, update, delete');

-- What was decided about a customer on a business day, with every reason. One a day and strategy
-- version; deciding again on the same day replaces it only when the answer differs. Written in sets of
-- thousands: no key but the natural one, which also leads the worklist of a day.
create table decision (
  tenant_id        uuid not null,
  customer_id      bigint not null,
  business_day     date not null,
  strategy_version int not null,
  action           text not null check (action in ('remind', 'wait', 'person')),
  because          text not null,
  level            int,
  case_item_id     bigint,
  tier             int not null,
  rank             bigint not null,
  chaseable        jsonb not null,
  overdue          jsonb not null,
  item_ids         bigint[] not null,
  item_amounts     bigint[] not null,
  exclusions       json not null default '[]',
  checks           json not null default '[]',
  facts            json not null,
  digest           text not null,
  actor_kind       text not null,
  actor_id         text not null,
  decided_at       timestamptz not null default clock_timestamp(),
  primary key (tenant_id, business_day, customer_id)
);
comment on column decision.chaseable is 'Amount in minor units per currency, {"EUR": "125000"}: never one sum over currencies.';
comment on column decision.exclusions is 'What may not be asked today: item, amount, reason.';
comment on column decision.checks is 'The checks that failed; every other one of core/collections/contact-gate passed.';
comment on column decision.digest is 'Of everything decided: the same digest again changes nothing.';
select make_tenant_table('decision', 'select, insert, update');

-- What a person did with a row of the worklist today: done, or moved to a day.
create table worklist_mark (
  tenant_id    uuid not null references tenant,
  customer_id  bigint not null,
  business_day date not null,
  done_at      timestamptz,
  next_on      date,
  marked_by    text not null,
  primary key (tenant_id, customer_id, business_day),
  foreign key (tenant_id, customer_id) references customer (tenant_id, id)
);
select make_tenant_table('worklist_mark', 'select, insert, update, delete');
