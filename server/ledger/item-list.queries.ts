import type { Day } from '@goodterms/core/kernel/day.ts';
import type {
  AllocationId,
  CreditItemId,
  CustomerId,
  OpenItemId,
} from '@goodterms/core/kernel/id.ts';
import { money, type Currency, type Money } from '@goodterms/core/kernel/money.ts';
import type { Context } from '../platform/context.ts';
import { rows, sql } from '../platform/database.ts';
import { fromCursor, pageOf } from '../platform/page.ts';
import { OPEN_ITEM_COLUMNS, toOpenItem, type OpenItemRow } from './open-item.queries.ts';

export type ItemQuestion = {
  readonly state: 'open' | 'settled' | 'all';
  readonly cursor?: string | undefined;
  readonly limit: number;
};

/** Invoices and other debits of a customer with what was set against them, newest first. */
export async function listItems(ctx: Context, customerId: CustomerId, question: ItemQuestion) {
  const { state, cursor, limit } = question;
  const [issuedOn, id] = fromCursor(cursor, ['day', 'id']) ?? [];
  const found = await rows<OpenItemRow & { settledAt: Date | null }>(
    ctx,
    sql`
    select ${OPEN_ITEM_COLUMNS}, i.settled_at as "settledAt"
      from open_item i
     where i.tenant_id = ${ctx.tenantId} and i.customer_id = ${customerId}::bigint
       and (${state} = 'all' or (i.open_amount > 0) = (${state} = 'open'))
       and (${issuedOn ?? null}::date is null
            or (i.issued_on, i.id) < (${issuedOn ?? null}::date, ${id ?? null}::bigint))
     order by i.issued_on desc, i.id desc
     limit ${limit + 1}`,
  );
  const page = pageOf(found, limit, (row) => [row.issuedOn, row.id]);
  const allocations = await allocationsOf(
    ctx,
    page.rows.map((row) => row.id),
  );
  return {
    rows: page.rows.map((row) => ({
      item: toOpenItem(row),
      settledAt: row.settledAt,
      allocations: allocations.get(row.id) ?? [],
    })),
    nextCursor: page.nextCursor,
  };
}

export type AllocationLine = {
  readonly id: AllocationId;
  readonly creditItemId: CreditItemId;
  readonly openItemId: OpenItemId;
  readonly amount: Money;
  readonly on: Day;
  readonly reference: string;
  readonly reversed: boolean;
};

/** What was ever set against each item, oldest first; reversals show as `reversed`. */
async function allocationsOf(
  ctx: Context,
  ids: readonly OpenItemId[],
): Promise<Map<OpenItemId, AllocationLine[]>> {
  const found = await rows<Omit<AllocationLine, 'amount'> & { amount: bigint; currency: Currency }>(
    ctx,
    sql`
    select a.id::text as id, a.credit_item_id::text as "creditItemId",
           a.open_item_id::text as "openItemId", a.amount, a.currency, a.allocated_on as on,
           c.reference,
           exists (select from allocation r
                    where r.tenant_id = a.tenant_id and r.reverses_id = a.id) as reversed
      from allocation a
      join credit_item c on c.tenant_id = a.tenant_id and c.id = a.credit_item_id
     where a.tenant_id = ${ctx.tenantId} and a.open_item_id = any(${ids}::bigint[])
       and a.reverses_id is null
     order by a.id`,
  );
  const lines = found.map(({ currency, ...row }) =>
    Object.assign(row, { amount: money(row.amount, currency) }),
  );
  return Map.groupBy(lines, (line) => line.openItemId);
}
