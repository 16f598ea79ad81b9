import type { JournalId, OpenItemId } from '@goodterms/core/kernel/id.ts';
import { moneyText } from '@goodterms/core/kernel/money.ts';
import { accept, refuse, type Outcome } from '@goodterms/core/kernel/outcome.ts';
import {
  acceptOpenItem,
  type OpenItemDraft,
  type OpenItemRefusal,
} from '@goodterms/core/ledger/open-item.ts';
import type { Context } from '../platform/context.ts';
import { recordAll } from '../platform/journal.ts';
import { keepItemKeys } from './item-key.store.ts';
import { insertOpenItems, takenReferences } from './open-item.store.ts';

/** Books invoices and other debits, many at once; all or none. */
export async function bookOpenItems(
  ctx: Context,
  drafts: readonly OpenItemDraft[],
): Promise<Outcome<readonly OpenItemId[], OpenItemRefusal | 'reference_must_be_new'>> {
  for (const draft of drafts) {
    const verdict = acceptOpenItem(draft);
    if (!verdict.accepted) return verdict;
  }
  const [taken] = await takenReferences(ctx, drafts);
  if (taken !== undefined) return refuse('reference_must_be_new', taken);

  const journal = await recordAll(
    ctx,
    drafts.map(({ customerId, kind, reference, amount, dueOn }) => ({
      fact: 'ledger.item_booked',
      customerId,
      data: { kind, reference, amount: moneyText(amount), currency: amount.currency, dueOn },
    })),
  );
  const ids = await insertOpenItems(
    ctx,
    drafts.map((draft, i) => ({ ...draft, journalId: journal[i] as JournalId })),
  );
  await keepItemKeys(ctx, drafts);
  return accept(ids);
}
