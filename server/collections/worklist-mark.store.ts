import type { Day } from '@goodterms/core/kernel/day.ts';
import type { CustomerId } from '@goodterms/core/kernel/id.ts';
import type { Context } from '../platform/context.ts';
import { rows, sql } from '../platform/database.ts';

export type WorklistMark = {
  readonly customerId: CustomerId;
  readonly day: Day;
  readonly isDone: boolean;
  readonly nextOn: Day | undefined;
};

export async function putMark(
  ctx: Context,
  { customerId, day, isDone, nextOn }: WorklistMark,
): Promise<void> {
  await rows(
    ctx,
    sql`
    insert into worklist_mark (tenant_id, customer_id, business_day, done_at, next_on, marked_by)
    values (${ctx.tenantId}, ${customerId}::bigint, ${day}::date, ${isDone ? ctx.now : null},
            ${nextOn ?? null}::date, ${ctx.actor.id})
        on conflict (tenant_id, customer_id, business_day) do update
       set done_at = excluded.done_at, next_on = excluded.next_on, marked_by = excluded.marked_by`,
  );
}

/** Also what moved it to a later day: it is back on the list. */
export async function removeMarks(ctx: Context, customerId: CustomerId, day: Day): Promise<void> {
  await rows(
    ctx,
    sql`
    delete from worklist_mark
     where tenant_id = ${ctx.tenantId} and customer_id = ${customerId}::bigint
       and (business_day = ${day}::date or next_on > ${day}::date)`,
  );
}
