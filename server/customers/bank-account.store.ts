import type { CustomerId } from '@goodterms/core/kernel/id.ts';
import type { Context } from '../platform/context.ts';
import { rows, sql } from '../platform/database.ts';

/** False when the account is known as the customer's already. */
export async function insertBankAccount(
  ctx: Context,
  customerId: CustomerId,
  account: string,
  learntFrom: 'ledger' | 'confirmation' | 'person',
): Promise<boolean> {
  const inserted = await rows(
    ctx,
    sql`
    insert into customer_bank_account (tenant_id, customer_id, account, learnt_from)
    values (${ctx.tenantId}, ${customerId}, ${account}, ${learntFrom})
        on conflict do nothing
    returning account`,
  );
  return inserted.length === 1;
}

/** Only what was learnt from a confirmation; what the ledger or a person says stays. */
export async function deleteLearntAccount(
  ctx: Context,
  customerId: CustomerId,
  account: string,
): Promise<boolean> {
  const deleted = await rows(
    ctx,
    sql`
    delete from customer_bank_account
     where tenant_id = ${ctx.tenantId} and customer_id = ${customerId} and account = ${account}
       and learnt_from = 'confirmation'
    returning account`,
  );
  return deleted.length === 1;
}
