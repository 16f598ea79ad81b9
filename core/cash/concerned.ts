import type { CustomerId } from '../kernel/id.ts';
import type { LineToMatch, MatchingBooks } from './matching-books.ts';
import { payerForSure, payerOf } from './payer.ts';
import { quotesOf } from './quoted-item.ts';

/**
 * The heads of the groups whose items may have a say in what a line pays: of those whom it quotes,
 * from whose account it came, or whose name it bears. Two payments that share none of them cannot
 * change each other's decision.
 */
export function groupsConcerned(line: LineToMatch, books: MatchingBooks): Set<CustomerId> {
  const payer = payerOf(line, books);
  const customerIds = [...payer.byAccount, ...payer.byName];
  for (const { quoted } of line.texts)
    for (const { key } of quoted) {
      const known = books.quotable.get(key);
      if (!known) continue;
      for (const { customerId } of known.items) customerIds.push(customerId);
      for (const { customerId } of known.creditNotes) if (customerId) customerIds.push(customerId);
    }
  return new Set(customerIds.map((id) => groupOf(id, books)));
}

export function groupOf(customerId: CustomerId, books: MatchingBooks): CustomerId {
  return books.customers.get(customerId)?.groupId ?? customerId;
}

/**
 * Whose money a payment was that went back: the account's, else of the only customer whom it
 * quotes. It does not ask what was open, so that it is the same whenever the return is found.
 */
export function senderOf(line: LineToMatch, books: MatchingBooks): CustomerId | undefined {
  const payer = payerOf(line, books);
  const [quoted, another] = new Set(
    quotesOf(line, books, payer).items.map(({ item }) => item.customerId),
  );
  return payerForSure(payer) ?? (another === undefined ? quoted : undefined);
}
