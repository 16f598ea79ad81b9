import { readAmount, recogniseDecimalMark } from '@goodterms/core/kernel/written-amount.ts';
import { readIsoDay } from '../invoice/payment-terms.ts';
import { exactSum, isSameAmount } from '../stated-amount.ts';
import type { Table } from '../table/read-table.ts';
import { Unreadable } from '../unreadable.ts';
import { knownTable } from './known-table.ts';
import { kindOf, withSettlements, type LedgerEntry } from './saft-settlement.ts';

const NAMED = ['JournalCode', 'EcritureNum', 'CompteNum', 'PieceRef', 'Debit', 'Credit'];

/** The accounts of customers in the French plan: not what is still to be invoiced, nor advances. */
const CUSTOMERS = /^41[01346]/;

/** The fichier des écritures comptables, which every French program of accounting writes. */
export function isFec(table: Table): boolean {
  return NAMED.every((name) => table.header.includes(name));
}

/**
 * The bookings on the accounts of customers. Where the program marks what settles what (lettrage),
 * marked bookings that make nothing together are settled and the rest is open.
 */
export function readFec(table: Table): Table {
  const at = (name: string) => table.header.indexOf(name);
  const places = {
    account: at('CompteNum'),
    accountName: at('CompteLib'),
    number: at('CompAuxNum'),
    name: at('CompAuxLib'),
    booking: at('EcritureNum'),
    document: at('PieceRef'),
    day: at('PieceDate'),
    bookedOn: at('EcritureDate'),
    text: at('EcritureLib'),
    debit: at('Debit'),
    credit: at('Credit'),
    letter: at('EcritureLet'),
  };
  const rows = table.rows.filter((row) => CUSTOMERS.test(row[places.account]?.trim() ?? ''));
  if (rows.length === 0)
    throw new Unreadable(
      'the file has no booking on an account of customers',
      'Export it with the accounts 411 and the like.',
    );
  const { mark } = recogniseDecimalMark(
    rows.flatMap((row) => [row[places.debit] ?? '', row[places.credit] ?? '']),
  );
  const cell = (row: readonly string[], place: number) => row[place]?.trim() || undefined;
  const amount = (row: readonly string[], place: number) =>
    readAmount(cell(row, place) ?? '0', mark) ?? '0';
  const entries = rows.map((row): LedgerEntry & { letter: string | undefined } => {
    const owed = exactSum([
      amount(row, places.debit),
      `-${amount(row, places.credit)}`.replace('--', ''),
    ]);
    return {
      customer: cell(row, places.number) ?? cell(row, places.account) ?? '',
      booking: cell(row, places.booking) ?? '',
      document: cell(row, places.document),
      on: readIsoDay(cell(row, places.day)) ?? readIsoDay(cell(row, places.bookedOn)),
      dueOn: undefined,
      amount: owed,
      isCreditNote: /\bavoir\b/i.test(cell(row, places.text) ?? ''),
      against: undefined,
      letter: cell(row, places.letter),
    };
  });
  const settled = settledBy(entries);
  const names = new Map(
    rows.map((row, place) => [
      entries[place]?.customer,
      cell(row, places.name) ?? cell(row, places.accountName),
    ]),
  );
  return knownTable(
    [
      ...[...names].map(([customerNumber, customerName]) => ({ customerNumber, customerName })),
      ...withSettlements(entries).map((entry, place) => ({
        customerNumber: entry.customer,
        kind: kindOf(entry),
        reference: entry.document ?? entry.booking,
        issuedOn: entry.on,
        currency: 'EUR',
        amount: entry.amount,
        openAmount: settled && (settled.has(place) ? '0' : entry.amount),
        against: settled === undefined ? entry.against : undefined,
      })),
    ],
    table.encoding,
    table.problems,
  );
}

/** The places of the bookings that settle each other; undefined where nothing is marked. */
function settledBy(
  entries: readonly (LedgerEntry & { readonly letter: string | undefined })[],
): ReadonlySet<number> | undefined {
  const marked = entries.flatMap(({ customer, letter, amount }, place) =>
    letter === undefined ? [] : [{ group: `${customer}\n${letter}`, amount, place }],
  );
  if (marked.length === 0) return undefined;
  const settled = new Set<number>();
  for (const group of Map.groupBy(marked, ({ group: of }) => of).values()) {
    if (!isSameAmount(exactSum(group.map(({ amount }) => amount)), '0')) continue;
    for (const { place } of group) settled.add(place);
  }
  return settled;
}
