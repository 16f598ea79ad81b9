import type { Day } from '@goodterms/core/kernel/day.ts';
import type { CustomerId } from '@goodterms/core/kernel/id.ts';
import { accept, refuse, type Outcome } from '@goodterms/core/kernel/outcome.ts';
import { customerExists } from '../customers/customer.queries.ts';
import type { Context } from '../platform/context.ts';
import { record } from '../platform/journal.ts';
import { lastDecidedDay } from './decision.queries.ts';
import { putMark, removeMarks } from './worklist-mark.store.ts';

/** Done for the day whose list is shown, or to come back on another. */
export async function markRow(
  ctx: Context,
  customerId: CustomerId,
  mark: { readonly isDone: boolean; readonly nextOn: Day | undefined },
): Promise<Outcome<true, 'customer_must_exist' | 'day_must_not_be_past'>> {
  if (!(await customerExists(ctx, customerId))) return refuse('customer_must_exist');
  if (mark.nextOn !== undefined && mark.nextOn < ctx.today) return refuse('day_must_not_be_past');
  const day = (await lastDecidedDay(ctx)) ?? ctx.today;
  await putMark(ctx, { customerId, day, ...mark });
  await record(ctx, {
    fact: 'collections.worklist_marked',
    customerId,
    data: { day, done: mark.isDone, nextOn: mark.nextOn ?? null },
  });
  return accept(true);
}

export async function unmarkRow(
  ctx: Context,
  customerId: CustomerId,
): Promise<Outcome<true, 'customer_must_exist'>> {
  if (!(await customerExists(ctx, customerId))) return refuse('customer_must_exist');
  const day = (await lastDecidedDay(ctx)) ?? ctx.today;
  await removeMarks(ctx, customerId, day);
  await record(ctx, { fact: 'collections.worklist_unmarked', customerId, data: { day } });
  return accept(true);
}
