import type { SetAside } from '@goodterms/core/cash/bank-line.ts';
import type { EarlierPayment } from '@goodterms/core/cash/returned-payment.ts';
import type { Day } from '@goodterms/core/kernel/day.ts';
import type { AllocationId, BankLineId, CreditItemId } from '@goodterms/core/kernel/id.ts';
import type { Context } from '../platform/context.ts';
import { list, rows, sql } from '../platform/database.ts';
import {
  BANK_LINE_COLUMNS,
  toBookedLine,
  type BankLineRow,
  type BookedLine,
} from './bank-line.queries.ts';
import {
  BY_RULE,
  MATCH_JSON,
  toLineWithMatch,
  type LineWithMatch,
  type LineWithMatchRow,
} from './match.store.ts';

/** A line that says that a payment went back, and the one the rule has found for it. */
export type ReturnInBooks = BookedLine & { readonly paymentId: BankLineId | undefined };

/** The returns of a day or later about which the rule decides: a person has said nothing of them. */
export async function returnsSince(ctx: Context, day: Day): Promise<ReturnInBooks[]> {
  const found = await rows<BankLineRow & { paymentId: BankLineId | null }>(
    ctx,
    sql`
    select ${BANK_LINE_COLUMNS}, p.id::text as "paymentId"
      from bank_line l
      join bank_account ba on ba.tenant_id = ${ctx.tenantId} and ba.id = l.bank_account_id
      left join bank_line p on p.tenant_id = ${ctx.tenantId}
       and p.credit_item_id = l.credit_item_id and p.amount > 0
     where l.tenant_id = ${ctx.tenantId} and l.reversal and l.amount < 0 and l.booked_on >= ${day}
       and l.return_decided_by is null and (l.set_aside is null or l.set_aside = 'reversal')
       and not exists (select from match m
                        where m.tenant_id = ${ctx.tenantId} and m.bank_line_id = p.id
                          and m.matched_by <> ${BY_RULE})
     order by l.id`,
  );
  return found.map((row) => ({ ...toBookedLine(row), paymentId: row.paymentId ?? undefined }));
}

export type PaymentInBooks = LineWithMatch & {
  readonly setAside: SetAside | undefined;
  /** The line that took it back. */
  readonly takenBackBy: BankLineId | undefined;
};

/** Payments of these amounts since a day, gone back or not. */
export async function paymentsOf(
  ctx: Context,
  amounts: readonly bigint[],
  since: Day,
): Promise<PaymentInBooks[]> {
  const found = await rows<
    LineWithMatchRow & { setAside: SetAside | null; takenBackBy: BankLineId | null }
  >(
    ctx,
    sql`
    select ${BANK_LINE_COLUMNS}, ${MATCH_JSON}, c.customer_id::text as "customerId",
           l.set_aside as "setAside", r.id::text as "takenBackBy"
      from bank_line l
      join bank_account ba on ba.tenant_id = ${ctx.tenantId} and ba.id = l.bank_account_id
      join credit_item c on c.tenant_id = ${ctx.tenantId} and c.id = l.credit_item_id
      left join match m on m.tenant_id = ${ctx.tenantId} and m.bank_line_id = l.id
       and m.undone_at is null
      left join bank_line r on r.tenant_id = ${ctx.tenantId}
       and r.credit_item_id = l.credit_item_id and r.amount < 0
     where l.tenant_id = ${ctx.tenantId} and l.booked_on >= ${since}
       and l.amount = any(${list(amounts)}::bigint[]) and l.amount > 0`,
  );
  return found.map((row) => ({
    ...toLineWithMatch(row),
    setAside: row.setAside ?? undefined,
    takenBackBy: row.takenBackBy ?? undefined,
  }));
}

/** The payment that a return took back, or the return that took a payment back. */
export async function otherSideOf(ctx: Context, id: BankLineId): Promise<BankLineId | undefined> {
  const [other] = await rows<{ id: BankLineId }>(
    ctx,
    sql`
    select o.id::text as id
      from bank_line l
      join bank_line o on o.tenant_id = ${ctx.tenantId} and o.credit_item_id = l.credit_item_id
       and o.id <> l.id and sign(o.amount) <> sign(l.amount)
     where l.tenant_id = ${ctx.tenantId} and l.id = ${id}::bigint`,
  );
  return other?.id;
}

/** Everything that credits settle, by whomever it was set against. */
export async function allocationsInForce(
  ctx: Context,
  creditIds: readonly CreditItemId[],
): Promise<AllocationId[]> {
  const found = await rows<{ id: AllocationId }>(
    ctx,
    sql`
    select a.id::text as id
      from allocation a
     where a.tenant_id = ${ctx.tenantId} and a.credit_item_id = any(${list(creditIds)}::bigint[])
       and a.reverses_id is null
       and not exists (select from allocation r
                        where r.tenant_id = ${ctx.tenantId} and r.reverses_id = a.id)
     order by a.id`,
  );
  return found.map(({ id }) => id);
}

/** Ties a return to the payment that it took back, and sets both aside. */
export async function tieReturn(
  ctx: Context,
  returnId: BankLineId,
  { id, creditItemId }: { readonly id: BankLineId; readonly creditItemId: CreditItemId },
): Promise<void> {
  await sql`
    update bank_line
       set credit_item_id = ${creditItemId}::bigint,
           set_aside = coalesce(set_aside, 'reversal')
     where tenant_id = ${ctx.tenantId}
       and id = any(${list([returnId, id])}::bigint[])`.execute(ctx.db);
}

/** The payment is money again, and the return waits for another one. */
export async function untieReturn(
  ctx: Context,
  returnId: BankLineId,
  paymentId: BankLineId,
): Promise<void> {
  await sql`
    update bank_line
       set credit_item_id = case when id = ${returnId}::bigint then null else credit_item_id end,
           set_aside = nullif(set_aside, 'reversal')
     where tenant_id = ${ctx.tenantId}
       and id = any(${list([returnId, paymentId])}::bigint[])`.execute(ctx.db);
}

/** From now on the rule leaves a return alone: a person has decided about it. */
export async function markReturnDecided(
  ctx: Context,
  returnId: BankLineId,
  by: string,
): Promise<void> {
  await sql`
    update bank_line set return_decided_by = ${by}
     where tenant_id = ${ctx.tenantId} and id = ${returnId}::bigint`.execute(ctx.db);
}

export function asEarlierPayment({ id, line }: BookedLine): EarlierPayment {
  const { bookedOn, amount, payerAccount, remittance, references } = line;
  return { id, bookedOn, amount, payerAccount, remittance, references };
}
