import * as api from '@goodterms/api/collections/dunning-hold.ts';
import { accept } from '@goodterms/core/kernel/outcome.ts';
import { answer } from '../platform/door.ts';
import { liftHold, setHold } from './dunning-hold.actions.ts';

export function holdRoutes() {
  return [
    answer(api.setHold, async (ctx, { params, body }) => {
      const set = await setHold(ctx, {
        customerId: params.customerId,
        openItemId: body.openItemId,
        untilOn: body.untilOn,
        reason: body.reason,
        note: body.note ?? '',
      });
      return set.accepted ? accept({ id: set.value }) : set;
    }),
    answer(api.liftHold, async (ctx, { params }) => {
      const lifted = await liftHold(ctx, params.holdId);
      return lifted.accepted ? accept({ done: true } as const) : lifted;
    }),
  ];
}
