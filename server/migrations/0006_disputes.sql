-- What a customer does not accept: an item, or a part of it. Open until it is closed.
create table dispute (
  tenant_id    uuid not null references tenant,
  id           bigint generated always as identity,
  customer_id  bigint not null,
  open_item_id bigint not null,
  amount       bigint check (amount > 0),
  currency     char(3) not null,
  reason       text not null,
  said         text not null default '',
  opened_by    text not null,
  opened_on    date not null,
  opened_at    timestamptz not null default clock_timestamp(),
  closed_at    timestamptz,
  closed_by    text,
  verdict      text check (verdict in ('valid', 'not_valid', 'withdrawn')),
  journal_id   bigint not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, customer_id) references customer (tenant_id, id),
  foreign key (tenant_id, open_item_id) references open_item (tenant_id, id),
  foreign key (tenant_id, journal_id) references journal (tenant_id, id),
  check ((closed_at is null) = (verdict is null))
);
comment on column dispute.amount is 'Null: the whole item, whatever is open of it.';
create index dispute_open on dispute (tenant_id, customer_id) where closed_at is null;
create index dispute_of_customer on dispute (tenant_id, customer_id, id);
create index dispute_of_open_item on dispute (tenant_id, open_item_id);
select make_tenant_table('dispute', 'select, insert, update');
