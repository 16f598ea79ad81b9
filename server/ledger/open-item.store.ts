import type { JournalId, OpenItemId } from '@goodterms/core/kernel/id.ts';
import type { OpenItemDraft } from '@goodterms/core/ledger/open-item.ts';
import { referenceKey } from '@goodterms/core/ledger/reference.ts';
import type { Context } from '../platform/context.ts';
import { rows, sql } from '../platform/database.ts';

/** The references of these that are taken already. */
export async function takenReferences(
  ctx: Context,
  drafts: readonly OpenItemDraft[],
): Promise<string[]> {
  const found = await rows<{ reference: string }>(
    ctx,
    sql`
    select i.reference
      from open_item i
      join unnest(${drafts.map((d) => referenceKey(d.reference))}::text[],
                  ${drafts.map((d) => d.reference)}::text[], ${drafts.map((d) => d.kind)}::text[])
           as d (key, reference, kind)
        on d.key = i.reference_key and d.reference = i.reference and d.kind = i.kind
     where i.tenant_id = ${ctx.tenantId}
     order by i.reference`,
  );
  return found.map((row) => row.reference);
}

/** Inserts items; the ids come back in the order of the drafts. */
export async function insertOpenItems(
  ctx: Context,
  drafts: readonly (OpenItemDraft & { readonly journalId: JournalId })[],
): Promise<OpenItemId[]> {
  const inserted = await rows<{ id: OpenItemId }>(
    ctx,
    sql`
    insert into open_item (tenant_id, customer_id, kind, reference, reference_key, issued_on, due_on,
                           currency, amount, order_ref, payment_ref, terms, journal_id)
    select ${ctx.tenantId}, customer_id, kind, reference, reference_key, issued_on, due_on,
           currency, amount, order_ref, payment_ref, terms, journal_id
      from unnest(${drafts.map((d) => d.customerId)}::bigint[],
                  ${drafts.map((d) => d.kind)}::text[],
                  ${drafts.map((d) => d.reference)}::text[],
                  ${drafts.map((d) => referenceKey(d.reference))}::text[],
                  ${drafts.map((d) => d.issuedOn)}::date[],
                  ${drafts.map((d) => d.dueOn)}::date[],
                  ${drafts.map((d) => d.amount.currency)}::text[],
                  ${drafts.map((d) => d.amount.minor)}::bigint[],
                  ${drafts.map((d) => d.orderReference ?? null)}::text[],
                  ${drafts.map((d) => d.paymentReference ?? null)}::text[],
                  ${drafts.map((d) => d.terms ?? null)}::text[],
                  ${drafts.map((d) => d.journalId)}::bigint[])
           with ordinality as d (customer_id, kind, reference, reference_key, issued_on, due_on,
                                 currency, amount, order_ref, payment_ref, terms, journal_id,
                                 place)
     order by place
    returning id::text as id`,
  );
  return inserted.map((row) => row.id);
}
