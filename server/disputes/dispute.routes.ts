import * as api from '@goodterms/api/disputes/dispute.ts';
import { accept } from '@goodterms/core/kernel/outcome.ts';
import { answer } from '../platform/door.ts';
import { closeDispute, openDispute } from './dispute.actions.ts';

export function disputeRoutes() {
  return [
    answer(api.openDispute, async (ctx, { params, body }) => {
      const opened = await openDispute(ctx, {
        customerId: params.customerId,
        openItemId: body.openItemId,
        amount: body.amount,
        reason: body.reason,
        said: body.said ?? '',
      });
      return opened.accepted ? accept({ id: opened.value }) : opened;
    }),
    answer(api.closeDispute, async (ctx, { params, body }) => {
      const closed = await closeDispute(ctx, params.disputeId, body.verdict, body.note);
      return closed.accepted ? accept({ done: true } as const) : closed;
    }),
  ];
}
