import type { CustomerId } from '../kernel/id.ts';
import type { Evidence } from './evidence.ts';
import {
  nameKeyIn,
  type LineToMatch,
  type MatchingBooks,
  type PossiblePayer,
} from './matching-books.ts';
import { isCutOff, sameKey } from './payer-name.ts';

/** Who the line itself says has paid, apart from any reference. */
export type Payer = {
  /** Customers who paid from this account before, or said they would. */
  readonly byAccount: readonly CustomerId[];
  readonly byName: readonly CustomerId[];
};

export function payerOf(line: LineToMatch, books: MatchingBooks): Payer {
  const keys = line.payerNames.map((name) => nameKeyIn(books, name)).filter((key) => key !== '');
  const byName = keys.flatMap((key) => books.customersByName.get(key) ?? []);
  return {
    byAccount: (line.payerAccount && books.customersByAccount.get(line.payerAccount)) || [],
    byName: [...new Set(byName.map(({ id }) => id))],
  };
}

/** The one customer whose account it is; a shared account names nobody. */
export function payerForSure(payer: Payer): CustomerId | undefined {
  return payer.byAccount.length === 1 ? payer.byAccount[0] : undefined;
}

/** What confirms that this customer has paid: the account, or the name. None: nothing does. */
export function confirmations(
  line: LineToMatch,
  payer: Payer,
  customer: PossiblePayer,
  books: MatchingBooks,
): Evidence[] {
  const found: Evidence[] = [];
  const account = line.payerAccount ?? '';
  if (payer.byAccount.includes(customer.id))
    found.push({ kind: 'payer_account_known', matched: customer.name, value: account });
  else if (inGroupOf(payer.byAccount, customer, books))
    found.push({ kind: 'payer_in_same_group', matched: customer.name, value: account });
  const name = line.payerNames.find(
    (one) =>
      sameKey(nameKeyIn(books, one), nameKeyIn(books, customer.name)) ||
      isCutOff(one, customer.name),
  );
  if (name !== undefined)
    found.push({ kind: 'payer_name_is_customer', matched: customer.name, value: name });
  else if (found.length === 0 && inGroupOf(payer.byName, customer, books))
    found.push({
      kind: 'payer_in_same_group',
      matched: customer.name,
      value: line.payerNames.join(', '),
    });
  return found;
}

/** The customer who has paid, as far as account or name tell, when it is not the one quoted. */
export function contradiction(payer: Payer, books: MatchingBooks): Evidence | undefined {
  const [other] = payer.byAccount.length > 0 ? payer.byAccount : payer.byName;
  const known = other === undefined ? undefined : books.customers.get(other);
  if (!known) return undefined;
  return { kind: 'payer_is_another_customer', matched: known.name, value: known.name };
}

export function inGroupOf(
  customerIds: readonly CustomerId[],
  customer: PossiblePayer,
  books: MatchingBooks,
): boolean {
  return customerIds.some((id) => books.customers.get(id)?.groupId === customer.groupId);
}
