import type { Day } from '@goodterms/core/kernel/day.ts';
import type { CustomerId, OpenItemId } from '@goodterms/core/kernel/id.ts';
import type { Currency } from '@goodterms/core/kernel/money.ts';
import {
  itemKey,
  type BookedItem,
  type BookedShare,
  type ItemRef,
} from '@goodterms/core/ledger/ledger-books.ts';
import type { Context } from '../platform/context.ts';
import { rows, sql, type RawBuilder } from '../platform/database.ts';

type ItemRow = {
  readonly id: OpenItemId;
  readonly customerId: CustomerId;
  readonly customerNumber: string;
  readonly kind: ItemRef['kind'];
  readonly reference: string;
  readonly issuedOn: Day;
  readonly dueOn: Day;
  readonly currency: Currency;
  readonly amount: bigint;
  readonly open: bigint;
  readonly orderReference: string | null;
  readonly paymentReference: string | null;
  readonly aboutId: OpenItemId | null;
};

/** What is open, what corrects something, and what is `named`, with what ledger files settled of it. */
export async function loadItems(
  ctx: Context,
  named: RawBuilder<unknown>,
  shares: readonly BookedShare[],
): Promise<Map<string, BookedItem>> {
  const found = await rows<ItemRow>(
    ctx,
    sql`
    select i.id::text as id, c.id::text as "customerId", c.number as "customerNumber", i.kind,
           i.reference, i.issued_on as "issuedOn", i.due_on as "dueOn", i.currency, i.amount,
           i.open_amount as open, i.order_ref as "orderReference",
           i.payment_ref as "paymentReference", i.about_item_id::text as "aboutId"
      from open_item i
      join customer c on c.tenant_id = i.tenant_id and c.id = i.customer_id
     where i.tenant_id = ${ctx.tenantId} and i.kind <> 'used_elsewhere'
       and (i.open_amount > 0 or i.about_item_id is not null
            or ${named})
     order by i.id`,
  );
  const lowered = await rows<{ aboutId: OpenItemId; amount: bigint }>(
    ctx,
    sql`
    select c.about_item_id::text as "aboutId", sum(c.amount)::bigint as amount
      from credit_item c
     where c.tenant_id = ${ctx.tenantId} and c.kind = 'correction' and c.about_item_id is not null
     group by 1`,
  );
  return assemble(found, lowered, shares);
}

/** Puts corrections and what settled them with the items they are about. */
function assemble(
  found: readonly ItemRow[],
  lowered: readonly { aboutId: OpenItemId; amount: bigint }[],
  shares: readonly BookedShare[],
): Map<string, BookedItem> {
  const raised = Map.groupBy(found, (row) => row.aboutId);
  const lowerings = new Map(lowered.map(({ aboutId, amount }) => [aboutId, amount]));
  const sharesOf = Map.groupBy(shares, (share) => share.itemKey);
  const items = new Map<string, BookedItem>();
  for (const row of found) {
    if (row.aboutId !== null) continue;
    const { id, customerId, customerNumber, issuedOn, dueOn, currency } = row;
    const ref = { kind: row.kind, reference: row.reference };
    const key = itemKey(ref);
    const raises = raised.get(id) ?? [];
    const added = raises.reduce((all, raise) => all + raise.amount, 0n);
    items.set(key, {
      id,
      customerId,
      customerNumber,
      ref,
      issuedOn,
      dueOn,
      currency,
      amount: row.amount + added - (lowerings.get(id) ?? 0n),
      orderReference: row.orderReference ?? undefined,
      paymentReference: row.paymentReference ?? undefined,
      slots: [row, ...raises].map(({ kind, reference, open }) => ({
        ref: { kind, reference },
        place: undefined,
        open,
      })),
      shares: sharesOf.get(key) ?? [],
    });
  }
  return items;
}
