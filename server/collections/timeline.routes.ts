import * as api from '@goodterms/api/customers/customers.ts';
import { toMoneyJson } from '@goodterms/api/fields.ts';
import { accept, refuse } from '@goodterms/core/kernel/outcome.ts';
import { answer } from '../platform/door.ts';
import { PAGE_SIZE } from '../platform/page.ts';
import { timelineOf } from './timeline.queries.ts';

/** The stream tells of every room up to this one, so it is answered here. */
export function timelineRoutes() {
  return [
    answer(api.readTimeline, async (ctx, { params, query }) => {
      const { limit = PAGE_SIZE, ...question } = query;
      const page = await timelineOf(ctx, params.customerId, { ...question, limit });
      if (!page) return refuse('customer_must_exist');
      return accept({
        rows: page.rows.map(({ amount, ...line }) => ({
          ...line,
          amount: amount === undefined ? null : toMoneyJson(amount),
        })),
        nextCursor: page.nextCursor,
      });
    }),
  ];
}
