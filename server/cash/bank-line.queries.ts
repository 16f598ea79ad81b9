import type { BankLine, BankLinePart, BankReferences } from '@goodterms/core/cash/bank-line.ts';
import { advisedParts } from '@goodterms/core/cash/remittance-advice.ts';
import type { StepOrder } from '@goodterms/core/cash/matching-run.ts';
import type { Day } from '@goodterms/core/kernel/day.ts';
import type { BankLineId, CreditItemId } from '@goodterms/core/kernel/id.ts';
import { money, type Currency } from '@goodterms/core/kernel/money.ts';
import { sql } from '../platform/database.ts';

/** A line as it is in the books. */
export type BookedLine = StepOrder & {
  readonly id: BankLineId;
  readonly creditItemId: CreditItemId | undefined;
  readonly line: BankLine;
};

export type BankLineRow = {
  readonly id: BankLineId;
  readonly account: string;
  readonly movement: string;
  readonly occurrence: number;
  readonly bookedOn: Day;
  readonly valueOn: Day | null;
  readonly currency: Currency;
  readonly amount: bigint;
  readonly reversal: boolean;
  readonly type: string | null;
  readonly payerName: string | null;
  readonly payerAccount: string | null;
  readonly remittance: string;
  readonly refs: { readonly [Key in keyof BankReferences]?: string } & { onBehalfOf?: string };
  readonly parts: readonly PartRow[];
  readonly creditItemId: CreditItemId | null;
  /** What an advice of the payer names, when one is of this line. */
  readonly advised: readonly string[] | null;
};

type PartRow = Partial<Omit<BankLinePart, 'amount' | 'references'>> & {
  readonly amount?: string;
  readonly currency?: Currency;
  readonly references?: BankLineRow['refs'];
};

/** The columns of a BankLineRow; the table is called `l`, its bank account `ba`. */
export const BANK_LINE_COLUMNS = sql`
           l.id::text as id, ba.account, l.movement, l.occurrence, l.booked_on as "bookedOn",
           l.value_on as "valueOn", l.currency, l.amount, l.reversal, l.type,
           l.payer_name as "payerName", l.payer_account as "payerAccount", l.remittance, l.refs,
           l.parts, l.credit_item_id::text as "creditItemId",
           (select array_agg(n.reference order by n.position)
              from remittance_advice a
              join remittance_advice_line n on n.tenant_id = a.tenant_id
               and n.remittance_advice_id = a.id
             where a.tenant_id = l.tenant_id and a.bank_line_id = l.id) as advised`;

export function toBookedLine(row: BankLineRow): BookedLine {
  return {
    id: row.id,
    account: row.account,
    movement: row.movement,
    occurrence: row.occurrence,
    bookedOn: row.bookedOn,
    creditItemId: row.creditItemId ?? undefined,
    line: {
      bookedOn: row.bookedOn,
      valueOn: row.valueOn ?? undefined,
      amount: money(row.amount, row.currency),
      reversal: row.reversal,
      type: row.type ?? undefined,
      payerName: row.payerName ?? undefined,
      payerAccount: row.payerAccount ?? undefined,
      onBehalfOf: row.refs.onBehalfOf,
      remittance: row.remittance,
      references: references(row.refs),
      parts: [...row.parts.map(toPart), ...advisedParts(row.advised ?? [])],
    },
  };
}

function toPart(row: PartRow): BankLinePart {
  return {
    amount:
      row.amount === undefined || row.currency === undefined
        ? undefined
        : money(BigInt(row.amount), row.currency),
    remittance: row.remittance ?? '',
    references: references(row.references ?? {}),
    payerName: row.payerName,
    payerAccount: row.payerAccount,
  };
}

function references({ endToEnd, structured, customer, bank }: BankLineRow['refs']): BankReferences {
  return { endToEnd, structured, customer, bank };
}
