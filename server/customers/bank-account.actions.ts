import { accountKey } from '@goodterms/core/customers/account-key.ts';
import type { CustomerId } from '@goodterms/core/kernel/id.ts';
import type { Context } from '../platform/context.ts';
import { record } from '../platform/journal.ts';
import { deleteLearntAccount, insertBankAccount } from './bank-account.store.ts';

/** A person confirmed a payment: from now on its account is known as this customer's. */
export async function learnBankAccount(
  ctx: Context,
  customerId: CustomerId,
  account: string | undefined,
): Promise<void> {
  const key = accountKey(account);
  if (key === undefined || !(await insertBankAccount(ctx, customerId, key, 'confirmation'))) return;
  await record(ctx, { fact: 'customers.bank_account_learnt', customerId, data: {} });
}

/** The confirmation from which an account was learnt was a mistake. */
export async function unlearnBankAccount(
  ctx: Context,
  customerId: CustomerId,
  account: string | undefined,
): Promise<void> {
  const key = accountKey(account);
  if (key === undefined || !(await deleteLearntAccount(ctx, customerId, key))) return;
  await record(ctx, { fact: 'customers.bank_account_forgotten', customerId, data: {} });
}
