import type { RemainderKind, ShortPaymentAnswer } from '@goodterms/core/cash/short-payment.ts';
import type { Day } from '@goodterms/core/kernel/day.ts';
import type {
  BankLineId,
  CustomerId,
  DisputeId,
  OpenItemId,
  ShortPaymentId,
} from '@goodterms/core/kernel/id.ts';
import { money, type Currency, type Money } from '@goodterms/core/kernel/money.ts';
import type { Context } from '../platform/context.ts';
import { first, list, rows, sql, type RawBuilder } from '../platform/database.ts';
import { fromCursor, pageOf } from '../platform/page.ts';
import { IS_WAITING } from './short-payment.store.ts';

/** A short payment with its item, the line that paid it, and what came of it. */
export type ListedShortPayment = {
  readonly id: ShortPaymentId;
  readonly lineId: BankLineId;
  readonly bookedOn: Day;
  readonly payerName: string | null;
  readonly paid: Money;
  readonly customerId: CustomerId;
  readonly customerName: string;
  readonly openItemId: OpenItemId;
  readonly reference: string;
  readonly dueOn: Day;
  readonly itemAmount: Money;
  /** What was missing, and what of it is still open. */
  readonly missing: Money;
  readonly open: Money;
  readonly kind: RemainderKind;
  readonly discountUntil: Day | null;
  readonly foundOn: Day;
  readonly isWaiting: boolean;
  readonly answered: ListedAnswer | null;
};

export type ListedAnswer = {
  readonly answer: ShortPaymentAnswer;
  readonly by: string;
  readonly at: string;
  readonly disputeId: DisputeId | null;
};

export type ShortPaymentState = 'waiting' | 'answered' | 'all';

type Asked = {
  readonly state: ShortPaymentState;
  readonly lineId?: BankLineId | undefined;
  readonly customerId?: CustomerId | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
};

/** Those that wait, the oldest first; otherwise the newest first. */
export async function listShortPayments(
  ctx: Context,
  { state, lineId, customerId, cursor, limit }: Asked,
): Promise<{ rows: ListedShortPayment[]; nextCursor: string | null }> {
  const [after] = fromCursor(cursor, ['id']) ?? [];
  const isWaiting = state === 'waiting';
  const found = await listed(
    ctx,
    sql`
     where s.tenant_id = ${ctx.tenantId}
       and s.undone_at is null
       ${isWaiting ? sql`and ${WAITS}` : state === 'answered' ? sql`and s.answered_at is not null` : sql``}
       ${lineId === undefined ? sql`` : sql`and l.id = ${lineId}::bigint`}
       ${customerId === undefined ? sql`` : sql`and s.customer_id = ${customerId}::bigint`}
       ${after === undefined ? sql`` : isWaiting ? sql`and s.id > ${after}::bigint` : sql`and s.id < ${after}::bigint`}
     order by s.id ${isWaiting ? sql`` : sql`desc`}
     limit ${limit + 1}`,
  );
  return pageOf(found, limit, ({ id }) => [id]);
}

/**
 * What each payment has given to these items; nothing of items of which somebody has said that a part
 * of them is a deduction or disputed.
 */
export async function partsPaid(
  ctx: Context,
  openItemIds: readonly OpenItemId[],
): Promise<Map<OpenItemId, readonly bigint[]>> {
  if (openItemIds.length === 0) return new Map();
  const found = await rows<{ id: OpenItemId; part: bigint }>(
    ctx,
    sql`
    select a.open_item_id::text as id, sum(a.amount)::bigint as part
      from allocation a
      join credit_item c on c.tenant_id = ${ctx.tenantId} and c.id = a.credit_item_id
       and c.kind = 'payment'
     where a.tenant_id = ${ctx.tenantId} and a.open_item_id = any(${list(openItemIds)}::bigint[])
       and not exists (select from short_payment s
                         join short_payment_answer n on n.tenant_id = ${ctx.tenantId}
                          and n.short_payment_id = s.id and n.undone_at is null
                          and n.answer in ('deduction', 'dispute')
                        where s.tenant_id = ${ctx.tenantId} and s.open_item_id = a.open_item_id)
     group by a.open_item_id, a.credit_item_id
    having sum(a.amount) > 0`,
  );
  return new Map(
    [...Map.groupBy(found, ({ id }) => id)].map(([id, parts]) => [
      id,
      parts.map(({ part }) => part),
    ]),
  );
}

/** How many wait for somebody to say why. */
export async function shortPaymentsWaiting(ctx: Context): Promise<number> {
  const found = await first<{ count: number }>(
    ctx,
    sql`
    select count(*)::int as count
      from short_payment s
      join open_item i on i.tenant_id = ${ctx.tenantId} and i.id = s.open_item_id
     where s.tenant_id = ${ctx.tenantId} and ${WAITS}`,
  );
  return found?.count ?? 0;
}

/** It waits only while something of it is open. */
const WAITS = sql`${IS_WAITING} and i.open_amount > 0`;

type Row = Omit<ListedShortPayment, 'paid' | 'itemAmount' | 'missing' | 'open'> & {
  readonly currency: Currency;
  readonly paid: bigint;
  readonly itemAmount: bigint;
  readonly missing: bigint;
  readonly open: bigint;
};

async function listed(ctx: Context, which: RawBuilder<unknown>): Promise<ListedShortPayment[]> {
  const found = await rows<Row>(
    ctx,
    sql`
    select s.id::text as id, l.id::text as "lineId",
           l.booked_on as "bookedOn", l.payer_name as "payerName", l.amount as paid,
           c.id::text as "customerId", c.name as "customerName", i.id::text as "openItemId",
           i.reference, i.due_on as "dueOn", i.amount as "itemAmount", s.currency,
           s.amount as missing, least(s.amount, i.open_amount) as open, s.kind,
           s.discount_until as "discountUntil", s.found_on as "foundOn",
           ${WAITS} as "isWaiting", a.answered
      from short_payment s
      join open_item i on i.tenant_id = ${ctx.tenantId} and i.id = s.open_item_id
      join customer c on c.tenant_id = ${ctx.tenantId} and c.id = s.customer_id
      join match m on m.tenant_id = ${ctx.tenantId} and m.id = s.match_id
      join bank_line l on l.tenant_id = ${ctx.tenantId} and l.id = m.bank_line_id
      left join lateral (
           select jsonb_build_object('answer', a.answer, 'at', a.answered_at,
                                     'by', coalesce(me.name, a.answered_by),
                                     'disputeId', a.dispute_id::text) as answered
             from short_payment_answer a
             left join member me on me.tenant_id = ${ctx.tenantId}
              and 'user ' || me.user_id = a.answered_by
            where a.tenant_id = ${ctx.tenantId} and a.short_payment_id = s.id
              and a.undone_at is null) a on true
     ${which}`,
  );
  return found.map(({ currency, paid, itemAmount, missing, open, ...row }) => ({
    ...row,
    paid: money(paid, currency),
    itemAmount: money(itemAmount, currency),
    missing: money(missing, currency),
    open: money(open, currency),
  }));
}
