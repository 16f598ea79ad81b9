import type { DunningHold, HoldDraft } from '@goodterms/core/collections/dunning-hold.ts';
import type { Day } from '@goodterms/core/kernel/day.ts';
import type {
  CustomerId,
  DunningHoldId,
  JournalId,
  OpenItemId,
} from '@goodterms/core/kernel/id.ts';
import type { Context } from '../platform/context.ts';
import { first, rows, sql } from '../platform/database.ts';

export async function insertHold(
  ctx: Context,
  draft: HoldDraft,
  journalId: JournalId,
): Promise<DunningHoldId> {
  const inserted = await first<{ id: DunningHoldId }>(
    ctx,
    sql`
    insert into dunning_hold (tenant_id, customer_id, open_item_id, reason, note, from_on, until_on,
                              set_by, journal_id)
    values (${ctx.tenantId}, ${draft.customerId}::bigint, ${draft.openItemId ?? null}::bigint,
            ${draft.reason}, ${draft.note}, ${ctx.today}::date, ${draft.untilOn}::date,
            ${ctx.actor.id}, ${journalId}::bigint)
    returning id::text as id`,
  );
  if (!inserted) throw new Error('Expected: a hold gets an id');
  return inserted.id;
}

type HoldRow = Omit<DunningHold, 'openItemId'> & {
  readonly customerId: CustomerId;
  readonly openItemId: OpenItemId | null;
  readonly fromOn: Day;
};

export async function lockHold(
  ctx: Context,
  id: DunningHoldId,
): Promise<(DunningHold & { readonly customerId: CustomerId }) | undefined> {
  const row = await first<HoldRow>(
    ctx,
    sql`
    select h.id::text as id, h.customer_id::text as "customerId",
           h.open_item_id::text as "openItemId", h.from_on as "fromOn", h.until_on as "untilOn",
           h.lifted_at is not null as "isLifted"
      from dunning_hold h
     where h.tenant_id = ${ctx.tenantId} and h.id = ${id}::bigint
       for update`,
  );
  return row && { ...row, openItemId: row.openItemId ?? undefined };
}

export async function liftHoldRow(ctx: Context, id: DunningHoldId): Promise<void> {
  await rows(
    ctx,
    sql`
    update dunning_hold set lifted_at = clock_timestamp(), lifted_by = ${ctx.actor.id}
     where tenant_id = ${ctx.tenantId} and id = ${id}::bigint`,
  );
}
