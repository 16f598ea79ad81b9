import { toDay } from '@goodterms/core/kernel/day.ts';
import type { CustomerId } from '@goodterms/core/kernel/id.ts';
import { money, toCurrency } from '@goodterms/core/kernel/money.ts';
import { bookOpenItems } from '@goodterms/server/ledger/open-item.actions.ts';
import type { Context } from '@goodterms/server/platform/context.ts';
import { first, rows, sql } from '@goodterms/server/platform/database.ts';

const EUR = toCurrency('EUR');

/** A customer; `account` is one from which it has paid before. */
export async function makeCustomer(
  ctx: Context,
  name: string,
  account?: string,
): Promise<CustomerId> {
  const made = await first<{ id: CustomerId }>(
    ctx,
    sql`
    insert into customer (tenant_id, number, name, currency)
    values (${ctx.tenantId}, ${name}, ${name}, 'EUR') returning id::text as id`,
  );
  if (!made) throw new Error('Expected: a customer gets an id');
  if (account)
    await sql`
      insert into customer_bank_account (tenant_id, customer_id, account, learnt_from)
      values (${ctx.tenantId}, ${made.id}, ${account}, 'ledger')`.execute(ctx.db);
  return made.id;
}

/**
 * Books invoices of a customer, reference by amount in cents, issued on 15 January 2026 and due a
 * month later, under these terms.
 */
export async function makeInvoices(
  ctx: Context,
  customerId: CustomerId,
  amounts: Readonly<Record<string, bigint>>,
  terms?: string,
): Promise<void> {
  const booked = await bookOpenItems(
    ctx,
    Object.entries(amounts).map(([reference, minor]) => ({
      customerId,
      kind: 'invoice',
      reference,
      issuedOn: toDay('2026-01-15'),
      dueOn: toDay('2026-02-15'),
      amount: money(minor, EUR),
      orderReference: undefined,
      terms,
    })),
  );
  if (!booked.accepted) throw new Error(`Expected: invoices that can be booked, ${booked.reason}`);
}

/** What is open of each invoice, in cents. */
export async function openInvoices(ctx: Context): Promise<Record<string, bigint>> {
  const open = await rows<{ reference: string; open: bigint }>(
    ctx,
    sql`
    select reference, open_amount as open from open_item
     where tenant_id = ${ctx.tenantId} and kind = 'invoice' order by reference`,
  );
  return Object.fromEntries(open.map((item) => [item.reference, item.open]));
}

/** The payments that are open, as '7.00 coffee'. */
export async function openPayments(ctx: Context): Promise<string[]> {
  const open = await rows<{ text: string }>(
    ctx,
    sql`
    select (l.amount::numeric / 100)::numeric(20, 2) || ' ' || l.remittance as text
      from bank_line l
      join credit_item c on c.tenant_id = l.tenant_id and c.id = l.credit_item_id
     where l.tenant_id = ${ctx.tenantId} and c.unallocated > 0 and l.set_aside is null
       and l.amount > 0
     order by 1`,
  );
  return open.map(({ text }) => text);
}
