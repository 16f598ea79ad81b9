import type { BankField } from '@goodterms/core/kernel/bank-table-mapping.ts';

/** What a column of a bank's table may mean, in words, in the order in which they are offered. */
export const BANK_FIELD_WORDS = {
  bookedOn: 'Day: booked',
  valueOn: 'Day: value',
  amount: 'Amount',
  credit: 'Amount: money in',
  debit: 'Amount: money out',
  indicator: 'Amount: in or out',
  currency: 'Currency',
  balance: 'Balance after it',
  originalAmount: 'Amount: in another currency',
  fee: 'Fee',
  name: 'Other party: name',
  payer: 'Other party: who pays',
  recipient: 'Other party: who is paid',
  counterAccount: 'Other party: account',
  payerAccount: 'Other party: account of who pays',
  recipientAccount: 'Other party: account of who is paid',
  remittance: 'Text',
  endToEnd: 'Reference: end to end',
  customerReference: 'Reference: the customer’s',
  bankReference: 'Reference: the bank’s',
  type: 'Kind of movement',
  state: 'State, such as pending',
  account: 'Own account',
  cardHolder: 'Card or its holder',
} satisfies Readonly<Record<BankField, string>>;
