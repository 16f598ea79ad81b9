import type { Day } from '@goodterms/core/kernel/day.ts';
import type { BankLineId, CustomerId, RemittanceAdviceId } from '@goodterms/core/kernel/id.ts';
import { money, type Currency, type Money } from '@goodterms/core/kernel/money.ts';
import type { Context } from '../platform/context.ts';
import { rows, sql, type RawBuilder } from '../platform/database.ts';
import { fromCursor, pageOf } from '../platform/page.ts';

/** An advice with what it pays, as the books know it. */
export type ListedAdvice = {
  readonly id: RemittanceAdviceId;
  readonly fileName: string;
  readonly payerName: string | null;
  readonly paidOn: Day | null;
  readonly receivedOn: Day;
  readonly total: Money | null;
  readonly reference: string | null;
  readonly lineId: BankLineId | null;
  readonly customerId: CustomerId | null;
  readonly customerName: string | null;
  readonly lines: readonly ListedAdviceLine[];
};

export type ListedAdviceLine = {
  readonly reference: string;
  readonly amount: string | null;
  readonly currency: Currency | null;
  readonly deductionReason: string | null;
  /** The open item of that number, when it is ours. */
  readonly openItemId: string | null;
  readonly open: string | null;
};

type Row = Omit<ListedAdvice, 'total'> & {
  readonly currency: Currency | null;
  readonly total: bigint | null;
};

const LINES_SHOWN = sql.lit(200);

/** Payments that were announced and have not come, the newest first; or the advice of one line. */
export async function listAnnounced(
  ctx: Context,
  {
    customerId,
    lineId,
    cursor,
    limit,
  }: {
    readonly customerId?: CustomerId | undefined;
    readonly lineId?: BankLineId | undefined;
    readonly cursor?: string | undefined;
    readonly limit: number;
  },
): Promise<{ rows: ListedAdvice[]; nextCursor: string | null }> {
  const [before] = fromCursor(cursor, ['id']) ?? [];
  const found = await listed(
    ctx,
    sql`
     where a.tenant_id = ${ctx.tenantId}
       and ${lineId === undefined ? sql`a.bank_line_id is null` : sql`a.bank_line_id = ${lineId}::bigint`}
       ${customerId === undefined ? sql`` : sql`and a.customer_id = ${customerId}::bigint`}
       ${before === undefined ? sql`` : sql`and a.id < ${before}::bigint`}
     order by a.id desc
     limit ${limit + 1}`,
  );
  return pageOf(found, limit, ({ id }) => [id]);
}

export async function adviceById(
  ctx: Context,
  id: RemittanceAdviceId,
): Promise<ListedAdvice | undefined> {
  const [found] = await listed(
    ctx,
    sql`where a.tenant_id = ${ctx.tenantId} and a.id = ${id}::bigint`,
  );
  return found;
}

async function listed(ctx: Context, which: RawBuilder<unknown>): Promise<ListedAdvice[]> {
  const found = await rows<Row>(
    ctx,
    sql`
    select a.id::text as id, a.file_name as "fileName", a.payer_name as "payerName",
           a.paid_on as "paidOn", a.received_on as "receivedOn", a.currency, a.total, a.reference,
           a.bank_line_id::text as "lineId", c.id::text as "customerId", c.name as "customerName",
           n.lines
      from remittance_advice a
      left join customer c on c.tenant_id = ${ctx.tenantId} and c.id = a.customer_id
      left join lateral (
           select coalesce(jsonb_agg(jsonb_build_object(
                    'reference', n.reference, 'amount', n.amount::text, 'currency', n.currency,
                    'deductionReason', n.deduction_reason, 'openItemId', i.id::text,
                    'open', i.open_amount::text) order by n.position), '[]') as lines
             from (select * from remittance_advice_line n
                    where n.tenant_id = ${ctx.tenantId} and n.remittance_advice_id = a.id
                    order by n.position limit ${LINES_SHOWN}) n
             left join lateral (
                  select i.id, i.open_amount from open_item i
                   where i.tenant_id = ${ctx.tenantId} and i.reference_key = n.reference_key
                     and i.customer_id = a.customer_id and i.open_amount > 0
                   order by i.id limit 1) i on true) n on true
     ${which}`,
  );
  return found.map(({ currency, total, ...row }) => ({
    ...row,
    total: total === null || currency === null ? null : money(total, currency),
  }));
}
