import type { CreditItemId, CustomerId, JournalId } from '@goodterms/core/kernel/id.ts';
import type { CreditDraft, CreditItem } from '@goodterms/core/ledger/credit-item.ts';
import { days, foreignTexts, integers } from '../platform/columns.ts';
import type { Context } from '../platform/context.ts';
import { list, rows, sql } from '../platform/database.ts';
import { insertRows, type RowsOf } from '../platform/new-rows.ts';
import { CREDIT_ITEM_COLUMNS, toCreditItem, type CreditItemRow } from './credit-item.queries.ts';

/** The credits we have already, by natural key. */
export async function creditIdsByKey(
  ctx: Context,
  naturalKeys: readonly string[],
): Promise<Map<string, CreditItemId>> {
  const found = await rows<{ key: string; id: CreditItemId }>(
    ctx,
    sql`
    select natural_key as key, id::text as id
      from credit_item
     where tenant_id = ${ctx.tenantId} and natural_key = any(${list(naturalKeys)}::text[])`,
  );
  return new Map(found.map(({ key, id }) => [key, id]));
}

export type CreditRow = CreditDraft & { readonly journalId: JournalId };

/** Inserts credits; the ids come back in the order of the drafts. */
export function insertCredits(ctx: Context, drafts: readonly CreditRow[]): Promise<CreditItemId[]> {
  return insertRows(ctx, CREDITS, drafts);
}

const CREDITS: RowsOf<CreditRow> = {
  table: 'credit_item',
  columns: (drafts) => ({
    customer_id: integers(drafts.map((d) => d.customerId)),
    kind: foreignTexts(drafts.map((d) => d.kind)),
    reference: foreignTexts(drafts.map((d) => d.reference)),
    received_on: days(drafts.map((d) => d.receivedOn)),
    currency: foreignTexts(drafts.map((d) => d.amount.currency)),
    amount: integers(drafts.map((d) => d.amount.minor)),
    allocated: integers(drafts.map((d) => d.allocated ?? 0n)),
    method: foreignTexts(drafts.map((d) => d.method)),
    natural_key: foreignTexts(drafts.map((d) => d.naturalKey)),
    journal_id: integers(drafts.map((d) => d.journalId)),
  }),
};

/** The counters of credits that came with them, when nothing of them is allocated after all. */
export async function countNothing(ctx: Context, ids: readonly CreditItemId[]): Promise<void> {
  if (ids.length === 0) return;
  await sql`
    update credit_item set allocated = 0
     where tenant_id = ${ctx.tenantId} and id = any(${list(ids)}::bigint[])`.execute(ctx.db);
}

export async function lockCredits(
  ctx: Context,
  ids: readonly CreditItemId[],
): Promise<Map<CreditItemId, CreditItem>> {
  const found = await rows<CreditItemRow>(
    ctx,
    sql`
    select ${CREDIT_ITEM_COLUMNS}
      from credit_item c
     where c.tenant_id = ${ctx.tenantId} and c.id = any(${list(ids)}::bigint[])
     order by c.id
       for no key update`,
  );
  return new Map(found.map((row) => [row.id, toCreditItem(row)]));
}

export type IdentificationRow = {
  readonly creditItemId: CreditItemId;
  readonly customerId: CustomerId;
};

export async function setCustomers(
  ctx: Context,
  identified: readonly {
    readonly creditItemId: CreditItemId;
    readonly customerId: CustomerId | undefined;
  }[],
): Promise<void> {
  await sql`
    update credit_item c
       set customer_id = d.customer_id
      from unnest(${list(identified.map((d) => d.creditItemId))}::bigint[],
                  ${list(identified.map((d) => d.customerId ?? null))}::bigint[])
           as d (credit_item_id, customer_id)
     where c.tenant_id = ${ctx.tenantId} and c.id = d.credit_item_id`.execute(ctx.db);
}
