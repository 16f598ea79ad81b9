import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type {
  MatchableCreditNote,
  MatchableItem,
  PossiblePayer,
} from '@goodterms/core/cash/candidates.ts';
import type { ConfirmedPayment } from '@goodterms/core/cash/learning.ts';
import type { LineToMatch } from '@goodterms/core/cash/line-to-match.ts';
import { QuotedText } from '@goodterms/core/cash/quoted-text.ts';
import { ReadName } from '@goodterms/core/cash/read-name.ts';
import { accountKey } from '@goodterms/core/customers/account-key.ts';
import { parseDay, type Day } from '@goodterms/core/kernel/day.ts';
import type {
  BankLineId,
  CreditItemId,
  CustomerId,
  OpenItemId,
} from '@goodterms/core/kernel/id.ts';
import { money, parseCurrency, parseMoney, type Money } from '@goodterms/core/kernel/money.ts';
import { cashDiscounts } from '@goodterms/core/ledger/cash-discount.ts';
import { rowsOf } from '@goodterms/formats/table/rows.ts';

/** What stops a back-test: where, what, and what to do. */
export class BadBacktestFile extends Error {
  readonly where: string;
  readonly what: string;
  readonly advice: string;
  constructor(where: string, what: string, advice: string) {
    super(`${where}: ${what}. ${advice}`);
    this.where = where;
    this.what = what;
    this.advice = advice;
  }
}

export type BacktestFiles = {
  readonly items: readonly MatchableItem[];
  readonly creditNotes: readonly MatchableCreditNote[];
  readonly customers: readonly PossiblePayer[];
  readonly accounts: readonly { readonly account: string; readonly customerId: CustomerId }[];
  readonly history: readonly HistoryLine[];
  readonly lines: readonly LineToMatch[];
};

/** A confirmed payment, with what else the file says of it. */
export type HistoryLine = ConfirmedPayment & {
  readonly line: LineToMatch;
};

export async function readBacktestFiles(folder: string): Promise<BacktestFiles> {
  const customers = await readCustomers(folder);
  const ledger = await readLedger(folder);
  return {
    ...ledger,
    ...customers,
    history: await readHistory(folder),
    lines: await readLines(folder),
  };
}

async function readCustomers(folder: string) {
  const table = await readTable(folder, 'customers.csv', ['customer_no', 'name']);
  const parents = new Map(
    table.map((row) => [row.text('customer_no'), row.optional('parent_customer_no')]),
  );
  const headOf = (no: string): string => {
    let head = no;
    for (let i = 0; i < 20; i++) {
      const parent = parents.get(head);
      if (!parent || parent === no) break;
      head = parent;
    }
    return head;
  };
  return {
    customers: table.map((row): PossiblePayer => {
      const number = row.text('customer_no');
      return {
        id: number as CustomerId,
        name: row.optional('name') ?? '',
        groupId: headOf(number) as CustomerId,
        number,
      };
    }),
    accounts: table.flatMap((row) => {
      const account = row.optional('known_iban');
      return account ? [{ account, customerId: row.text('customer_no') as CustomerId }] : [];
    }),
  };
}

async function readLedger(folder: string) {
  const table = await readTable(folder, 'ledger.csv', [
    'invoice_id',
    'invoice_number',
    'customer_no',
    'currency',
    'amount_open',
  ]);
  const items: MatchableItem[] = [];
  const creditNotes: MatchableCreditNote[] = [];
  for (const row of table) {
    const amount = row.money('amount_open');
    const issuedOn = row.optionalDay('issue_date') ?? row.day('due_date');
    const dueOn = row.optionalDay('due_date') ?? issuedOn;
    const customerId = row.text('customer_no') as CustomerId;
    const reference = row.text('invoice_number');
    const orderReference = row.optional('po_number');
    if (amount.minor < 0n) {
      const unallocated = money(-amount.minor, amount.currency);
      creditNotes.push({
        id: row.text('invoice_id') as CreditItemId,
        customerId,
        kind: 'credit_note',
        reference,
        receivedOn: issuedOn,
        amount: unallocated,
        unallocated,
        issuedOn,
        dueOn,
        orderReference,
      });
      continue;
    }
    items.push({
      id: row.text('invoice_id') as OpenItemId,
      customerId,
      kind: 'invoice',
      reference,
      issuedOn,
      dueOn,
      amount,
      openAmount: amount,
      structuredReference: row.optional('structured_ref'),
      orderReference,
      discounts: cashDiscounts(row.optional('terms') ?? '', issuedOn),
    });
  }
  return { items, creditNotes };
}

