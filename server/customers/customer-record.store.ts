import type {
  BankAccountRecord,
  ContactRecord,
  CustomerRecord,
} from '@goodterms/core/customers/customer-record.ts';
import type { ContactId, CustomerId } from '@goodterms/core/kernel/id.ts';
import type { Context } from '../platform/context.ts';
import { rows, sql } from '../platform/database.ts';

/** Inserts customers; their parents come later, because a parent may stand below its children. */
export async function insertCustomers(
  ctx: Context,
  records: readonly CustomerRecord[],
): Promise<Map<string, CustomerId>> {
  const inserted = await rows<{ id: CustomerId; number: string }>(
    ctx,
    sql`
    insert into customer (tenant_id, number, name, legal_id, country, currency, language,
                          term_days, credit_limit, risk_class, collector_id, created_on)
    select ${ctx.tenantId}, d.*, ${ctx.today}::date
      from unnest(${records.map((r) => r.number)}::text[], ${records.map((r) => r.name)}::text[],
                  ${records.map((r) => r.legalId ?? null)}::text[],
                  ${records.map((r) => r.country ?? null)}::text[],
                  ${records.map((r) => r.currency)}::text[],
                  ${records.map((r) => r.language)}::text[],
                  ${records.map((r) => r.termDays ?? null)}::int[],
                  ${records.map((r) => r.creditLimit ?? null)}::bigint[],
                  ${records.map((r) => r.riskClass ?? null)}::text[],
                  ${records.map((r) => r.collectorId ?? null)}::text[]) as d
    returning id::text as id, number`,
  );
  return new Map(inserted.map(({ id, number }) => [number, id]));
}

export type CustomerUpdate = { readonly id: CustomerId; readonly after: CustomerRecord };

export async function updateCustomers(
  ctx: Context,
  updates: readonly CustomerUpdate[],
): Promise<void> {
  const of = <Value>(pick: (record: CustomerRecord) => Value) =>
    updates.map(({ after }) => pick(after) ?? null);
  await rows(
    ctx,
    sql`
    update customer c
       set name = d.name, legal_id = d.legal_id, country = d.country, currency = d.currency,
           language = d.language, term_days = d.term_days, credit_limit = d.credit_limit,
           risk_class = d.risk_class, collector_id = d.collector_id
      from unnest(${updates.map(({ id }) => id)}::bigint[], ${of((r) => r.name)}::text[],
                  ${of((r) => r.legalId)}::text[], ${of((r) => r.country)}::text[],
                  ${of((r) => r.currency)}::text[], ${of((r) => r.language)}::text[],
                  ${of((r) => r.termDays)}::int[], ${of((r) => r.creditLimit)}::bigint[],
                  ${of((r) => r.riskClass)}::text[], ${of((r) => r.collectorId)}::text[])
           as d (id, name, legal_id, country, currency, language, term_days, credit_limit,
                 risk_class, collector_id)
     where c.tenant_id = ${ctx.tenantId} and c.id = d.id`,
  );
}

/** A parent that is not in the books is left out; nobody is their own parent. */
export async function setParents(
  ctx: Context,
  records: readonly Pick<CustomerRecord, 'number' | 'parentNumber'>[],
): Promise<void> {
  await rows(
    ctx,
    sql`
    update customer c
       set parent_id = p.id
      from unnest(${records.map((r) => r.number)}::text[],
                  ${records.map((r) => r.parentNumber ?? null)}::text[]) as d (number, parent)
      join customer p on p.tenant_id = ${ctx.tenantId} and p.number = d.parent
     where c.tenant_id = ${ctx.tenantId} and c.number = d.number
       and p.id <> c.id and c.parent_id is distinct from p.id`,
  );
}

export async function insertContacts(
  ctx: Context,
  contacts: readonly ContactRecord[],
): Promise<void> {
  await rows(
    ctx,
    sql`
    insert into contact (tenant_id, customer_id, name, role, email, phone, language, is_primary)
    select ${ctx.tenantId}, c.id, d.name, d.role, d.email, d.phone, d.language, d.is_primary
      from unnest(${contacts.map((r) => r.customerNumber)}::text[],
                  ${contacts.map((r) => r.name)}::text[],
                  ${contacts.map((r) => r.role ?? null)}::text[],
                  ${contacts.map((r) => r.email ?? null)}::text[],
                  ${contacts.map((r) => r.phone ?? null)}::text[],
                  ${contacts.map((r) => r.language ?? null)}::text[],
                  ${contacts.map((r) => r.isPrimary)}::boolean[])
           with ordinality as d (number, name, role, email, phone, language, is_primary, place)
      join customer c on c.tenant_id = ${ctx.tenantId} and c.number = d.number
     order by d.place`,
  );
}

export type ContactUpdate = ContactRecord & { readonly id: ContactId };

export async function updateContacts(
  ctx: Context,
  contacts: readonly ContactUpdate[],
): Promise<void> {
  await rows(
    ctx,
    sql`
    update contact c
       set name = d.name, role = d.role, phone = d.phone, language = d.language
      from unnest(${contacts.map((r) => r.id)}::bigint[], ${contacts.map((r) => r.name)}::text[],
                  ${contacts.map((r) => r.role ?? null)}::text[],
                  ${contacts.map((r) => r.phone ?? null)}::text[],
                  ${contacts.map((r) => r.language ?? null)}::text[])
           as d (id, name, role, phone, language)
     where c.tenant_id = ${ctx.tenantId} and c.id = d.id`,
  );
}

export async function insertBankAccounts(
  ctx: Context,
  accounts: readonly BankAccountRecord[],
): Promise<void> {
  await rows(
    ctx,
    sql`
    insert into customer_bank_account (tenant_id, customer_id, account, learnt_from)
    select ${ctx.tenantId}, c.id, d.account, 'ledger'
      from unnest(${accounts.map((r) => r.customerNumber)}::text[],
                  ${accounts.map((r) => r.account)}::text[]) as d (number, account)
      join customer c on c.tenant_id = ${ctx.tenantId} and c.number = d.number
        on conflict (tenant_id, account, customer_id) do nothing`,
  );
}
