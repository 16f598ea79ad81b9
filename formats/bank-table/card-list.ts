import type { BankTableMapping } from '@goodterms/core/kernel/bank-table-mapping.ts';
import type { FileProblem } from '../bank-statement.ts';
import type { Table } from '../table/read-table.ts';
import { RowCells } from './cells.ts';
import { isSigned } from './column-cells.ts';

/** A card's list counts what was bought as positive and what was paid as negative. */
export function isOfCard(table: Table, columns: BankTableMapping['columns']): boolean {
  const amounts = amountsByCard(table, columns);
  if (!isMostlyPositive(amounts)) return false;
  const namesHolder = columns.some(
    ({ field, header }) => field === 'cardHolder' && /member|holder|inhaber|titular/i.test(header),
  );
  return (
    namesHolder ||
    amounts.some(
      ({ amount, row }) =>
        isSigned(amount) &&
        /payment|thank you|zahlung|lastschrift|paiement|betaling|überweisung/i.test(row.join(' ')),
    )
  );
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
  if (!cells.has('cardHolder') || cells.has('balance') || cells.has('indicator')) return [];
  return table.rows.flatMap((row) => {
    const amount = cells.text(row, 'amount');
    const isOfOne = cells.text(row, 'cardHolder') !== undefined;
    return amount !== undefined && isOfOne ? [{ amount, row }] : [];
  });
}

function isMostlyPositive(amounts: readonly CardAmount[]): boolean {
  return amounts.filter(({ amount }) => isSigned(amount)).length * 2 < amounts.length;
}
