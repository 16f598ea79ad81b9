-- What a payer may quote of an item beside its whole reference: its digits, its counting number, the
-- number of the order. Of items that were open when they came; the settled ones of earlier years
-- are found by their whole reference.
create table open_item_key (
  tenant_id    uuid not null,
  key          text collate "C" not null check (key <> ''),
  open_item_id bigint not null,
  primary key (tenant_id, key, open_item_id),
  foreign key (tenant_id, open_item_id) references open_item (tenant_id, id)
);
comment on column open_item_key.key is 'core/ledger/item-keys: as it is looked for, in capitals and without leading zeros.';

alter table open_item no force row level security;
with item as (
  select tenant_id, id, regexp_replace(upper(reference), '[^A-Z0-9]', '', 'g') as plain,
         array(select m[1] from regexp_matches(reference, '[0-9]+', 'g') as m) as runs,
         regexp_replace(upper(coalesce(order_ref, '')), '[^A-Z0-9]', '', 'g') as order_key
    from open_item
   where open_amount > 0)
insert into open_item_key (tenant_id, key, open_item_id)
select distinct i.tenant_id, k.key, i.id
  from item i
 cross join lateral (
       select ltrim(array_to_string(i.runs, ''), '0') as key
       union
       select ltrim(run, '0') from unnest(i.runs) as run
        where cardinality(i.runs) = 1 or run !~ '^(19|20)[0-9]{2}$'
       union
       select i.order_key where length(i.order_key) >= 4) k
 where length(k.key) >= 4 and k.key <> i.plain;
alter table open_item force row level security;

select make_tenant_table('open_item_key', 'select, insert');

-- A change of counters alone is what happens thousands of times in a bank file: the guard need not be
-- called for it.
drop trigger guarded on open_item;
create trigger guarded before update on open_item for each row
  when (new.amount <> old.amount or new.currency <> old.currency or new.kind <> old.kind
        or new.journal_id <> old.journal_id or new.customer_id is distinct from old.customer_id)
  execute function guard_ledger_row();
drop trigger guarded on credit_item;
create trigger guarded before update on credit_item for each row
  when (new.amount <> old.amount or new.currency <> old.currency or new.kind <> old.kind
        or new.journal_id <> old.journal_id or new.customer_id is distinct from old.customer_id)
  execute function guard_ledger_row();
