import * as api from '@goodterms/api/collections/promise-to-pay.ts';
import { accept } from '@goodterms/core/kernel/outcome.ts';
import { answer } from '../platform/door.ts';
import { cancelPromise, makePromise } from './promise-to-pay.actions.ts';

export function promiseRoutes() {
  return [
    answer(api.makePromise, async (ctx, { params, body }) => {
      const made = await makePromise(ctx, {
        customerId: params.customerId,
        amount: body.amount,
        promisedFor: body.promisedFor,
        openItemIds: body.openItemIds ?? [],
        saidBy: body.saidBy ?? '',
        said: body.said ?? '',
        channel: body.channel ?? 'call',
      });
      return made.accepted ? accept({ id: made.value }) : made;
    }),
    answer(api.cancelPromise, async (ctx, { params, body }) => {
      const cancelled = await cancelPromise(ctx, params.promiseId, body.note);
      return cancelled.accepted ? accept({ done: true } as const) : cancelled;
    }),
  ];
}
