import type { CustomerId, MessageId, OpenItemId } from '@goodterms/core/kernel/id.ts';
import type { Day } from '@goodterms/core/kernel/day.ts';
import type { Context } from '../platform/context.ts';
import { rows, sql } from '../platform/database.ts';

export type WaitingReminder = {
  readonly id: MessageId;
  readonly customerId: CustomerId;
  readonly caseItemId: OpenItemId;
  readonly level: number;
  readonly template: string;
  readonly language: string;
  readonly businessDay: Day;
  readonly planned: Readonly<Record<string, unknown>>;
};

/** The reminders that wait for these customers: at most one each. */
export async function waitingReminders(
  ctx: Context,
  customerIds: readonly CustomerId[],
): Promise<WaitingReminder[]> {
  return rows<WaitingReminder>(
    ctx,
    sql`
    select id::text as id, customer_id::text as "customerId", case_item_id::text as "caseItemId",
           level, template, language, business_day as "businessDay", planned
      from message
     where tenant_id = ${ctx.tenantId} and customer_id = any(${customerIds}::bigint[])
       and state = 'waiting' and purpose = 'reminder'
     order by customer_id`,
  );
}
