import type { Dispute, DisputeDraft, Verdict } from '@goodterms/core/disputes/dispute.ts';
import type { Day } from '@goodterms/core/kernel/day.ts';
import type { CustomerId, DisputeId, JournalId, OpenItemId } from '@goodterms/core/kernel/id.ts';
import { money, type Currency } from '@goodterms/core/kernel/money.ts';
import type { Context } from '../platform/context.ts';
import { first, rows, sql } from '../platform/database.ts';

/** Takes the next id, so that the fact can name the dispute that names the fact. */
export async function insertDispute(
  ctx: Context,
  draft: DisputeDraft & { readonly currency: Currency },
  journalId: JournalId,
): Promise<DisputeId> {
  const inserted = await first<{ id: DisputeId }>(
    ctx,
    sql`
    insert into dispute (tenant_id, customer_id, open_item_id, amount, currency, reason, said,
                         origin, opened_by, opened_on, journal_id)
    values (${ctx.tenantId}, ${draft.customerId}::bigint, ${draft.openItemId}::bigint,
            ${draft.amount?.minor ?? null}, ${draft.currency}, ${draft.reason}, ${draft.said},
            ${draft.origin ?? 'customer'},            ${ctx.actor.id}, ${ctx.today}::date, ${journalId}::bigint)
    returning id::text as id`,
  );
  if (!inserted) throw new Error('Expected: a dispute gets an id');
  return inserted.id;
}

export type DisputeInBooks = Dispute & { readonly customerId: CustomerId };

type DisputeRow = {
  readonly id: DisputeId;
  readonly customerId: CustomerId;
  readonly openItemId: OpenItemId;
  readonly amount: bigint | null;
  readonly currency: Currency;
  readonly openedOn: Day;
  readonly isClosed: boolean;
};

export async function lockDispute(
  ctx: Context,
  id: DisputeId,
): Promise<DisputeInBooks | undefined> {
  const row = await first<DisputeRow>(
    ctx,
    sql`
    select d.id::text as id, d.customer_id::text as "customerId",
           d.open_item_id::text as "openItemId", d.amount, d.currency, d.opened_on as "openedOn",
           d.closed_at is not null as "isClosed"
      from dispute d
     where d.tenant_id = ${ctx.tenantId} and d.id = ${id}::bigint
       for update`,
  );
  return row && toDispute(row);
}

export async function openDisputesOf(ctx: Context, openItemId: OpenItemId): Promise<Dispute[]> {
  const found = await rows<DisputeRow>(
    ctx,
    sql`
    select d.id::text as id, d.customer_id::text as "customerId",
           d.open_item_id::text as "openItemId", d.amount, d.currency, d.opened_on as "openedOn",
           false as "isClosed"
      from dispute d
     where d.tenant_id = ${ctx.tenantId} and d.open_item_id = ${openItemId}::bigint
       and d.closed_at is null
     order by d.id`,
  );
  return found.map(toDispute);
}

export async function closeDisputeRow(
  ctx: Context,
  id: DisputeId,
  verdict: Verdict,
): Promise<void> {
  await rows(
    ctx,
    sql`
    update dispute set closed_at = clock_timestamp(), closed_by = ${ctx.actor.id}, verdict = ${verdict}
     where tenant_id = ${ctx.tenantId} and id = ${id}::bigint`,
  );
}

/** Closes those of the disputes that are still open; answers which they were. */
export async function closeThoseOpen(
  ctx: Context,
  ids: readonly DisputeId[],
  verdict: Verdict,
): Promise<DisputeInBooks[]> {
  const closed = await rows<DisputeRow>(
    ctx,
    sql`
    update dispute d
       set closed_at = clock_timestamp(), closed_by = ${ctx.actor.id}, verdict = ${verdict}
     where d.tenant_id = ${ctx.tenantId} and d.id = any(${ids}::bigint[]) and d.closed_at is null
    returning d.id::text as id, d.customer_id::text as "customerId",
              d.open_item_id::text as "openItemId", d.amount, d.currency,
              d.opened_on as "openedOn", true as "isClosed"`,
  );
  return closed.map(toDispute);
}

function toDispute({ amount, currency, ...row }: DisputeRow): DisputeInBooks {
  return { ...row, amount: amount === null ? undefined : money(amount, currency) };
}
