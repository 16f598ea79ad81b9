import {
  acceptContact,
  type ContactDraft,
  type ContactRefusal,
} from '@goodterms/core/customers/contact.ts';
import type { ContactId, CustomerId } from '@goodterms/core/kernel/id.ts';
import { accept, refuse, type Outcome } from '@goodterms/core/kernel/outcome.ts';
import type { Context } from '../platform/context.ts';
import { record } from '../platform/journal.ts';
import { demoteOthers, insertContact, lockContact, updateContact } from './contact.store.ts';
import { lockCustomer } from './customer.store.ts';

export async function addContact(
  ctx: Context,
  customerId: CustomerId,
  draft: ContactDraft,
): Promise<Outcome<ContactId, 'customer_must_exist' | ContactRefusal>> {
  if (!(await lockCustomer(ctx, customerId))) return refuse('customer_must_exist');
  const verdict = acceptContact(draft);
  if (!verdict.accepted) return verdict;

  const contactId = await insertContact(ctx, customerId, verdict.value);
  if (draft.isPrimary) await demoteOthers(ctx, customerId, contactId);
  await record(ctx, { fact: 'customers.contact_added', customerId, data: { contactId } });
  return accept(contactId);
}

export async function changeContact(
  ctx: Context,
  contactId: ContactId,
  draft: ContactDraft,
): Promise<Outcome<true, 'contact_must_exist' | ContactRefusal>> {
  const customerId = await lockContact(ctx, contactId);
  if (customerId === undefined) return refuse('contact_must_exist');
  const verdict = acceptContact(draft);
  if (!verdict.accepted) return verdict;

  await updateContact(ctx, contactId, verdict.value);
  if (draft.isPrimary) await demoteOthers(ctx, customerId, contactId);
  await record(ctx, { fact: 'customers.contact_changed', customerId, data: { contactId } });
  return accept(true);
}
