import { addDays, type Day } from '@goodterms/core/kernel/day.ts';
import type { DemoInvoice } from './invoices.ts';
import { accountOf, amountText, type DemoFile } from './ledger-files.ts';

/** Delft Group announces its next payment: two invoices that are open, in a table by mail. */
export function adviceFile(invoices: readonly DemoInvoice[], today: Day): DemoFile | undefined {
  const next = invoices
    .filter(
      ({ customer, paidOn, issuedOn }) =>
        customer.name.startsWith('Delft Group') &&
        issuedOn < today &&
        (paidOn === undefined || paidOn > today),
    )
    .slice(0, 2);
  const [first] = next;
  if (first === undefined) return undefined;
  const { customer } = first;
  const total = next.reduce((sum, { minor }) => sum + minor, 0);
  const text = [
    `Payer;${customer.name}`,
    `Payer account;${accountOf(customer)}`,
    `Payment date;${addDays(today, 3)}`,
    `Payment amount;${amountText(total)};${customer.currency}`,
    '',
    'Invoice number;Invoice date;Paid amount;Currency',
    ...next.map(
      ({ reference, issuedOn, minor }) =>
        `${reference};${issuedOn};${amountText(minor)};${customer.currency}`,
    ),
    '',
  ].join('\n');
  return { name: 'delft-payment-advice.csv', text };
}
