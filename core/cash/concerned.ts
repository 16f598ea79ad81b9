import type { CustomerId } from '../kernel/id.ts';
import type { LineToMatch } from './line-to-match.ts';
import type { MatchingBooks } from './matching-books.ts';
import { payerOf } from './payer.ts';
import { mentionsOf } from './quoted-number.ts';

/**
 * The heads of the groups whose items may have a say in what a line pays: of those whom it quotes,
 * from whose account it came, or whose name it bears. Two payments that share none of them cannot
 * change each other's decision.
 */
export function groupsConcerned(line: LineToMatch, books: MatchingBooks): Set<CustomerId> {
  const payer = payerOf(line, books);
  const customerIds = [...payer.circle, ...payer.likely];
  for (const { meant } of mentionsOf(line, books))
    for (const { customerId } of meant) customerIds.push(customerId);
  return new Set(customerIds.map((id) => groupOf(id, books)));
}

export function groupOf(customerId: CustomerId, books: MatchingBooks): CustomerId {
  return books.customers.get(customerId)?.groupId ?? customerId;
}

/**
 * Whose money a payment was that went back: the account's, else of the only customer whose items it
 * quotes. It does not ask what was open, so that it is the same whenever the return is found; and
 * not for credit notes, which stand in the books only beside other lines of their customers.
 */
export function senderOf(line: LineToMatch, books: MatchingBooks): CustomerId | undefined {
  const byAccount = [...payerOf(line, books).evidence].filter(([, { account }]) => account);
  const [only, second] = byAccount;
  if (only && !second) return only[0];
  const [quoted, another] = new Set(
    mentionsOf(line, books).flatMap(({ meant }) =>
      meant.filter(({ isCreditNote }) => !isCreditNote).map(({ customerId }) => customerId),
    ),
  );
  return another === undefined ? quoted : undefined;
}
