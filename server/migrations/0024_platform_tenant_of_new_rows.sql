-- Of a row that is written, the tenant is compared as text: to read a uuid from the setting anew for
-- every row takes longer than to write one. Rows are found by the uuid, as every key names them.
create or replace function make_tenant_table(name regclass, rights text) returns void language plpgsql as $$
begin
  execute format('alter table %s enable row level security', name);
  execute format('alter table %s force row level security', name);
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
    execute format('alter policy own_rows on %s with check (tenant_id::text = current_setting(''app.tenant'', true))', of_tenant);
  end loop;
end $$;
