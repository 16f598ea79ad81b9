import type { BankTableMapping } from '@goodterms/core/kernel/bank-table-mapping.ts';
import type { FileProblem } from '../bank-statement.ts';
import type { Table } from '../table/read-table.ts';
import { RowCells } from './cells.ts';
import { isSigned } from './column-cells.ts';

const PAYMENT =
  /payment|thank you|zahlung|lastschrift|paiement|betaling|überweisung|ödeme|spłata|pagamento|pago\b/i;
/** '5400 **** **** 1234' or 'Credit card': what stands above the table is about a card. */
const CARD_ABOVE =
  /\b\d{4}[ -]?[\dXx*•]{0,4}[ -]?[Xx*•]{4}[ -]?[\dXx*•]{3,4}\b|\b(?:credit card|kreditkarte|kreditkort|carte de crédit|tarjeta de crédito|carta di credito|cartão de crédito|kredi kartı|kart numarası)\b/i;

/** A card's list counts what was bought as positive and what was paid as negative. */
export function isOfCard(table: Table, columns: BankTableMapping['columns']): boolean {
  const amounts = amountsByCard(table, columns);
  if (!isMostlyPositive(amounts)) return false;
  const namesHolder = columns.some(
    ({ field, header }) => field === 'cardHolder' && /member|holder|inhaber|titular/i.test(header),
  );
  const paid = amounts.filter(({ row }) => PAYMENT.test(row.join(' ')));
  return namesHolder || paid.filter(({ amount }) => isSigned(amount)).length * 2 > paid.length;
}

/** What a card bought or what was sold by card: nothing but a person can tell. */
export function cardDoubt(table: Table, { columns }: BankTableMapping): FileProblem[] {
  const amounts = amountsByCard(table, columns);
  if (amounts.length < 3 || !isMostlyPositive(amounts)) return [];
  return [
    {
      where: 'file',
      what: 'most amounts of the cards are positive and read as money in',
      advice: 'If they are what was bought, say with a mapping that the sign is turned.',
      severity: 'warning',
    },
  ];
}

type CardAmount = { readonly amount: string; readonly row: readonly string[] };

/** The rows that name a card, where nothing but the sign says which way their amounts went. */
function amountsByCard(table: Table, columns: BankTableMapping['columns']): CardAmount[] {
  const cells = new RowCells(table, columns);
  if (cells.has('balance') || cells.has('indicator') || cells.has('debit')) return [];
  const isAllOfOne = table.leftOut.some(
    ({ why, text }) => why === 'before_header' && CARD_ABOVE.test(text),
  );
  return table.rows.flatMap((row) => {
    const amount = cells.text(row, 'amount');
    const isOfOne = isAllOfOne || cells.text(row, 'cardHolder') !== undefined;
    return amount !== undefined && isOfOne ? [{ amount, row }] : [];
  });
}

function isMostlyPositive(amounts: readonly CardAmount[]): boolean {
  return amounts.filter(({ amount }) => isSigned(amount)).length * 2 < amounts.length;
}
