import * as api from '@goodterms/api/collections/customer-page.ts';
import { accept, refuse } from '@goodterms/core/kernel/outcome.ts';
import { answer } from '../platform/door.ts';
import { readCustomerPage } from './customer-page.queries.ts';

export function customerPageRoutes() {
  return [
    answer(api.readCustomerPage, async (ctx, { params }) => {
      const page = await readCustomerPage(ctx, params.customerId);
      return page ? accept(page) : refuse('customer_must_exist');
    }),
  ];
}
