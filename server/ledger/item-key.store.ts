import { itemKeysOf, type ItemNames } from '@goodterms/core/ledger/item-keys.ts';
import type { PostedItem } from '@goodterms/core/ledger/ledger-posting.ts';
import { referenceKey } from '@goodterms/core/ledger/reference.ts';
import { withKeysKnown, type Insert } from '../platform/bulk.ts';
import { asTable, foreignTexts, integers } from '../platform/columns.ts';
import type { Context } from '../platform/context.ts';
import { list, sql } from '../platform/database.ts';
import { among, type Ids } from '../platform/taken-ids.ts';

export type ItemToFind = ItemNames & { readonly kind: string };

/** Notes under which keys items of the books are found. Twice is the same as once. */
export async function keepItemKeys(ctx: Context, items: Iterable<ItemToFind>): Promise<void> {
  const kinds: string[] = [];
  const references: string[] = [];
  const keys: string[] = [];
  for (const item of items)
    for (const key of itemKeysOf(item)) {
      kinds.push(item.kind);
      references.push(item.reference);
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

/** What a payer may quote, and the id of the item that is meant. */
type ItemKey = { readonly key: string; readonly id: number };

/** Of items with ids that follow each other, and only of what is open: a payer who quotes an item settled long ago writes its whole reference. */
export function keysOf(items: readonly PostedItem[], itemIds: Ids): ItemKey[] {
  const keys: ItemKey[] = [];
  for (const [
    at,
    { ref, orderReference, paymentReference, allocated, amount },
  ] of items.entries()) {
    if (allocated >= amount) continue;
    const id = itemIds.from + at;
    const { reference } = ref;
    for (const key of itemKeysOf({ reference, orderReference, paymentReference }))
      keys.push({ key, id });
  }
  return keys;
}

/** What a payer may quote of the new items; keys that follow each other go beside each other. */
export function insertKeys(ctx: Context, itemIds: Ids, keys: readonly ItemKey[]): Insert {
  const table = asTable({
    id: integers(keys.map(({ id }) => id)),
    key: foreignTexts(keys.map(({ key }) => key)),
  });
  const statement = sql`
    insert into open_item_key (tenant_id, key, open_item_id)
    select ${ctx.tenantId}::uuid, k.key, k.id
      from ${table} k
     where ${among('k.id', itemIds)}
     order by k.key collate "C", k.id`;
  return { statement, rows: keys.length };
}
