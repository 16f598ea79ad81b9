import { itemKeysOf } from '@goodterms/core/ledger/item-keys.ts';
import { referenceKey } from '@goodterms/core/ledger/reference.ts';
import { withKeysKnown } from '../platform/bulk.ts';
import type { Context } from '../platform/context.ts';
import { list, sql } from '../platform/database.ts';

export type ItemToFind = {
  readonly kind: string;
  readonly reference: string;
  readonly orderReference?: string | undefined;
};

/** Notes under which keys items of the books are found. Twice is the same as once. */
export async function keepItemKeys(ctx: Context, items: Iterable<ItemToFind>): Promise<void> {
  const kinds: string[] = [];
  const references: string[] = [];
  const keys: string[] = [];
  for (const { kind, reference, orderReference } of items)
    for (const key of itemKeysOf(reference, orderReference)) {
      kinds.push(kind);
      references.push(reference);
      keys.push(key);
    }
  if (keys.length === 0) return;
  const insert = sql`
    insert into open_item_key (tenant_id, key, open_item_id)
    select ${ctx.tenantId}, d.key, i.id
      from unnest(${list(kinds)}::text[], ${list(references)}::text[],
                  ${list(references.map(referenceKey))}::text[], ${list(keys)}::text[])
           as d (kind, reference, reference_key, key)
     cross join lateral (
           select id from open_item
            where tenant_id = ${ctx.tenantId} and reference_key = d.reference_key
              and reference = d.reference and kind = d.kind
            limit 1) i
        on conflict do nothing`;
  await withKeysKnown(ctx, keys.length, () => insert.execute(ctx.db));
}
