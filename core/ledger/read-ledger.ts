import { parseCurrency, parseMoney } from '../kernel/money.ts';
import { readAmount } from '../kernel/written-amount.ts';
import type { LedgerMapping } from './ledger-columns.ts';
import type {
  LedgerBankAccount,
  LedgerContact,
  LedgerCustomer,
  LedgerFile,
  LedgerProblem,
} from './ledger-file.ts';
import { allocationsOf, isAllocationTable } from './ledger-allocations.ts';
import { itemsOf } from './ledger-items.ts';
import {
  allRowsOf,
  currencyIn,
  holds,
  problemAt,
  rowsOf,
  termsIn,
  textIn,
  type LedgerRow,
} from './ledger-row.ts';
import type { LedgerTable } from './ledger-table.ts';

/** Reads every row by the mapping; a row that cannot be read is a problem, never a guess. */
export function readLedger(table: LedgerTable, mapping: LedgerMapping): LedgerFile {
  const problems: LedgerProblem[] = [];
  if (isAllocationTable(mapping)) {
    const allocations = allocationsOf(allRowsOf(table, mapping, problems), problems);
    return { customers: [], contacts: [], bankAccounts: [], items: [], allocations, problems };
  }
  const rows = rowsOf(table, mapping, problems);
  const customers = customersOf(rows, mapping, problems);
  const contacts = contactsOf(rows);
  const bankAccounts = bankAccountsOf(rows);
  const items = itemsOf(rows, mapping, problems);
  problems.sort((a, b) => a.line - b.line);
  return { customers, contacts, bankAccounts, items, allocations: [], problems };
}

function customersOf(
  rows: readonly LedgerRow[],
  mapping: LedgerMapping,
  problems: LedgerProblem[],
): LedgerCustomer[] {
  const customers = new Map<string, LedgerCustomer>();
  const toldOf = new Set<string>();
  for (const row of rows) {
    const known = customers.get(row.customerNumber);
    if (known === undefined) {
      const customer = toCustomer(row, mapping);
      customers.set(row.customerNumber, customer);
      if (customer.creditLimit === undefined && /\d/.test(textIn(row, 'creditLimit') ?? ''))
        problems.push(problemAt(row, 'creditLimit', 'warning', UNREADABLE_LIMIT));
      continue;
    }
    const name = textIn(row, 'customerName');
    if (name === undefined || name === known.name || toldOf.has(known.number)) continue;
    toldOf.add(known.number);
    problems.push(
      problemAt(row, 'customerName', 'warning', {
        what: `customer ${known.number} has another name than on line ${known.line}`,
        advice: 'The first name is kept. Check the customer number if these are two customers.',
      }),
    );
  }
  return [...customers.values()];
}

const UNREADABLE_LIMIT = {
  what: 'the credit limit is no amount, or larger than any that is booked',
  advice: 'The limit stays as it is. Correct it if the customer has one.',
};

function toCustomer(row: LedgerRow, mapping: LedgerMapping): LedgerCustomer {
  const currency = currencyIn(row) ?? parseCurrency(mapping.currency ?? '');
  const country = textIn(row, 'country')?.toUpperCase();
  const limit = textIn(row, 'creditLimit');
  const exact = limit === undefined ? undefined : readAmount(limit, mapping.decimalMark);
  return {
    line: row.line,
    number: row.customerNumber,
    name: textIn(row, 'customerName'),
    parentNumber: textIn(row, 'parentNumber'),
    legalId: textIn(row, 'legalId'),
    country: /^[A-Z]{2}$/.test(country ?? '') ? country : undefined,
    currency,
    language: /^[a-z]{2}(?=$|[-_])/.exec(textIn(row, 'language')?.toLowerCase() ?? '')?.[0],
    termDays: termsIn(row),
    creditLimit: exact && currency ? parseMoney(exact, currency) : undefined,
    riskClass: textIn(row, 'riskClass'),
    collector: textIn(row, 'collector'),
  };
}

const CONTACT_FIELDS = ['email', 'phone', 'contactName'] as const;

/** A ledger repeats a contact on every row of the customer; it is kept once. */
function contactsOf(rows: readonly LedgerRow[]): LedgerContact[] {
  const contacts = new Map<string, LedgerContact>();
  const [first] = rows;
  const names = first && CONTACT_FIELDS.some((field) => holds(first, field));
  for (const row of names ? rows : []) {
    const email = textIn(row, 'email');
    const phone = textIn(row, 'phone');
    const name = textIn(row, 'contactName');
    if (email === undefined && phone === undefined && name === undefined) continue;
    const key = [row.customerNumber, name, email, phone].join('\n');
    if (contacts.has(key)) continue;
    contacts.set(key, {
      line: row.line,
      customerNumber: row.customerNumber,
      name: name ?? textIn(row, 'customerName') ?? email ?? row.customerNumber,
      role: textIn(row, 'contactRole'),
      email,
      phone,
      language: textIn(row, 'language'),
    });
  }
  return [...contacts.values()];
}

function bankAccountsOf(rows: readonly LedgerRow[]): LedgerBankAccount[] {
  const accounts = new Map<string, LedgerBankAccount>();
  const [first] = rows;
  for (const row of first && holds(first, 'iban') ? rows : []) {
    for (const written of textIn(row, 'iban')?.split(/[|;,]/) ?? []) {
      const account = written.replace(/\s/g, '').toUpperCase();
      const key = `${row.customerNumber} ${account}`;
      if (account === '' || accounts.has(key)) continue;
      accounts.set(key, { line: row.line, customerNumber: row.customerNumber, account });
    }
  }
  return [...accounts.values()];
}
