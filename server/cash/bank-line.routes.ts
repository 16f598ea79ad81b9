import { countBankLines } from '@goodterms/api/cash/bank-line-filter.ts';
import * as api from '@goodterms/api/cash/cash.ts';
import { toMoneyJson } from '@goodterms/api/fields.ts';
import { givenReference, type SetAside } from '@goodterms/core/cash/bank-line.ts';
import { evidenceSentence, type Evidence } from '@goodterms/core/cash/evidence.ts';
import { evidenceVoice } from '@goodterms/core/cash/evidence-voice.ts';
import { lineSentence, proposalSentence } from '@goodterms/core/cash/line-sentence.ts';
import { lineState } from '@goodterms/core/cash/line-state.ts';
import type { MatchShare } from '@goodterms/core/cash/match-shares.ts';
import type { CreditItemId, CustomerId, OpenItemId } from '@goodterms/core/kernel/id.ts';
import { money, type Currency } from '@goodterms/core/kernel/money.ts';
import { accept, type Outcome } from '@goodterms/core/kernel/outcome.ts';
import type { CreditItem } from '@goodterms/core/ledger/credit-item.ts';
import type { OpenItem } from '@goodterms/core/ledger/open-item.ts';
import { creditItemsById } from '../ledger/credit-item.queries.ts';
import { openItemsById } from '../ledger/open-item.queries.ts';
import type { Context } from '../platform/context.ts';
import { answer, NOT_FOUND } from '../platform/door.ts';
import { PAGE_SIZE } from '../platform/page.ts';
import {
  linesOfStatement,
  listedLine,
  listLines,
  listOpenLines,
  type ListedLine,
  type ListedMatch,
} from './bank-line-list.queries.ts';
import { countLines } from './line-filter.queries.ts';
import { itemsToChoose, paymentsToChoose } from './choosing.queries.ts';
import { confirmMatch, putOnAccount, setLineAside, undoMatch } from './match.actions.ts';
import { nameReturnedPayment } from './named-return.actions.ts';
import { customerNames } from './match-candidates.queries.ts';

export function bankLineRoutes() {
  return [
    answer(api.listBankLines, async (ctx, { query }) => {
      const { statementId, cursor, limit = PAGE_SIZE, ...filter } = query;
      const { state = statementId === undefined ? 'open' : 'all', ...wanted } = filter;
      if (state === 'open' || state === 'proposed' || state === 'unclear') {
        const page = await listOpenLines(ctx, { ...wanted, state, statementId, cursor, limit });
        return accept({ ...page, rows: await linesJson(ctx, page.rows) });
      }
      const asked = { ...wanted, state, cursor, limit };
      const page =
        statementId === undefined
          ? await listLines(ctx, asked)
          : await linesOfStatement(ctx, statementId, asked);
      return accept({ ...page, open: null, rows: await linesJson(ctx, page.rows) });
    }),
    answer(countBankLines, async (ctx, { query }) => accept(await countLines(ctx, query))),
    answer(api.readBankLine, async (ctx, { params }) => {
      const line = await listedLine(ctx, params.lineId);
      const [json] = line ? await linesJson(ctx, [line]) : [];
      return json ? accept(json) : NOT_FOUND;
    }),
    answer(api.confirmMatch, async (ctx, { params, body }) =>
      done(await confirmMatch(ctx, params.lineId, body)),
    ),
    answer(api.putOnAccount, async (ctx, { params, body }) =>
      done(await putOnAccount(ctx, params.lineId, body.customerId)),
    ),
    answer(api.setLineAside, async (ctx, { params, body }) =>
      done(await setLineAside(ctx, params.lineId, body.kind)),
    ),
    answer(api.undoMatch, async (ctx, { params }) => done(await undoMatch(ctx, params.lineId))),
    answer(api.nameReturnedPayment, async (ctx, { params, body }) =>
      done(await nameReturnedPayment(ctx, params.lineId, body.paymentLineId)),
    ),
    answer(api.findReturnedPayments, async (ctx, { params }) => {
      const payments = await paymentsToChoose(ctx, params.lineId);
      if (!payments) return NOT_FOUND;
      return accept({
        payments: payments.map(({ amount, ...payment }) => ({
          ...payment,
          amount: toMoneyJson(amount),
        })),
      });
    }),
    answer(api.findCandidates, async (ctx, { params, query }) => {
      const items = await itemsToChoose(ctx, params.lineId, query.search);
      if (!items) return NOT_FOUND;
      return accept({
        items: items.map(({ open, ...item }) => ({ ...item, open: toMoneyJson(open) })),
      });
    }),
  ];
}

function done<Reason extends string>(outcome: Outcome<true, Reason>) {
  return outcome.accepted ? accept({ done: true as const }) : outcome;
}

