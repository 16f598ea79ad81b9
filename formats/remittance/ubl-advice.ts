import { parseCurrency } from '@goodterms/core/kernel/money.ts';
import { allAt, at, textAt, type XmlElement } from '../xml.ts';
import type { WrittenAdvice, WrittenLine } from './written-advice.ts';

/** UBL 2.1 RemittanceAdvice. Which side a line is on, its document says: a credit note is netted. */
export function readUblAdvice(root: XmlElement): WrittenAdvice {
  const payer = at(root, 'AccountingCustomerParty', 'Party');
  const means = allAt(root, 'PaymentMeans');
  return {
    format: 'ubl',
    isPlain: true,
    payerName:
      textAt(payer, 'PartyLegalEntity', 'RegistrationName') ?? textAt(payer, 'PartyName', 'Name'),
    payerAccount: means.map((each) => textAt(each, 'PayerFinancialAccount', 'ID')).find(isThere),
    paid:
      means.map((each) => textAt(each, 'PaymentDueDate')).find(isThere) ??
      textAt(root, 'IssueDate'),
    total: textAt(root, 'TotalPaymentAmount'),
    reference:
      means.flatMap((each) => textAt(each, 'PaymentID') ?? [])[0] ??
      textAt(root, 'PaymentOrderReference') ??
      textAt(root, 'ID'),
    currency: parseCurrency(textAt(root, 'DocumentCurrencyCode') ?? ''),
    lines: allAt(root, 'RemittanceAdviceLine').map(lineOf),
  };
}

function lineOf(line: XmlElement, number: number): WrittenLine {
  const billing = at(line, 'BillingReference');
  const credit =
    at(billing, 'CreditNoteDocumentReference') ??
    at(billing, 'SelfBilledCreditNoteDocumentReference');
  const document =
    credit ??
    at(billing, 'InvoiceDocumentReference') ??
    at(billing, 'SelfBilledInvoiceDocumentReference') ??
    at(line, 'DocumentReference');
  const stated = ['DebitLineAmount', 'CreditLineAmount', 'BalanceAmount']
    .map((name) => at(line, name))
    .find((amount) => /[1-9]/.test(amount?.text ?? ''));
  const amount = textAt(stated)?.replace(/^[-+]/, '');
  return {
    where: `line ${textAt(line, 'ID') ?? number + 1}`,
    reference:
      textAt(document, 'ID') ?? textAt(line, 'InvoicingPartyReference') ?? textAt(line, 'ID') ?? '',
    documentDate: textAt(document, 'IssueDate'),
    amount: amount === undefined || credit === undefined ? amount : `-${amount}`,
    gross: undefined,
    discount: undefined,
    reason: textAt(line, 'Note'),
    currency: stated?.attributes.get('currencyID'),
    isCredit: credit !== undefined,
  };
}

function isThere(text: string | undefined): boolean {
  return text !== undefined;
}
