import type { BankLineId, CustomerId } from '../kernel/id.ts';
import { quickReading } from './clean-reference.ts';
import type { Evidence } from './evidence.ts';
import { customersOf, type Source } from './hypothesis.ts';
import type { LineToMatch } from './line-to-match.ts';
import type { MatchShare } from './match-shares.ts';
import type { MatchingBooks } from './matching-books.ts';
import { isWeak } from './mention.ts';
import { onAccount, proposalOf, type Proposal } from './proposal.ts';
import { readLine, type JudgedHypothesis, type Reading } from './reading.ts';
import { shippedPrecision } from './shipped-tiers.ts';
import { holds, NOTHING_RECORDED, type TierName } from './tier-record.ts';
import type { WhyUnapplied } from './unapplied.ts';

/**
 * By what a match came about: a tier of the rule, or what a person did: 'confirmed', 'by_hand',
 * 'on_account', 'returned_payment'.
 */
export type Tier = TierName;

export type Matched = {
  readonly verdict: 'matched';
  readonly lineId: BankLineId;
  readonly tier: Tier;
  readonly customerId: CustomerId;
  readonly shares: readonly MatchShare[];
  readonly evidence: readonly Evidence[];
  /** The customer's own numbers said it all, and what any other customer owes had no say. */
  readonly isPlain: boolean;
};

export type Unapplied = {
  readonly verdict: 'unapplied';
  readonly lineId: BankLineId;
  readonly why: WhyUnapplied;
  /** The customer from whose account it came, when that is certain. */
  readonly customerId: CustomerId | undefined;
  /** Best first. */
  readonly proposals: readonly Proposal[];
  /** A mistake of ours that kept the rule from deciding; to be logged. */
  readonly failure?: unknown;
};

export type Decision = Matched | Unapplied;

const PROPOSALS_AT_MOST = 5;

/**
 * What a line pays as the books stand. Evidence makes hypotheses, each hypothesis belongs to a tier,
 * and a tier applies by itself only while its precision holds the target. Whatever is less certain
 * is a proposal. Never throws: a line that the rule stumbles over is left to a person.
 */
export function decideLine(line: LineToMatch, books: MatchingBooks): Decision {
  try {
    return decided(line, books);
  } catch (failure) {
    const { id: lineId } = line;
    const nobody = { customerId: undefined, proposals: [] };
    return { verdict: 'unapplied', lineId, why: 'rule_failed', ...nobody, failure };
  }
}

function decided(line: LineToMatch, books: MatchingBooks): Decision {
  const quick = quickReading(line, books);
  if (quick && applies(quick, books)) return matched(line, quick, books, { isPlain: true });
  const reading = readLine(line, books);
  const [best] = reading.hypotheses;
  if (best && applies(best, books)) return matched(line, best, books);
  return {
    verdict: 'unapplied',
    lineId: line.id,
    why: whyUnapplied(reading),
    customerId: payerForSure(reading),
    proposals: proposalsOf(line, reading, books),
  };
}

function proposalsOf(line: LineToMatch, reading: Reading, books: MatchingBooks): Proposal[] {
  const { hypotheses, payer } = reading;
  if (hypotheses.length === 0) return onAccount(line, payer, books);
  return hypotheses.slice(0, PROPOSALS_AT_MOST).map((one) => proposalOf(line, one, payer, books));
}

function matched(
  line: LineToMatch,
  best: JudgedHypothesis,
  books: MatchingBooks,
  { isPlain = false } = {},
): Matched {
  const { customerId, shares, evidence } = proposalOf(line, best, best.payer, books);
  const { tier } = best;
  return { verdict: 'matched', lineId: line.id, tier, customerId, shares, evidence, isPlain };
}

const NEVER_ALONE = new Set<Source>(['other_currency', 'amount', 'payer']);

/** What is never applied without a person, however often it was right. */
function needsPerson({ hypothesis, relation, doubts }: JudgedHypothesis): boolean {
  const isUnquoted = hypothesis.mentions.length === 0;
  return (
    NEVER_ALONE.has(hypothesis.source) ||
    doubts.repeated ||
    (doubts.severalGroups && (relation === 'unknown' || hypothesis.fit.kind !== 'exact')) ||
    doubts.gapIsItem ||
    (isWeak(hypothesis) && (relation === 'other' || relation === 'unknown')) ||
    doubts.alike ||
    doubts.chance === 2 ||
    (isUnquoted && (doubts.closed || doubts.prepayment || doubts.otherMoney)) ||
    // Who quotes nothing must be known by more than his account.
    (isUnquoted && relation !== 'twice' && relation !== 'named')
  );
}

function applies(judged: JudgedHypothesis, { knowledge }: MatchingBooks): boolean {
  if (needsPerson(judged)) return false;
  const { tier } = judged;
  const record = knowledge.tiers.get(tier) ?? NOTHING_RECORDED;
  return holds(record, shippedPrecision(tier), knowledge.target);
}

function payerForSure({ payer }: Reading): CustomerId | undefined {
  const { sure } = payer;
  const evidence = sure && payer.evidence.get(sure);
  return evidence && (evidence.account || evidence.alias || evidence.number) ? sure : undefined;
}

function whyUnapplied({ hypotheses, lineDoubts, payer }: Reading): WhyUnapplied {
  const [best] = hypotheses;
  if (lineDoubts.closed && (!best || best.hypothesis.mentions.length === 0))
    return 'item_already_settled';
  if (!best) return payer.isStranger || lineDoubts.otherMoney ? 'other_money' : 'no_reference';
  const { hypothesis, relation, doubts } = best;
  if (hypothesis.source === 'other_currency') return 'currencies_differ';
  if (relation === 'other') return 'payer_and_reference_disagree';
  if (doubts.severalGroups || (customersIn(hypotheses) > 1 && hypothesis.mentions.length === 0))
    return 'two_customers_fit';
  if (hypothesis.mentions.length === 0) return 'amount_alone_never_decides';
  if (relation === 'unknown' && hypothesis.fit.kind !== 'exact') return 'reference_unconfirmed';
  if ((doubts.gapIsItem && hypothesis.items.length === 1) || hypothesis.source === 'quoted_credit')
    return 'amount_fits_another_item';
  if (hypothesis.fit.gap > 0n) return 'less_than_quoted';
  if (hypothesis.fit.gap < 0n) return 'more_than_quoted';
  return 'reference_unconfirmed';
}

function customersIn(hypotheses: readonly JudgedHypothesis[]): number {
  const best = hypotheses.filter(({ tier }) => tier === hypotheses[0]?.tier);
  return new Set(best.flatMap(({ hypothesis }) => [...customersOf(hypothesis.items)])).size;
}
