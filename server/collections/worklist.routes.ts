import * as api from '@goodterms/api/collections/worklist.ts';
import { toMoneyJson } from '@goodterms/api/fields.ts';
import { BECAUSE_TITLES } from '@goodterms/core/collections/reason-sentence.ts';
import { accept } from '@goodterms/core/kernel/outcome.ts';
import { answer } from '../platform/door.ts';
import { PAGE_SIZE } from '../platform/page.ts';
import { runMorning } from './day.job.ts';
import { markRow, unmarkRow } from './worklist-mark.actions.ts';
import { heldBackPage, worklistPage } from './worklist-page.queries.ts';

const DONE = accept({ done: true } as const);

export function worklistRoutes() {
  return [
    answer(api.readWorklist, async (ctx, { query }) => {
      const { limit = PAGE_SIZE, ...question } = query;
      return accept(await worklistPage(ctx, { ...question, limit }));
    }),
    answer(api.readHeldBack, async (ctx, { query }) => {
      const { limit = PAGE_SIZE, ...question } = query;
      const { on, rows, nextCursor } = await heldBackPage(ctx, { ...question, limit });
      return accept({
        on,
        nextCursor,
        rows: rows.map((row) => ({ ...row, amounts: row.amounts.map(toMoneyJson) })),
      });
    }),
    answer(api.markWorklistRow, async (ctx, { params, body }) => {
      const { done: isDone, nextOn } = body;
      const marked = await markRow(ctx, params.customerId, { isDone, nextOn });
      return marked.accepted ? DONE : marked;
    }),
    answer(api.unmarkWorklistRow, async (ctx, { params }) => {
      const unmarked = await unmarkRow(ctx, params.customerId);
      return unmarked.accepted ? DONE : unmarked;
    }),
    answer(api.runMorning, async (ctx, { query }) => {
      const run = await runMorning(ctx, { dryRun: query.dryRun });
      const { on, customers, remind, wait, person, queued, withdrawn, byReason } = run;
      return accept({
        on,
        customers,
        remind,
        wait,
        person,
        queued,
        withdrawn,
        byReason: byReason.map((one) => ({ ...one, title: BECAUSE_TITLES[one.reason] })),
      });
    }),
  ];
}