async function readHistory(folder: string): Promise<HistoryLine[]> {
  const table = await readTable(folder, 'history.csv', [
    'remitter_name',
    'remittance_text',
    'confirmed_customer_nos',
    'confirmed_invoice_numbers',
  ]);
  return table.map((row) => {
    const line = lineOf(row);
    return {
      line,
      payerNames: line.payers.map((payer) => payer.name),
      payerAccount: line.payerAccount,
      text: line.texts.map(({ text }) => text).join(' '),
      customerIds: row.list('confirmed_customer_nos') as CustomerId[],
      references: row.list('confirmed_invoice_numbers'),
    };
  });
}

async function readLines(folder: string): Promise<LineToMatch[]> {
  const table = await readTable(folder, 'bank.csv', [
    'line_id',
    'booking_date',
    'amount',
    'currency',
    'remitter_name',
    'remittance_text',
  ]);
  return table.map(lineOf);
}

function lineOf(row: Row): LineToMatch {
  const name = row.optional('remitter_name');
  const texts = [
    new QuotedText('remittance', row.optional('remittance_text') ?? ''),
    new QuotedText('structured', row.optional('structured_ref') ?? ''),
    new QuotedText('end_to_end', row.optional('end_to_end_id') ?? ''),
  ];
  return {
    id: row.text('line_id') as BankLineId,
    amount: row.money('amount'),
    bookedOn: row.day('booking_date'),
    payers: name ? [new ReadName(name)] : [],
    payerAccount: accountKey(row.optional('remitter_account')),
    texts: texts.filter(({ text }) => text !== ''),
  };
}

type Row = {
  readonly text: (column: string) => string;
  readonly optional: (column: string) => string | undefined;
  readonly list: (column: string) => string[];
  readonly day: (column: string) => Day;
  readonly optionalDay: (column: string) => Day | undefined;
  /** In the currency of the column `currency`. */
  readonly money: (column: string) => Money;
};

async function readTable(folder: string, name: string, wanted: readonly string[]): Promise<Row[]> {
  const { rows, lines } = rowsOf(await fileText(folder, name), ',');
  const [header = []] = rows;
  const columns = new Map(header.map((column, i) => [column.trim().toLowerCase(), i]));
  const missing = wanted.filter((column) => !columns.has(column));
  if (missing.length > 0)
    throw new BadBacktestFile(
      `${name}, line 1`,
      `the column ${missing.join(', ')} is missing`,
      `The columns here are ${header.join(', ') || 'none'}.`,
    );
  return rows.slice(1).flatMap((cells, i) => {
    if (cells.every((cell) => cell.trim() === '')) return [];
    return [rowOf(cells, columns, `${name}, line ${lines[i + 1] ?? i + 2}`)];
  });
}

function rowOf(cells: readonly string[], columns: ReadonlyMap<string, number>, where: string): Row {
  const optional = (column: string) => {
    const at = columns.get(column);
    return (at === undefined ? undefined : cells[at]?.trim()) || undefined;
  };
  const text = (column: string) => {
    const value = optional(column);
    if (value === undefined) throw new BadBacktestFile(where, `${column} is empty`, 'Fill it in.');
    return value;
  };
  const optionalDay = (column: string) => {
    const value = optional(column);
    const day = value === undefined ? undefined : parseDay(value);
    if (value !== undefined && !day)
      throw new BadBacktestFile(where, `${column} is '${value}'`, 'Write days as 2026-11-30.');
    return day;
  };
  return {
    text,
    optional,
    optionalDay,
    list: (column) => (optional(column) ?? '').split('|').filter((one) => one !== ''),
    day: (column) => optionalDay(column) ?? parseDay(text(column)) ?? ('' as Day),
    money: (column) => {
      const currency = parseCurrency(text('currency'));
      if (!currency)
        throw new BadBacktestFile(where, `currency is '${text('currency')}'`, 'Write it as EUR.');
      const amount = parseMoney(text(column), currency);
      if (!amount)
        throw new BadBacktestFile(
          where,
          `${column} is '${text(column)}'`,
          `Write amounts in ${currency} with a dot and its decimals, as 1250.00.`,
        );
      return amount;
    },
  };
}

async function fileText(folder: string, name: string): Promise<string> {
  try {
    return (await readFile(join(folder, name), 'utf8')).replace(/^\uFEFF/, '');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT' || code === 'ENOTDIR')
      throw new BadBacktestFile(
        join(folder, name),
        'there is no such file',
        'The folder must hold ledger.csv, customers.csv, history.csv and bank.csv.',
      );
    throw error;
  }
}
