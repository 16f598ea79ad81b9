import type { Day } from '../kernel/day.ts';
import type { Currency, Money } from '../kernel/money.ts';
import type { LedgerItemKind } from './ledger-kinds.ts';

/** What a ledger file says, row by row, in our words. `line` is the line of the file. */
export type LedgerFile = {
  readonly customers: readonly LedgerCustomer[];
  readonly contacts: readonly LedgerContact[];
  readonly bankAccounts: readonly LedgerBankAccount[];
  readonly items: readonly LedgerItem[];
  readonly allocations: readonly LedgerAllocation[];
  readonly problems: readonly LedgerProblem[];
};

/** One for each customer of the file, from its first row; undefined is what the file does not say. */
export type LedgerCustomer = {
  readonly line: number;
  readonly number: string;
  readonly name: string | undefined;
  readonly parentNumber: string | undefined;
  readonly legalId: string | undefined;
  readonly country: string | undefined;
  readonly currency: Currency | undefined;
  readonly language: string | undefined;
  readonly termDays: number | undefined;
  readonly creditLimit: Money | undefined;
  readonly riskClass: string | undefined;
  readonly collector: string | undefined;
};

export type LedgerContact = {
  readonly line: number;
  readonly customerNumber: string;
  /** The customer's name when only an address is given. */
  readonly name: string;
  readonly role: string | undefined;
  readonly email: string | undefined;
  readonly phone: string | undefined;
  readonly language: string | undefined;
};

export type LedgerBankAccount = {
  readonly line: number;
  readonly customerNumber: string;
  readonly account: string;
};

/** Amounts are positive whatever the sign in the file: the kind says which way they go. */
export type LedgerItem = {
  readonly line: number;
  readonly customerNumber: string;
  readonly kind: LedgerItemKind;
  readonly reference: string;
  /** For a payment the day it was received. */
  readonly issuedOn: Day;
  readonly dueOn: Day | undefined;
  readonly dueOnFrom: 'field' | 'terms' | undefined;
  readonly amount: Money;
  /** From nothing to the whole amount; undefined when the file does not say. */
  readonly openAmount: Money | undefined;
  readonly paidOn: Day | undefined;
  readonly orderReference: string | undefined;
  /** What the payer is asked to quote: RF, KID, OCR, QR reference. */
  readonly paymentReference: string | undefined;
  readonly terms: string | undefined;
  /** The invoice that a payment or credit note settles, when the file says so. */
  readonly against: string | undefined;
};

/** The part of a payment or credit note that the accounting system has set against one item. */
export type LedgerAllocation = {
  readonly line: number;
  readonly credit: { readonly kind: 'payment' | 'credit_note'; readonly reference: string };
  readonly against: string;
  /** As written: it is in the currency of the payment. */
  readonly amount: WrittenAmount;
};

/** Exact decimal text, in whole units or in the smallest ones: euros or cents. */
export type WrittenAmount = { readonly exact: string; readonly unit: AmountUnit };
export type AmountUnit = 'major' | 'minor';

export type LedgerProblem = {
  readonly line: number;
  readonly where: string;
  readonly what: string;
  readonly advice: string;
  /** With an error the row is not taken; with a warning it is. */
  readonly severity: 'warning' | 'error';
  /** Where the days of the row make no sense: those that would, with day and month exchanged. */
  readonly exchanged?: ExchangedDays | undefined;
};

export type ExchangedDays = { readonly issuedOn: Day; readonly dueOn: Day };
