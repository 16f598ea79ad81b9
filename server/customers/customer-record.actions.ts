import type {
  BankAccountRecord,
  ContactRecord,
  CustomerRecord,
} from '@goodterms/core/customers/customer-record.ts';
import type { CustomerId } from '@goodterms/core/kernel/id.ts';
import { meanwhile, withKeysJoined } from '../platform/bulk.ts';
import type { Context } from '../platform/context.ts';
import { recordAll } from '../platform/journal.ts';
import {
  insertCustomers,
  setParents,
  updateContacts,
  updateCustomers,
  type ContactUpdate,
  type CustomerUpdate,
} from './customer-record.store.ts';

/** What the accounting system changes about customers, many at once. */
export type CustomerChanges = {
  readonly added: readonly CustomerRecord[];
  readonly changed: readonly (CustomerUpdate & { readonly fields: readonly string[] })[];
  readonly contacts: {
    readonly added: readonly ContactRecord[];
    readonly changed: readonly ContactUpdate[];
  };
  readonly bankAccounts: { readonly added: readonly BankAccountRecord[] };
};

/**
 * Keeps them, and answers the ids of the new customers by their numbers, with what was made while
 * the database inserted.
 */
export async function keepCustomerRecords<Made>(
  ctx: Context,
  { added, changed, contacts, bankAccounts }: CustomerChanges,
  make: () => Made,
): Promise<{ ids: Map<string, CustomerId>; made: Made }> {
  const { ids, made } = await withKeysJoined(ctx, async () => {
    const inserting = insertCustomers(ctx, {
      customers: added,
      contacts: contacts.added,
      bankAccounts: bankAccounts.added,
    });
    return { made: await meanwhile(inserting, make), ids: await inserting };
  });
  if (changed.length > 0) await updateCustomers(ctx, changed);
  const children = [...added, ...changed.map(({ after }) => after)].filter(
    ({ parentNumber }) => parentNumber !== undefined,
  );
  if (children.length > 0) await setParents(ctx, children);
  if (contacts.changed.length > 0) await updateContacts(ctx, contacts.changed);
  await recordAll(
    ctx,
    // Which fields, not what stands in them: the journal is never erased.
    changed.map(({ id, fields }) => ({
      fact: 'customers.customer_changed',
      customerId: id,
      data: { fields },
    })),
  );
  return { ids, made };
}
