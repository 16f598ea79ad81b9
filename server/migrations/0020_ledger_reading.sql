-- When a ledger file was last read, also when nothing in it was new: where payments come with the
-- ledger, this is how far we know who has paid.
create table ledger_reading (
  tenant_id uuid not null references tenant,
  read_on   date not null,
  primary key (tenant_id)
);
select make_tenant_table('ledger_reading', 'select, insert, update');
