import * as api from '@goodterms/api/ledger/ledger.ts';
import { toMoneyJson } from '@goodterms/api/fields.ts';
import { money, moneyText } from '@goodterms/core/kernel/money.ts';
import { accept, refuse } from '@goodterms/core/kernel/outcome.ts';
import { bucketNames } from '@goodterms/core/ledger/ageing.ts';
import { customerExists, customersById } from '../customers/customer.queries.ts';
import { answer } from '../platform/door.ts';
import { PAGE_SIZE } from '../platform/page.ts';
import { ageing } from './ageing.queries.ts';
import { allocateAll, reverseAllocations } from './allocation.actions.ts';
import { listItems } from './item-list.queries.ts';

export function ledgerRoutes() {
  return [
    answer(api.listItems, async (ctx, { params, query }) => {
      if (!(await customerExists(ctx, params.customerId))) return refuse('customer_must_exist');
      const { state = 'all', cursor, limit = PAGE_SIZE } = query;
      const page = await listItems(ctx, params.customerId, { state, cursor, limit });
      return accept({
        rows: page.rows.map(({ item, settledAt, allocations }) => ({
          id: item.id,
          kind: item.kind,
          reference: item.reference,
          issuedOn: item.issuedOn,
          dueOn: item.dueOn,
          amount: toMoneyJson(item.amount),
          open: toMoneyJson(item.openAmount),
          settledAt: settledAt?.toISOString() ?? null,
          allocations: allocations.map(({ id, creditItemId, amount, on, reference, reversed }) => ({
            id,
            creditItemId,
            amount: toMoneyJson(amount),
            on,
            reference,
            reversed,
          })),
        })),
        nextCursor: page.nextCursor,
      });
    }),
    answer(api.readAgeing, async (ctx, { query }) => {
      const on = query.on ?? ctx.today;
      const aged = await ageing(ctx, {
        by: query.byCustomer ? 'customer' : 'company',
        asOf: on === ctx.today ? undefined : on,
      });
      const names = await customersById(
        ctx,
        aged.flatMap((row) => row.customerId ?? []),
      );
      return accept({
        on,
        basis: BASIS,
        buckets: bucketNames(),
        rows: aged.map(({ customerId, currency, total, buckets, credits }) => {
          const text = (minor: bigint) => moneyText(money(minor, currency));
          return {
            customerId: customerId ?? null,
            name: customerId ? (names.get(customerId)?.name ?? null) : null,
            currency,
            total: text(total),
            amounts: buckets.map(text),
            credits: text(credits),
          };
        }),
      });
    }),
    answer(api.allocate, async (ctx, { body }) => {
      const { creditItemId, parts } = body;
      const outcome = await allocateAll(
        ctx,
        parts.map(({ openItemId, amount }) => ({ creditItemId, openItemId, amount })),
      );
      return outcome.accepted ? accept({ ids: [...outcome.value] }) : outcome;
    }),
    answer(api.reverseAllocation, async (ctx, { params, body }) => {
      const outcome = await reverseAllocations(ctx, [params.allocationId], body.reason);
      if (!outcome.accepted) return outcome;
      const [id = ''] = outcome.value;
      return accept({ id });
    }),
  ];
}

const BASIS =
  'Open amounts by days past the due day, per currency. Credits stand apart and are not taken off.';
