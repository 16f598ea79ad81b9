import * as api from '@goodterms/api/collections/customer-page.ts';
import { accept, refuse } from '@goodterms/core/kernel/outcome.ts';
import { answer } from '../platform/door.ts';
import { explainCustomer } from './explain.queries.ts';

export function explainRoutes() {
  return [
    answer(api.explainCustomer, async (ctx, { params }) => {
      const explanation = await explainCustomer(ctx, params.customerId);
      return explanation ? accept(explanation) : refuse('customer_must_exist');
    }),
  ];
}
