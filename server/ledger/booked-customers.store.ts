import {
  bankAccountKey,
  type BookedContact,
  type BookedCustomer,
} from '@goodterms/core/ledger/ledger-books.ts';
import type { Context } from '../platform/context.ts';
import { rows, sql } from '../platform/database.ts';

export async function loadCustomers(
  ctx: Context,
  numbers: readonly string[],
): Promise<Map<string, BookedCustomer>> {
  const found = await rows<Nullable<BookedCustomer>>(
    ctx,
    sql`
    select c.id::text as id, c.number, c.name, p.number as "parentNumber", c.legal_id as "legalId",
           c.country, c.currency, c.language, c.term_days as "termDays",
           c.credit_limit as "creditLimit", c.risk_class as "riskClass",
           c.collector_id as "collectorId"
      from customer c
      left join customer p on p.tenant_id = c.tenant_id and p.id = c.parent_id
     where c.tenant_id = ${ctx.tenantId} and c.number = any(${numbers}::text[])`,
  );
  return new Map(found.map((row) => [row.number ?? '', withoutNulls<BookedCustomer>(row)]));
}

export async function loadContacts(
  ctx: Context,
  numbers: readonly string[],
): Promise<Map<string, BookedContact[]>> {
  const found = await rows<Nullable<BookedContact> & { customerNumber: string }>(
    ctx,
    sql`
    select t.id::text as id, c.number as "customerNumber", t.name, t.role, t.email, t.phone,
           t.language
      from contact t
      join customer c on c.tenant_id = t.tenant_id and c.id = t.customer_id
     where t.tenant_id = ${ctx.tenantId} and c.number = any(${numbers}::text[])
     order by t.id`,
  );
  const contacts = new Map<string, BookedContact[]>();
  for (const { customerNumber, ...row } of found) {
    const theirs = contacts.get(customerNumber) ?? [];
    theirs.push(withoutNulls<BookedContact>(row));
    contacts.set(customerNumber, theirs);
  }
  return contacts;
}

export async function loadBankAccounts(
  ctx: Context,
  numbers: readonly string[],
): Promise<Set<string>> {
  const found = await rows<{ number: string; account: string }>(
    ctx,
    sql`
    select c.number, a.account
      from customer_bank_account a
      join customer c on c.tenant_id = a.tenant_id and c.id = a.customer_id
     where a.tenant_id = ${ctx.tenantId} and c.number = any(${numbers}::text[])`,
  );
  return new Set(found.map(({ number, account }) => bankAccountKey(number, account)));
}

export async function loadColleagues(ctx: Context): Promise<Map<string, string>> {
  const found = await rows<{ id: string; name: string; email: string }>(
    ctx,
    sql`select user_id as id, name, email from member where tenant_id = ${ctx.tenantId}`,
  );
  return new Map(
    found.flatMap(({ id, name, email }) =>
      [id, name, email].map((word) => [word.toLowerCase(), id] as const),
    ),
  );
}

type Nullable<Row> = { readonly [Key in keyof Row]: Row[Key] | null };

/** SQL says null where our code says undefined. */
function withoutNulls<Row>(row: Nullable<Row>): Row {
  const entries = Object.entries(row as object).map(([key, value]) => [key, value ?? undefined]);
  return Object.fromEntries(entries) as Row;
}
