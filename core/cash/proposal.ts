import type { CustomerId, OpenItemId } from '../kernel/id.ts';
import { money, type Money } from '../kernel/money.ts';
import { amountText, type Evidence } from './evidence.ts';
import type { Hypothesis } from './hypothesis.ts';
import type { LineToMatch } from './line-to-match.ts';
import { sharesOf, type MatchShare } from './match-shares.ts';
import type { MatchingBooks, Quotable } from './matching-books.ts';
import type { Mention } from './mention.ts';
import { relationTo, type Payer } from './payer.ts';
import type { JudgedHypothesis } from './reading.ts';
import type { TierName } from './tier-record.ts';

/** What a line may pay, for a person to confirm. */
export type Proposal = {
  readonly customerId: CustomerId;
  /** Empty: only whose money it seems to be. */
  readonly shares: readonly MatchShare[];
  /** What would stay on the customer's account. */
  readonly rest: Money;
  readonly evidence: readonly Evidence[];
  readonly tier: TierName;
  /** What is open of items in another currency, which a payment cannot settle by itself. */
  readonly foreign: readonly MatchShare[];
};

export function proposalOf(
  line: LineToMatch,
  { hypothesis, tier, relation }: JudgedHypothesis,
  payer: Payer,
  books: MatchingBooks,
): Proposal {
  const { items, fit } = hypothesis;
  const isForeign = items.some(({ currency }) => currency !== line.amount.currency);
  const settled = isForeign
    ? { shares: [], rest: line.amount }
    : sharesOf(line.amount, items, fit.cash);
  const customerId = mostOf(hypothesis);
  return {
    customerId,
    ...settled,
    tier,
    foreign: isForeign ? items.map(wholly) : [],
    evidence: hypothesis.mentions
      .flatMap((mention) => quoted(mention, hypothesis))
      .concat(
        amountEvidence(line, hypothesis),
        payerEvidence(line, customerId, payer, relation, books),
      ),
  };
}

function wholly({ id, left, currency }: Quotable): MatchShare {
  return { openItemId: id as OpenItemId, amount: money(left, currency) };
}

/** Whose money it seems to be, when nothing that is owed fits. */
export function onAccount(line: LineToMatch, payer: Payer, books: MatchingBooks): Proposal[] {
  const [customerId, another] = payer.likely;
  const evidence = customerId && payer.evidence.get(customerId);
  // An account that is known for sure makes it the customer's without anybody confirming it.
  if (!customerId || another || evidence?.account) return [];
  const relation = relationTo(new Set([customerId]), payer, books);
  return [
    {
      customerId,
      shares: [],
      rest: line.amount,
      tier: `none/-/payer/${relation}/none`,
      foreign: [],
      evidence: payerEvidence(line, customerId, payer, relation, books),
    },
  ];
}

/** Whose most of it is; a payment for several customers is booked with it. */
function mostOf({ items }: Hypothesis): CustomerId {
  const owed = new Map<CustomerId, bigint>();
  for (const { customerId, left } of items)
    owed.set(customerId, (owed.get(customerId) ?? 0n) + left);
  const [best] = [...owed].toSorted((a, b) => (a[1] > b[1] ? -1 : a[1] < b[1] ? 1 : 0));
  return best?.[0] ?? ('' as CustomerId);
}

function quoted({ where, from, until, text, meant }: Mention, { items }: Hypothesis): Evidence[] {
  return meant
    .filter((one) => items.includes(one))
    .map(({ isCreditNote, reference }) => ({
      kind: isCreditNote ? 'credit_note_quoted' : 'reference_quoted',
      where,
      from,
      until,
      matched: reference,
      value: text,
    }));
}

function amountEvidence(line: LineToMatch, { items, fit, source }: Hypothesis): Evidence {
  const value = amountText(line.amount);
  const kind = fit.kind;
  if (source === 'subset') return { kind: 'amount_is_only_sum', value };
  if (source === 'statement') return { kind: 'amount_is_statement', value };
  if (kind === 'exact')
    return { kind: items.length > 1 ? 'amount_is_sum' : 'amount_is_open_amount', value };
  if (kind === 'discount' || kind === 'discount_late')
    return { kind: 'amount_is_discounted', value };
  if (kind === 'fee' || kind === 'stated_fee') return { kind: 'amount_lacks_charges', value };
  if (kind === 'rounding') return { kind: 'amount_is_rounded', value };
  return { kind: fit.gap > 0n ? 'amount_is_less' : 'amount_is_more', value };
}

function payerEvidence(
  line: LineToMatch,
  customerId: CustomerId,
  payer: Payer,
  relation: JudgedHypothesis['relation'],
  books: MatchingBooks,
): Evidence[] {
  const matched = books.customers.get(customerId)?.name ?? '';
  const evidence = payer.evidence.get(customerId);
  const name = line.payers.map((one) => one.name).join(', ');
  const found: Evidence[] = [];
  if (evidence?.account)
    found.push({ kind: 'payer_account_known', matched, value: line.payerAccount ?? '' });
  if (evidence?.alias) found.push({ kind: 'payer_name_learnt', matched, value: name });
  if (evidence?.number)
    found.push({ kind: 'customer_number_quoted', matched, value: evidence.number });
  if (evidence && evidence.likeness >= 0.9)
    found.push({ kind: 'payer_name_is_customer', matched, value: name });
  else if (evidence && evidence.likeness > 0)
    found.push({ kind: 'payer_name_is_similar', matched, value: name });
  if (relation === 'group') found.push({ kind: 'payer_in_same_group', matched, value: name });
  if (relation === 'other') {
    const other = payer.sure && books.customers.get(payer.sure)?.name;
    if (other) found.push({ kind: 'payer_is_another_customer', matched: other, value: other });
  }
  return found;
}
