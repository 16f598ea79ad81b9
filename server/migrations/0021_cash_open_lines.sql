-- Payments that wait for a person, as they were last read: the list is ordered by the strength of the
-- best proposal, and only the lines that it shows are read anew. Whoever changes the books of one of
-- the groups, or learns something of the payer, has the line read again.
create table open_line (
  tenant_id    uuid not null,
  bank_line_id bigint not null,
  strength     int not null check (strength >= 0),
  group_ids    bigint[] not null,
  payer_keys   text[] collate "C" not null,
  read_at      timestamptz not null default clock_timestamp(),
  primary key (tenant_id, bank_line_id),
  foreign key (tenant_id, bank_line_id) references bank_line (tenant_id, id)
);
comment on column open_line.strength is 'Of the best proposal; 0: there is none.';
comment on column open_line.group_ids is 'Heads of the groups of customers whose items may change the proposals.';
create index open_line_by_reading on open_line (tenant_id, read_at);
select make_tenant_table('open_line', 'select, insert, update, delete');
