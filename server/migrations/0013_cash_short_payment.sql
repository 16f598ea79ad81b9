-- The terms of payment as they were written, with the discount for paying early.
alter table open_item add column terms text;

-- A discount that was granted and a small amount that is waived settle an item as money does. Taken
-- back, nothing is left of them: they were never money of the customer.
alter table credit_item drop constraint credit_item_kind_check;
alter table credit_item add constraint credit_item_kind_check
  check (kind in ('payment', 'credit_note', 'settled_elsewhere', 'correction', 'discount_allowance', 'write_off'));
drop index credit_item_unallocated;
alter table credit_item drop column unallocated;
alter table credit_item add column unallocated bigint not null generated always as
  (case when kind in ('settled_elsewhere', 'discount_allowance', 'write_off') then 0 else amount - allocated end) stored;
comment on column credit_item.unallocated is 'Money that may still settle something. A settlement that only the accounting system knows, a discount and a write-off are no money: taken back, nothing is left of them.';
create index credit_item_unallocated on credit_item (tenant_id, customer_id) include (unallocated, currency) where unallocated > 0;

-- `short_payment`: nobody has said it but the payment itself.
alter table dispute add column origin text not null default 'customer'
  check (origin in ('customer', 'short_payment'));

-- What a payment left open of an item that it pays, and the bank does not explain. Until somebody
-- says why, it is ours to answer. Undone with its match.
create table short_payment (
  tenant_id    uuid not null references tenant,
  id           bigint generated always as identity,
  match_id     bigint not null,
  customer_id  bigint not null,
  open_item_id bigint not null,
  currency     char(3) not null,
  amount       bigint not null check (amount > 0),
  kind         text not null check (kind in ('discount_in_time', 'discount_late', 'rounding', 'bank_fee', 'short_payment')),
  discount_until date,
  paid_on      date not null,
  found_on     date not null,
  found_at     timestamptz not null default clock_timestamp(),
  answered_at  timestamptz,
  undone_at    timestamptz,
  journal_id   bigint not null,
  primary key (tenant_id, id),
  unique (tenant_id, match_id, open_item_id),
  foreign key (tenant_id, match_id) references match (tenant_id, id),
  foreign key (tenant_id, customer_id) references customer (tenant_id, id),
  foreign key (tenant_id, open_item_id) references open_item (tenant_id, id),
  foreign key (tenant_id, journal_id) references journal (tenant_id, id)
);
comment on column short_payment.customer_id is 'The customer of the item, who may be a subsidiary of the payer.';
comment on column short_payment.answered_at is 'The moment of the answer in force.';
create index short_payment_waiting on short_payment (tenant_id, customer_id) where answered_at is null and undone_at is null;
create index short_payment_of_open_item on short_payment (tenant_id, open_item_id, id) where undone_at is null;
select make_tenant_table('short_payment', 'select, insert, update');

-- Why it is less, and what came of it. Taken back, never deleted.
create table short_payment_answer (
  tenant_id        uuid not null references tenant,
  id               bigint generated always as identity,
  short_payment_id bigint not null,
  answer           text not null check (answer in ('deduction', 'dispute', 'write_off', 'discount', 'still_due')),
  amount           bigint not null check (amount > 0),
  dispute_id       bigint,
  credit_item_id   bigint,
  allocation_id    bigint,
  answered_by      text not null,
  answered_at      timestamptz not null default clock_timestamp(),
  undone_at        timestamptz,
  undone_by        text,
  journal_id       bigint not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, short_payment_id) references short_payment (tenant_id, id),
  foreign key (tenant_id, dispute_id) references dispute (tenant_id, id),
  foreign key (tenant_id, credit_item_id) references credit_item (tenant_id, id),
  foreign key (tenant_id, allocation_id) references allocation (tenant_id, id),
  foreign key (tenant_id, journal_id) references journal (tenant_id, id),
  check ((answer in ('deduction', 'dispute')) = (dispute_id is not null)),
  check ((answer in ('write_off', 'discount')) = (credit_item_id is not null)),
  check ((credit_item_id is null) = (allocation_id is null)),
  check ((undone_at is null) = (undone_by is null))
);
create unique index short_payment_answer_in_force on short_payment_answer (tenant_id, short_payment_id) where undone_at is null;
create index short_payment_answer_of_credit on short_payment_answer (tenant_id, credit_item_id) where credit_item_id is not null;
select make_tenant_table('short_payment_answer', 'select, insert, update');
