import type { CustomerId } from '../kernel/id.ts';
import { fitOf } from './amount-fit.ts';
import { isRepeated } from './doubts.ts';
import { customersOf, weakest, type Hypothesis } from './hypothesis.ts';
import type { LineToMatch } from './line-to-match.ts';
import type { MatchingBooks } from './matching-books.ts';
import type { KnownPayer } from './matching-knowledge.ts';
import { STRENGTHS, type Mention } from './mention.ts';
import { likeness } from './name-likeness.ts';
import type { Payer, PayerEvidence, PayerRelation } from './payer.ts';
import { mentionsOf } from './quoted-number.ts';
import type { JudgedHypothesis } from './reading.ts';
import { signsIn } from './text-signs.ts';
import { tierNameOf, type Doubts } from './tier-name.ts';

const NO_DOUBTS: Doubts = {
  alike: false,
  closed: false,
  cutOff: false,
  gapIsItem: false,
  otherMoney: false,
  prepayment: false,
  repeated: false,
  severalGroups: false,
  unread: false,
  ignored: false,
  chance: 0,
};

/**
 * The quick way for most lines of a large file: whole numbers of one customer, which is the payer,
 * and exactly the amount. It says the same as the long way; whatever is not so clean goes there.
 */
export function quickReading(
  line: LineToMatch,
  books: MatchingBooks,
): JudgedHypothesis | undefined {
  const mentions = mentionsOf(line, books);
  if (!mentions.every(isClean) || mentions.length === 0) return undefined;
  const items = mentions.flatMap(({ meant }) => meant);
  const { currency, minor } = line.amount;
  if (items.some((one) => one.left <= 0n || one.currency !== currency)) return undefined;
  if (items.reduce((sum, { left }) => sum + left, 0n) !== minor) return undefined;
  const customers = customersOf(items);
  const [customerId] = customers;
  if (customers.size !== 1 || customerId === undefined) return undefined;
  const evidence = evidenceFor(customerId, line, books);
  const relation = relationBy(evidence);
  if (!relation || isRepeated(line, true, books)) return undefined;
  const signs = signsIn(line.texts.map(({ text }) => text));
  if (signs.isOtherMoney || signs.isPrepayment) return undefined;

  const hypothesis: Hypothesis = {
    source: 'quoted',
    items,
    fit: fitOf(items, line, []),
    strength: weakest(mentions),
    mentions,
    alike: 1,
  };
  const payer: Payer = {
    evidence: new Map([[customerId, evidence]]),
    likely: [customerId],
    circle: customers,
    sure: customerId,
    isStranger: false,
  };
  const tier = tierNameOf(hypothesis, relation, NO_DOUBTS);
  return { hypothesis, tier, relation, doubts: NO_DOUBTS, payer };
}

function isClean({ strength, meant }: Mention): boolean {
  return meant.length === 1 && STRENGTHS.indexOf(strength) <= STRENGTHS.indexOf('digits');
}

function evidenceFor(
  customerId: CustomerId,
  line: LineToMatch,
  books: MatchingBooks,
): PayerEvidence {
  const { accounts, payers } = books.knowledge;
  const has = (known: readonly KnownPayer[] = []) =>
    known.some((one) => one.customerId === customerId && one.confirmed > one.refused);
  const account = line.payerAccount !== undefined && has(accounts.get(line.payerAccount));
  const alias = line.payers.some(({ key }) => has(payers.get(key)));
  return {
    account,
    alias,
    number: undefined,
    // An account and a name that were both confirmed are enough; no words are compared then.
    likeness: account && alias ? 0 : likenessTo(customerId, line, books),
  };
}

function likenessTo(customerId: CustomerId, line: LineToMatch, books: MatchingBooks): number {
  const customer = books.names.of.get(customerId);
  if (!customer) return 0;
  return Math.max(0, ...line.payers.map((payer) => likeness(payer, customer, books)));
}

function relationBy({ account, alias, likeness: alike }: PayerEvidence): PayerRelation | undefined {
  const certain = Number(account) + Number(alias);
  if (certain > 1 || (certain === 1 && alike >= 0.62)) return 'twice';
  if (certain === 1) return 'known';
  return alike >= 0.9 ? 'named' : undefined;
}
