import * as api from '@goodterms/api/customers/customers.ts';
import { toMoneyJson } from '@goodterms/api/fields.ts';
import { accept } from '@goodterms/core/kernel/outcome.ts';
import { answer } from '../platform/door.ts';
import { PAGE_SIZE } from '../platform/page.ts';
import { customerLines } from './customer-list.queries.ts';
import { searchEverything } from './search.queries.ts';

/** The list of customers shows what they owe, so it is answered by the room that knows. */
export function customerListRoutes() {
  return [
    answer(api.listCustomers, async (ctx, { query, by }) => {
      const { search, cursor, collector, limit = PAGE_SIZE } = query;
      const collectorId = collector === 'me' ? by.actor.id : collector;
      const page = await customerLines(ctx, { search, cursor, collectorId, limit });
      return accept({
        rows: page.rows.map((line) => ({
          ...line,
          open: line.open.map(toMoneyJson),
          overdue: line.overdue.map(toMoneyJson),
        })),
        nextCursor: page.nextCursor,
      });
    }),
    answer(api.searchEverything, async (ctx, { query }) =>
      accept({ hits: await searchEverything(ctx, query.q) }),
    ),
  ];
}
