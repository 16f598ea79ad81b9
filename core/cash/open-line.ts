import type { CustomerId } from '../kernel/id.ts';
import { groupOf, groupsConcerned } from './concerned.ts';
import type { LineToMatch } from './line-to-match.ts';
import type { MatchingBooks } from './matching-books.ts';
import type { Proposal } from './proposal.ts';

/** A payment that waits for a person, as it was last read. */
export type OpenLine = {
  /** Best first. */
  readonly proposals: readonly Proposal[];
  /** Heads of the groups of customers whose items may change the proposals. */
  readonly groups: readonly CustomerId[];
  /** Under what its payer is remembered: 'account …' and 'name …'. */
  readonly payerKeys: readonly string[];
};

/** Of a line that the rule stumbled over. */
export const NOT_READ: OpenLine = { proposals: [], groups: [], payerKeys: [] };

/** What is kept of a line that was just read: whoever changes what it depends on has it read again. */
export function openLine(
  line: LineToMatch,
  proposals: readonly Proposal[],
  books: MatchingBooks,
): OpenLine {
  const groups = groupsConcerned(line, books);
  for (const { customerId } of proposals) groups.add(groupOf(customerId, books));
  const names = line.payers.map(({ key }) => `name ${key}`);
  return {
    proposals,
    groups: [...groups],
    payerKeys: line.payerAccount === undefined ? names : [`account ${line.payerAccount}`, ...names],
  };
}
