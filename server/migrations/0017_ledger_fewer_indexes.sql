-- An import writes every row into every index. Two of them said what another says as well.

-- The key of a reference is made of the reference, so one index finds items by the key that a payer
-- writes and holds that a reference of a kind comes once.
alter table open_item drop constraint open_item_tenant_id_reference_kind_key;
drop index open_item_by_key;
alter table open_item add constraint open_item_comes_once unique (tenant_id, reference_key, reference, kind);

-- Payments and credit notes of a ledger file have their reference at the end of their natural key,
-- where the search finds them; this index is for the others.
drop index credit_item_by_reference;
create index credit_item_by_reference on credit_item (tenant_id, (reference collate "C"))
 where natural_key not like 'ledger payment %' and natural_key not like 'ledger credit\_note %';

-- An import numbers its rows before it inserts them, so that they can name each other.
grant usage on sequence open_item_id_seq, credit_item_id_seq to goodterms_app;
