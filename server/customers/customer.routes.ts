import * as api from '@goodterms/api/customers/customers.ts';
import type { Weekday } from '@goodterms/core/kernel/day.ts';
import { accept } from '@goodterms/core/kernel/outcome.ts';
import { answer } from '../platform/door.ts';
import { addContact, changeContact } from './contact.actions.ts';
import { assignCollector, writeNote } from './customer.actions.ts';

const DONE = accept({ done: true } as const);

export function customerRoutes() {
  return [
    answer(api.addContact, async (ctx, { params, body }) => {
      const added = await addContact(ctx, params.customerId, draftOf(body));
      return added.accepted ? accept({ id: added.value }) : added;
    }),
    answer(api.changeContact, async (ctx, { params, body }) => {
      const changed = await changeContact(ctx, params.contactId, draftOf(body));
      return changed.accepted ? DONE : changed;
    }),
    answer(api.writeNote, async (ctx, { params, body }) => {
      const written = await writeNote(ctx, params.customerId, body);
      return written.accepted ? accept({ id: written.value }) : written;
    }),
    answer(api.assignCollector, async (ctx, { params, body }) => {
      const assigned = await assignCollector(ctx, params.customerId, body.userId ?? undefined);
      return assigned.accepted ? DONE : assigned;
    }),
  ];
}

function draftOf<Body extends { closedWeekdays?: number[] | undefined }>(body: Body) {
  return { ...body, closedWeekdays: body.closedWeekdays as Weekday[] | undefined };
}