/** Lines as they travel, with everything that they name: items, credit notes and customers. */
async function linesJson(ctx: Context, lines: readonly ListedLine[]): Promise<api.BankLineJson[]> {
  const proposals = lines.flatMap(({ reading }) => reading?.proposals ?? []);
  const shares = [...proposals.flatMap((proposal) => proposal.shares), ...lines.flatMap(matched)];
  const items = await openItemsById(ctx, [...new Set(shares.map(({ openItemId }) => openItemId))]);
  const whose = [...proposals, ...items.values()].map(({ customerId }) => customerId);
  const names: Names = {
    items,
    notes: await creditItemsById(ctx, [
      ...new Set(shares.flatMap(({ creditNoteId }) => creditNoteId ?? [])),
    ]),
    customers: await customerNames(ctx, [...new Set(whose)]),
  };
  return lines.map((line) => lineJson(line, names));
}

type Names = {
  readonly items: ReadonlyMap<OpenItemId, OpenItem>;
  readonly notes: ReadonlyMap<CreditItemId, CreditItem>;
  readonly customers: ReadonlyMap<CustomerId, string>;
};

function lineJson(listed: ListedLine, names: Names): api.BankLineJson {
  const { line, match, reading, customer, setAside } = listed;
  const { currency } = line.amount;
  const facts = {
    amountMinor: line.amount.minor,
    reversal: line.reversal,
    setAside,
    tier: match?.tier,
  };
  const state = lineState(facts);
  return {
    id: listed.id,
    statementId: listed.statementId,
    account: listed.account,
    bookedOn: line.bookedOn,
    valueOn: line.valueOn ?? null,
    amount: toMoneyJson(line.amount),
    runningBalance: moneyOrNull(listed.balance, currency),
    payerName: line.payerName ?? null,
    payerAccount: line.payerAccount ?? null,
    remittance: line.remittance,
    references: {
      structured: line.references.structured ?? null,
      endToEnd: givenReference(line.references.endToEnd) ?? null,
      customer: givenReference(line.references.customer) ?? null,
    },
    state: stateJson(state, setAside, reading?.proposals.length ?? 0),
    sentence: lineSentence({
      state,
      tier: match?.tier,
      setAside,
      isZero: line.amount.minor === 0n,
      why: reading?.why,
      wasUndone: listed.wasUndone,
    }),
    customer: customer ?? null,
    match: match ? matchJson(match, matched(listed), names) : null,
    proposals: (reading?.proposals ?? []).map((proposal) => ({
      customerId: proposal.customerId,
      customerName: names.customers.get(proposal.customerId) ?? '',
      sentence: proposalSentence(
        proposal.shares.map(({ openItemId, amount }) => ({
          amount,
          reference: names.items.get(openItemId)?.reference ?? '',
          openMinor: names.items.get(openItemId)?.openAmount.minor ?? 0n,
        })),
      ),
      evidence: proposal.evidence.map(evidenceJson),
      items: proposal.shares.map((share) => itemJson(share, names)),
      rest: toMoneyJson(proposal.rest),
    })),
    unallocated: moneyOrNull(listed.unallocated, currency),
  };
}

function stateJson(
  state: ReturnType<typeof lineState>,
  aside: SetAside | undefined,
  proposals: number,
): api.BankLineJson['state'] {
  switch (state) {
    case 'open':
      return proposals > 0 ? 'proposed' : 'unapplied';
    case 'open_return':
      return 'unapplied';
    case 'set_aside':
      return aside === 'reversal' ? 'returned' : 'set_aside';
    default:
      return state;
  }
}

function matchJson(match: ListedMatch, shares: readonly MatchShare[], names: Names) {
  return {
    id: match.id,
    tier: match.tier,
    by: match.by,
    byRule: match.byRule,
    at: match.at.toISOString(),
    evidence: match.evidence.map(evidenceJson),
    items: shares.map((share) => itemJson(share, names)),
  };
}

function matched({ match, line, creditItemId }: ListedLine): MatchShare[] {
  return (match?.items ?? []).map((item) => {
    const share = {
      openItemId: item.openItemId,
      amount: money(BigInt(item.minor), line.amount.currency),
    };
    return item.creditItemId === creditItemId
      ? share
      : { ...share, creditNoteId: item.creditItemId };
  });
}

function itemJson({ openItemId, creditNoteId, amount }: MatchShare, names: Names) {
  const { items, notes, customers } = names;
  const item = items.get(openItemId);
  const note = creditNoteId && notes.get(creditNoteId);
  return {
    openItemId,
    reference: item?.reference ?? '',
    customerName: (item && customers.get(item.customerId)) ?? '',
    dueOn: item?.dueOn ?? '',
    open: toMoneyJson(item?.openAmount ?? money(0n, amount.currency)),
    applied: toMoneyJson(amount),
    creditNote: note ? { id: note.id, reference: note.reference } : null,
  };
}

function evidenceJson(evidence: Evidence) {
  return {
    kind: evidence.kind,
    sentence: evidenceSentence(evidence),
    voice: evidenceVoice(evidence.kind),
    from: evidence.from ?? null,
    until: evidence.until ?? null,
    value: evidence.value,
    where: evidence.where ?? null,
  };
}

function moneyOrNull(minor: bigint | undefined, currency: Currency) {
  return minor === undefined ? null : toMoneyJson(money(minor, currency));
}
