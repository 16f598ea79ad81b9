import type { ContactDraft } from '@goodterms/core/customers/contact.ts';
import type { ContactId, CustomerId } from '@goodterms/core/kernel/id.ts';
import type { Context } from '../platform/context.ts';
import { first, rows, sql } from '../platform/database.ts';

export async function insertContact(
  ctx: Context,
  customerId: CustomerId,
  draft: ContactDraft,
): Promise<ContactId> {
  const made = await first<{ id: ContactId }>(
    ctx,
    sql`
    insert into contact (tenant_id, customer_id, name, greeting_name, role, email, phone, language,
                         is_primary, hours_from, hours_until, closed_weekdays)
    values (${ctx.tenantId}, ${customerId}::bigint, ${draft.name}, ${draft.greetingName ?? null},
            ${draft.role ?? null}, ${draft.email ?? null}, ${draft.phone ?? null},
            ${draft.language ?? null}, ${draft.isPrimary}, ${draft.hoursFrom ?? null},
            ${draft.hoursUntil ?? null}, ${draft.closedWeekdays ?? []}::int[])
    returning id::text as id`,
  );
  if (!made) throw new Error('Expected: a contact gets an id');
  return made.id;
}

/** The customer of a contact, its row locked; undefined when there is no such contact. */
export async function lockContact(ctx: Context, id: ContactId): Promise<CustomerId | undefined> {
  const found = await first<{ customerId: CustomerId }>(
    ctx,
    sql`
    select customer_id::text as "customerId"
      from contact
     where tenant_id = ${ctx.tenantId} and id = ${id}::bigint
       for update`,
  );
  return found?.customerId;
}

export async function updateContact(
  ctx: Context,
  id: ContactId,
  draft: ContactDraft,
): Promise<void> {
  await rows(
    ctx,
    sql`
    update contact
       set name = ${draft.name}, greeting_name = ${draft.greetingName ?? null},
           role = ${draft.role ?? null}, email = ${draft.email ?? null},
           phone = ${draft.phone ?? null}, language = ${draft.language ?? null},
           is_primary = ${draft.isPrimary}, hours_from = ${draft.hoursFrom ?? null},
           hours_until = ${draft.hoursUntil ?? null},
           closed_weekdays = ${draft.closedWeekdays ?? []}::int[]
     where tenant_id = ${ctx.tenantId} and id = ${id}::bigint`,
  );
}

/** Leaves one primary contact: the one just written. */
export async function demoteOthers(ctx: Context, customerId: CustomerId, id: ContactId) {
  await rows(
    ctx,
    sql`
    update contact set is_primary = false
     where tenant_id = ${ctx.tenantId} and customer_id = ${customerId}::bigint
       and id <> ${id}::bigint and is_primary`,
  );
}
