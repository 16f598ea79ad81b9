-- Rows that come in sets get their ids before they are inserted: no row has to come back to say which
-- it became.
grant usage on sequence journal_id_seq, allocation_id_seq, bank_line_id_seq, match_id_seq,
                        short_payment_id_seq to goodterms_app;

-- Every key begins with the tenant. A table that held a row or two when the planner last looked seems
-- to have another tenant in every row; then any index that begins with the tenant finds a row as well
-- as the one that was made for it, and each look into a table that has grown reads the whole of it.
create or replace function make_tenant_table(name regclass, rights text) returns void language plpgsql as $$
begin
  execute format('alter table %s enable row level security', name);
  execute format('alter table %s force row level security', name);
  execute format('alter table %s alter column tenant_id set (n_distinct = 1)', name);
  execute format('create policy own_rows on %s using (tenant_id = nullif(current_setting(''app.tenant'', true), '''')::uuid) with check (tenant_id::text = current_setting(''app.tenant'', true))', name);
  execute format('grant %s on %s to goodterms_app', rights, name);
end $$;

do $$
declare
  of_tenant regclass;
begin
  for of_tenant in
    select polrelid::regclass from pg_policy
     where polname = 'own_rows' and pg_get_expr(polqual, polrelid) like '%app.tenant%'
  loop
    execute format('alter table %s alter column tenant_id set (n_distinct = 1)', of_tenant);
  end loop;
end $$;
