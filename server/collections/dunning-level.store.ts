import type { Day } from '@goodterms/core/kernel/day.ts';
import type { CustomerId, MessageId, OpenItemId } from '@goodterms/core/kernel/id.ts';
import type { Context } from '../platform/context.ts';
import { rows, sql } from '../platform/database.ts';

/** An item that a letter named, with the last level that was sent for it. */
export type NamedItem = {
  readonly id: OpenItemId;
  readonly customerId: CustomerId;
  readonly dueOn: Day;
  readonly level: number;
  readonly levelOn: Day | undefined;
  readonly messageId: MessageId | undefined;
};

type NamedItemRow = Omit<NamedItem, 'levelOn' | 'messageId'> & {
  readonly levelOn: Day | null;
  readonly messageId: MessageId | null;
};

export async function namedItems(ctx: Context, ids: readonly OpenItemId[]): Promise<NamedItem[]> {
  const found = await rows<NamedItemRow>(
    ctx,
    sql`
    select i.id::text as id, i.customer_id::text as "customerId", i.due_on as "dueOn",
           coalesce(l.level, 0) as level, l.reached_on as "levelOn", l.message_id::text as "messageId"
      from open_item i
      left join dunning_level l on l.tenant_id = ${ctx.tenantId} and l.open_item_id = i.id
     where i.tenant_id = ${ctx.tenantId} and i.id = any(${ids}::bigint[])
     order by i.id`,
  );
  return found.map((row) => ({
    ...row,
    levelOn: row.levelOn ?? undefined,
    messageId: row.messageId ?? undefined,
  }));
}

export type Climb = {
  readonly openItemId: OpenItemId;
  readonly customerId: CustomerId;
  readonly level: number;
  readonly reachedOn: Day;
  readonly messageId: MessageId;
  /** Where the item stood before. */
  readonly previousOn: Day | undefined;
  readonly previousMessageId: MessageId | undefined;
};

/** A level is only ever followed by the next one, and each letter takes it once. */
export async function raiseLevels(ctx: Context, climbs: readonly Climb[]): Promise<void> {
  if (climbs.length === 0) return;
  await rows(
    ctx,
    sql`
    insert into dunning_level (tenant_id, open_item_id, customer_id, level, reached_on, message_id,
                               previous_on, previous_message_id)
    select ${ctx.tenantId}, c.*
      from unnest(${climbs.map((climb) => climb.openItemId)}::bigint[],
                  ${climbs.map((climb) => climb.customerId)}::bigint[],
                  ${climbs.map((climb) => climb.level)}::int[],
                  ${climbs.map((climb) => climb.reachedOn)}::date[],
                  ${climbs.map((climb) => climb.messageId)}::bigint[],
                  ${climbs.map((climb) => climb.previousOn ?? null)}::date[],
                  ${climbs.map((climb) => climb.previousMessageId ?? null)}::bigint[]) as c
     order by 2
        on conflict (tenant_id, open_item_id) do update
       set level = excluded.level, reached_on = excluded.reached_on, message_id = excluded.message_id,
           previous_on = excluded.previous_on, previous_message_id = excluded.previous_message_id
     where dunning_level.level = excluded.level - 1
       and dunning_level.message_id <> excluded.message_id`,
  );
}

/** The letter never left: its items stand again where they stood before it. */
export async function lowerLevels(ctx: Context, messageIds: readonly MessageId[]): Promise<void> {
  await rows(
    ctx,
    sql`
    delete from dunning_level
     where tenant_id = ${ctx.tenantId} and message_id = any(${messageIds}::bigint[]) and level = 1`,
  );
  await rows(
    ctx,
    sql`
    update dunning_level
       set level = level - 1, reached_on = previous_on, message_id = previous_message_id,
           previous_on = null, previous_message_id = null
     where tenant_id = ${ctx.tenantId} and message_id = any(${messageIds}::bigint[])`,
  );
}
