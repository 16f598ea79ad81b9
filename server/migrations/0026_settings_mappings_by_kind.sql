-- A way to read bank files and one to read ledger files may have the same name.
alter table import_mapping drop constraint import_mapping_pkey,
                           add primary key (tenant_id, kind, name);
