import type { CustomerId } from '@goodterms/core/kernel/id.ts';
import { accept, refuse, type Outcome } from '@goodterms/core/kernel/outcome.ts';
import type { Context } from '../platform/context.ts';
import { record } from '../platform/journal.ts';
import { activeMember } from '../settings/member.queries.ts';
import { lockCustomer, setCollector } from './customer.store.ts';
import { insertNote, type NoteDraft } from './note.store.ts';

/** Gives the customer to a colleague, or to nobody. */
export async function assignCollector(
  ctx: Context,
  customerId: CustomerId,
  userId: string | undefined,
): Promise<Outcome<true, 'customer_must_exist' | 'member_must_exist'>> {
  const customer = await lockCustomer(ctx, customerId);
  if (!customer) return refuse('customer_must_exist');
  if (userId !== undefined && !(await activeMember(ctx, userId)))
    return refuse('member_must_exist');
  if ((customer.collectorId ?? undefined) === userId) return accept(true);

  await setCollector(ctx, customerId, userId);
  const data = { from: customer.collectorId, to: userId ?? null };
  await record(ctx, { fact: 'customers.collector_assigned', customerId, data });
  return accept(true);
}

/** The text stays in the note: the journal is never erased, so it holds no words about people. */
export async function writeNote(
  ctx: Context,
  customerId: CustomerId,
  draft: NoteDraft,
): Promise<Outcome<string, 'customer_must_exist'>> {
  if (!(await lockCustomer(ctx, customerId))) return refuse('customer_must_exist');
  const noteId = await insertNote(ctx, customerId, draft);
  const data = { noteId, kind: draft.kind, outcome: draft.outcome ?? null };
  await record(ctx, { fact: 'customers.note_written', customerId, data });
  return accept(noteId);
}
