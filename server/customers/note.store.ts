import type { CustomerId } from '@goodterms/core/kernel/id.ts';
import type { Context } from '../platform/context.ts';
import { first, sql } from '../platform/database.ts';

export type NoteDraft = {
  readonly kind: 'note' | 'call' | 'visit';
  readonly text: string;
  readonly outcome?: string | undefined;
};

export async function insertNote(
  ctx: Context,
  customerId: CustomerId,
  { kind, text, outcome }: NoteDraft,
): Promise<string> {
  const written = await first<{ id: string }>(
    ctx,
    sql`
    insert into note (tenant_id, customer_id, kind, text, outcome, author, written_at)
    values (${ctx.tenantId}, ${customerId}::bigint, ${kind}, ${text}, ${outcome ?? null},
            ${ctx.actor.id}, ${ctx.now})
    returning id::text as id`,
  );
  if (!written) throw new Error('Expected: a note gets an id');
  return written.id;
}
