-- What a customer owes: an invoice, or a debit of another kind. The amount never changes; it is
-- settled by allocations, and `allocated` is their sum, kept by the same statement that inserts them.
create table open_item (
  tenant_id     uuid not null references tenant,
  id            bigint generated always as identity,
  customer_id   bigint not null,
  kind          text not null default 'invoice' check (kind in ('invoice', 'debit_note', 'correction', 'used_elsewhere')),
  reference     text collate "C" not null check (reference <> ''),
  reference_key text collate "C" not null,
  issued_on     date not null,
  due_on        date not null,
  currency      char(3) not null,
  amount        bigint not null check (amount > 0),
  allocated     bigint not null default 0,
  open_amount   bigint generated always as (case kind when 'used_elsewhere' then 0 else amount - allocated end) stored,
  settled_at    timestamptz,
  order_ref     text,
  about_item_id bigint,
  journal_id    bigint not null,
  txid          bigint not null default pg_current_xact_id()::text::bigint,
  created_at    timestamptz not null default clock_timestamp(),
  primary key (tenant_id, id),
  unique (tenant_id, reference, kind),
  foreign key (tenant_id, customer_id) references customer (tenant_id, id),
  foreign key (tenant_id, about_item_id) references open_item (tenant_id, id),
  foreign key (tenant_id, journal_id) references journal (tenant_id, id),
  check (allocated between 0 and amount),
  check ((amount = allocated) = (settled_at is not null))
);
comment on column open_item.reference_key is 'core/ledger/reference: capital letters and digits only, as a payer may write it.';
comment on column open_item.open_amount is 'What is still to be paid. A use of a credit that only the accounting system knows is owed by nobody: taken back, nothing of it is open.';
comment on column open_item.about_item_id is 'The item that a correction adds to: it came again with a higher amount.';
create index open_item_about on open_item (tenant_id, about_item_id) where about_item_id is not null;
create index open_item_open on open_item (tenant_id, customer_id, currency, due_on, id) include (open_amount) where open_amount > 0;
create index open_item_open_due on open_item (tenant_id, due_on) where open_amount > 0;
create index open_item_open_amount on open_item (tenant_id, open_amount, customer_id) where open_amount > 0;
create index open_item_by_key on open_item (tenant_id, reference_key);
create index open_item_of_customer on open_item (tenant_id, customer_id, issued_on);
select make_tenant_table('open_item', 'select, insert, update');

-- What reduces a debt: a payment, a credit note, or a settlement that only the accounting system
-- knows. A payment whose sender nobody has recognised has no customer yet.
create table credit_item (
  tenant_id     uuid not null references tenant,
  id            bigint generated always as identity,
  customer_id   bigint,
  kind          text not null check (kind in ('payment', 'credit_note', 'settled_elsewhere', 'correction')),
  reference     text not null,
  received_on   date not null,
  currency      char(3) not null,
  amount        bigint not null check (amount > 0),
  allocated     bigint not null default 0,
  unallocated   bigint generated always as (case kind when 'settled_elsewhere' then 0 else amount - allocated end) stored,
  method        text,
  natural_key   text collate "C" not null,
  about_item_id bigint,
  journal_id    bigint not null,
  txid          bigint not null default pg_current_xact_id()::text::bigint,
  created_at    timestamptz not null default clock_timestamp(),
  primary key (tenant_id, id),
  unique (tenant_id, natural_key),
  foreign key (tenant_id, customer_id) references customer (tenant_id, id),
  foreign key (tenant_id, about_item_id) references open_item (tenant_id, id),
  foreign key (tenant_id, journal_id) references journal (tenant_id, id),
  check (allocated between 0 and amount),
  check (customer_id is not null or allocated = 0)
);
comment on column credit_item.unallocated is 'Money that may still settle something. A settlement that only the accounting system knows is no money of ours: taken back, nothing is left of it.';
comment on column credit_item.about_item_id is 'The item that a correction lowers or a settlement elsewhere settles.';
create index credit_item_about on credit_item (tenant_id, about_item_id) where about_item_id is not null;
create index credit_item_of_customer on credit_item (tenant_id, customer_id, received_on);
-- Plain bytes: the search for a beginning uses it whatever the collation of the database is.
create index credit_item_by_reference on credit_item (tenant_id, (reference collate "C"));
create index credit_item_unallocated on credit_item (tenant_id, customer_id) include (unallocated, currency) where unallocated > 0;
select make_tenant_table('credit_item', 'select, insert, update');

-- The part of a credit item that is set against one open item. Never changed: a mistake is
-- reversed by a second row with the negative amount.
create table allocation (
  tenant_id      uuid not null references tenant,
  id             bigint generated always as identity,
  credit_item_id bigint not null,
  open_item_id   bigint not null,
  currency       char(3) not null,
  amount         bigint not null check (amount <> 0),
  reverses_id    bigint,
  allocated_on   date not null,
  journal_id     bigint not null,
  txid           bigint not null default pg_current_xact_id()::text::bigint,
  created_at     timestamptz not null default clock_timestamp(),
  primary key (tenant_id, id),
  foreign key (tenant_id, credit_item_id) references credit_item (tenant_id, id),
  foreign key (tenant_id, open_item_id) references open_item (tenant_id, id),
  foreign key (tenant_id, reverses_id) references allocation (tenant_id, id),
  foreign key (tenant_id, journal_id) references journal (tenant_id, id),
  check ((amount < 0) = (reverses_id is not null))
);
create unique index allocation_reversed_once on allocation (tenant_id, reverses_id) where reverses_id is not null;
create index allocation_of_open_item on allocation (tenant_id, open_item_id);
create index allocation_of_credit_item on allocation (tenant_id, credit_item_id);
select make_tenant_table('allocation', 'select, insert');
select make_append_only('allocation');

-- Only the counters, the due day and texts of an item may change; a customer is filled in once.
create function guard_ledger_row() returns trigger language plpgsql as $$
begin
  if new.amount <> old.amount or new.currency <> old.currency or new.kind <> old.kind
     or new.journal_id <> old.journal_id
     or (old.customer_id is not null and new.customer_id is distinct from old.customer_id and old.allocated <> 0) then
    raise exception '% % may not be rewritten; reverse it', tg_table_name, old.id
      using errcode = 'integrity_constraint_violation';
  end if;
  return new;
end $$;
create trigger guarded before update on open_item for each row execute function guard_ledger_row();
create trigger guarded before update on credit_item for each row execute function guard_ledger_row();
