import type { Day } from '@goodterms/core/kernel/day.ts';
import type { BankLineId, CustomerId, OpenItemId } from '@goodterms/core/kernel/id.ts';
import { money, type Currency, type Money } from '@goodterms/core/kernel/money.ts';
import { referenceKey } from '@goodterms/core/ledger/reference.ts';
import type { Context } from '../platform/context.ts';
import { first, rows, sql } from '../platform/database.ts';
import { containing } from '../platform/page.ts';

/** An open item that somebody may choose for a line. */
export type ItemToChoose = {
  readonly openItemId: OpenItemId;
  readonly reference: string;
  readonly customerId: CustomerId;
  readonly customerName: string;
  readonly dueOn: Day;
  readonly open: Money;
};

const SHOWN_MAX = 50;

/**
 * Open items in the line's currency: those that fit the words; without words those of the line's
 * customer, or of its amount when nobody knows the customer. Undefined when there is no such line.
 */
export async function itemsToChoose(
  ctx: Context,
  lineId: BankLineId,
  search: string | undefined,
): Promise<ItemToChoose[] | undefined> {
  const line = await first<{ amount: bigint; currency: Currency; customerId: CustomerId | null }>(
    ctx,
    sql`
    select l.amount, l.currency,
           coalesce(c.customer_id,
                    (select min(k.customer_id) from customer_bank_account k
                      where k.tenant_id = ${ctx.tenantId} and k.account = l.payer_account
                     having count(*) = 1))::text as "customerId"
      from bank_line l
      left join credit_item c on c.tenant_id = ${ctx.tenantId} and c.id = l.credit_item_id
     where l.tenant_id = ${ctx.tenantId} and l.id = ${lineId}::bigint`,
  );
  if (!line) return undefined;
  const wanted = search
    ? sql`(i.reference_key like ${containing(referenceKey(search) || search)}
           or cu.name ilike ${containing(search)} or cu.number ilike ${containing(search)})`
    : line.customerId === null
      ? sql`i.open_amount = ${line.amount}`
      : sql`i.customer_id = ${line.customerId}::bigint`;
  const found = await rows<Omit<ItemToChoose, 'open'> & { open: bigint }>(
    ctx,
    sql`
    select i.id::text as "openItemId", i.reference, cu.id::text as "customerId",
           cu.name as "customerName", i.due_on as "dueOn", i.open_amount as open
      from open_item i
      join customer cu on cu.tenant_id = ${ctx.tenantId} and cu.id = i.customer_id
     where i.tenant_id = ${ctx.tenantId} and i.open_amount > 0 and i.currency = ${line.currency}
       and ${wanted}
     order by i.due_on, i.reference, i.id
     limit ${SHOWN_MAX}`,
  );
  return found.map(({ open, ...item }) => ({ ...item, open: money(open, line.currency) }));
}

/** A payment that may be the one that the bank took back. */
export type PaymentToChoose = {
  readonly lineId: BankLineId;
  readonly bookedOn: Day;
  readonly amount: Money;
  readonly payerName: string | null;
  readonly remittance: string;
  readonly customerName: string | null;
};

/** Payments of the amount that a line took back, newest first. */
export async function paymentsToChoose(
  ctx: Context,
  lineId: BankLineId,
): Promise<PaymentToChoose[] | undefined> {
  const line = await first<{ amount: bigint; currency: Currency; bookedOn: Day }>(
    ctx,
    sql`
    select amount, currency, booked_on as "bookedOn" from bank_line
     where tenant_id = ${ctx.tenantId} and id = ${lineId}::bigint`,
  );
  if (!line) return undefined;
  const found = await rows<Omit<PaymentToChoose, 'amount'>>(
    ctx,
    sql`
    select l.id::text as "lineId", l.booked_on as "bookedOn", l.payer_name as "payerName",
           l.remittance, cu.name as "customerName"
      from bank_line l
      join credit_item c on c.tenant_id = ${ctx.tenantId} and c.id = l.credit_item_id
      left join customer cu on cu.tenant_id = ${ctx.tenantId} and cu.id = c.customer_id
     where l.tenant_id = ${ctx.tenantId} and l.amount = ${-line.amount} and l.amount > 0
       and l.currency = ${line.currency} and l.booked_on <= ${line.bookedOn}
       and not exists (select from bank_line r
                        where r.tenant_id = ${ctx.tenantId}
                          and r.credit_item_id = l.credit_item_id and r.amount < 0)
     order by l.booked_on desc, l.id desc
     limit ${SHOWN_MAX}`,
  );
  const amount = money(-line.amount, line.currency);
  return found.map((payment) => ({
    lineId: payment.lineId,
    bookedOn: payment.bookedOn,
    amount,
    payerName: payment.payerName,
    remittance: payment.remittance,
    customerName: payment.customerName,
  }));
}
