import type { CustomerId } from '../kernel/id.ts';
import { rememberedIn } from '../kernel/remembered.ts';
import type { LineToMatch } from './line-to-match.ts';
import { groupMembers, type MatchingBooks } from './matching-books.ts';
import type { KnownPayer } from './matching-knowledge.ts';
import { customersNamed } from './name-likeness.ts';
import { runsOf } from './text-runs.ts';

/** What the line itself says about who paid, apart from any reference. */
export type Payer = {
  readonly evidence: ReadonlyMap<CustomerId, PayerEvidence>;
  /** The customers whom it most probably is. */
  readonly likely: readonly CustomerId[];
  /** They and everybody of their groups: weak references are looked for among theirs. */
  readonly circle: ReadonlySet<CustomerId>;
  /** The one customer that is certain. */
  readonly sure: CustomerId | undefined;
  /** Confirmed to be somebody whose money is no receivable of ours. */
  readonly isStranger: boolean;
};

export type PayerEvidence = {
  readonly account: boolean;
  readonly alias: boolean;
  readonly number: string | undefined;
  /** Of the names; 0 when they are not alike. */
  readonly likeness: number;
};

/** How a customer relates to the payer, the surest first. */
export type PayerRelation = 'twice' | 'known' | 'named' | 'similar' | 'group' | 'unknown' | 'other';

const NAMED = 0.9;
const SIMILAR = 0.62;
/** An account or a name from which so many customers pay names none of them. */
const SHARED_BY = 6;

export const payerOf: (line: LineToMatch, books: MatchingBooks) => Payer = rememberedIn(readPayer);

function readPayer(line: LineToMatch, books: MatchingBooks): Payer {
  const { knowledge } = books;
  const evidence = new Map<CustomerId, PayerEvidence>();
  const note = (id: CustomerId, more: Partial<PayerEvidence>) => {
    const before = evidence.get(id) ?? NO_EVIDENCE;
    evidence.set(id, { ...before, ...more });
  };
  const accounts = line.payerAccount ? (knowledge.accounts.get(line.payerAccount) ?? []) : [];
  for (const { customerId } of trusted(accounts)) note(customerId, { account: true });
  let isStranger = false;
  for (const payer of line.payers) {
    const { key } = payer;
    if ((knowledge.strangers.get(key) ?? 0) > 0) isStranger = true;
    for (const { customerId } of trusted(knowledge.payers.get(key) ?? []))
      note(customerId, { alias: true });
    for (const { customerId, likeness } of customersNamed(payer, books))
      if (likeness > (evidence.get(customerId)?.likeness ?? 0)) note(customerId, { likeness });
  }
  for (const [id, number] of quotedCustomers(line, books)) note(id, { number });
  return { ...judged(evidence, books), evidence, isStranger };
}

const NO_EVIDENCE: PayerEvidence = { account: false, alias: false, number: undefined, likeness: 0 };

function trusted(known: readonly KnownPayer[]): readonly KnownPayer[] {
  const sure = known.filter(({ confirmed, refused }) => confirmed > refused);
  return sure.length > SHARED_BY ? [] : sure;
}

function judged(evidence: ReadonlyMap<CustomerId, PayerEvidence>, books: MatchingBooks) {
  const certain = [...evidence].filter(([, one]) => one.account || one.alias || one.number);
  const quoted = certain.filter(([, one]) => one.number !== undefined);
  const best = Math.max(0, ...[...evidence.values()].map(({ likeness }) => likeness));
  const named = [...evidence].filter(
    ([, { likeness }]) => likeness >= SIMILAR && likeness >= best - 0.06,
  );
  const both = certain.filter(([id]) => named.some(([other]) => other === id));
  const likely = firstFilled([quoted, both, certain, named]).map(([id]) => id);
  const [first] = likely;
  const isSure =
    likely.length === 1 && first !== undefined && (certain.length > 0 || best >= NAMED);
  return {
    likely,
    circle: new Set(
      [...evidence.keys()]
        .filter((id) => isNear(id, likely, evidence))
        .concat(likely.flatMap((id) => groupMembers(books, id))),
    ),
    sure: isSure ? first : undefined,
  };
}

function isNear(
  id: CustomerId,
  likely: readonly CustomerId[],
  evidence: ReadonlyMap<CustomerId, PayerEvidence>,
): boolean {
  const one = evidence.get(id);
  return likely.includes(id) || one?.account === true || one?.alias === true;
}

function firstFilled<Thing>(lists: readonly (readonly Thing[])[]): readonly Thing[] {
  return lists.find((list) => list.length > 0) ?? [];
}

/** Customer numbers of ours that stand in the text. */
function quotedCustomers(line: LineToMatch, books: MatchingBooks): [CustomerId, string][] {
  const found: [CustomerId, string][] = [];
  for (const text of line.texts) {
    if (text.where === 'end_to_end' || text.where === 'structured') continue;
    for (const run of runsOf(text.text)) {
      if (!run.isDigits || run.text.length < 4) continue;
      const customerId = books.customersByNumber.get(run.text);
      if (customerId && !books.byNumber.has(run.text)) found.push([customerId, run.text]);
    }
  }
  return found;
}

/** How the payer relates to the customers whose items are meant. */
export function relationTo(
  customers: ReadonlySet<CustomerId>,
  payer: Payer,
  books: MatchingBooks,
): PayerRelation {
  const relations = [...customers].map((id) => relationToOne(id, payer, books));
  for (const worst of ['other', 'unknown', 'group', 'similar', 'named', 'known'] as const)
    if (relations.includes(worst)) return worst;
  return 'twice';
}

function relationToOne(id: CustomerId, payer: Payer, books: MatchingBooks): PayerRelation {
  const one = payer.evidence.get(id);
  if (one) {
    const certain = [one.account, one.alias, one.number !== undefined].filter(Boolean).length;
    if (certain > 1 || (certain === 1 && one.likeness >= SIMILAR)) return 'twice';
    if (certain === 1) return 'known';
    if (one.likeness >= NAMED) return 'named';
    if (one.likeness >= SIMILAR && payer.likely.includes(id)) return 'similar';
  }
  if (payer.likely.some((other) => groupMembers(books, other).includes(id))) return 'group';
  return payer.sure === undefined ? 'unknown' : 'other';
}
