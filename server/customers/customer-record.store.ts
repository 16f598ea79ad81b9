import type {
  BankAccountRecord,
  ContactRecord,
  CustomerRecord,
} from '@goodterms/core/customers/customer-record.ts';
import type { ContactId, CustomerId } from '@goodterms/core/kernel/id.ts';
import { asTable, foreignTexts, integers, type Column } from '../platform/columns.ts';
import type { Context } from '../platform/context.ts';
import { rows, sql } from '../platform/database.ts';

/** What is added about customers; contacts and accounts may be of customers that were here before. */
export type CustomerAdditions = {
  readonly customers: readonly CustomerRecord[];
  readonly contacts: readonly ContactRecord[];
  readonly bankAccounts: readonly BankAccountRecord[];
};

/**
 * Inserts customers with their people and accounts, and answers the ids of the new customers by
 * number. Parents come later, because a parent may stand below its children.
 */
export async function insertCustomers(
  ctx: Context,
  { customers, contacts, bankAccounts }: CustomerAdditions,
): Promise<Map<string, CustomerId>> {
  const added = new Set(customers.map(({ number }) => number));
  const others = [...contacts, ...bankAccounts].flatMap(({ customerNumber }) =>
    added.has(customerNumber) ? [] : [customerNumber],
  );
  const inserted = await rows<{ id: CustomerId; number: string }>(
    ctx,
    sql`
    with added as (
      insert into customer (tenant_id, number, name, legal_id, country, currency, language,
                            term_days, credit_limit, risk_class, collector_id, created_on)
      select ${ctx.tenantId}::uuid, d.number, d.name, d.legal_id, d.country, d.currency, d.language,
             d.term_days, d.credit_limit, d.risk_class, d.collector_id, ${ctx.today}::date
        from ${asTable(customerColumns(customers))} d
      returning id, number),
    named as (
      select id, number from added
       union all
      select c.id, c.number from customer c
       where c.tenant_id = ${ctx.tenantId} and c.number = any(${[...new Set(others)]}::text[])),
    people as (
      insert into contact (tenant_id, customer_id, name, role, email, phone, language, is_primary)
      select ${ctx.tenantId}::uuid, c.id, d.name, d.role, d.email, d.phone, d.language, d.is_primary = 1
        from ${asTable(contactColumns(contacts))} d
        join named c on c.number = d.number
       order by d.place),
    accounts as (
      insert into customer_bank_account (tenant_id, customer_id, account, learnt_from)
      select ${ctx.tenantId}::uuid, c.id, d.account, 'ledger'
        from ${asTable(accountColumns(bankAccounts))} d
        join named c on c.number = d.number
          on conflict (tenant_id, account, customer_id) do nothing)
    select id::text as id, number from added`,
  );
  return new Map(inserted.map(({ id, number }) => [number, id]));
}

function customerColumns(records: readonly CustomerRecord[]): Record<string, Column> {
  return {
    number: foreignTexts(records.map((r) => r.number)),
    name: foreignTexts(records.map((r) => r.name)),
    legal_id: foreignTexts(records.map((r) => r.legalId)),
    country: foreignTexts(records.map((r) => r.country)),
    currency: foreignTexts(records.map((r) => r.currency)),
    language: foreignTexts(records.map((r) => r.language)),
    term_days: integers(records.map((r) => r.termDays)),
    credit_limit: integers(records.map((r) => r.creditLimit)),
    risk_class: foreignTexts(records.map((r) => r.riskClass)),
    collector_id: foreignTexts(records.map((r) => r.collectorId)),
  };
}

function contactColumns(records: readonly ContactRecord[]): Record<string, Column> {
  return {
    place: integers(records.map((_, i) => i)),
    number: foreignTexts(records.map((r) => r.customerNumber)),
    name: foreignTexts(records.map((r) => r.name)),
    role: foreignTexts(records.map((r) => r.role)),
    email: foreignTexts(records.map((r) => r.email)),
    phone: foreignTexts(records.map((r) => r.phone)),
    language: foreignTexts(records.map((r) => r.language)),
    is_primary: integers(records.map((r) => (r.isPrimary ? 1 : 0))),
  };
}

function accountColumns(records: readonly BankAccountRecord[]): Record<string, Column> {
  return {
    number: foreignTexts(records.map((r) => r.customerNumber)),
    account: foreignTexts(records.map((r) => r.account)),
  };
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
