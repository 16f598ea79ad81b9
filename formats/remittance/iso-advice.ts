import { parseCurrency } from '@goodterms/core/kernel/money.ts';
import { exactSum, statedAmount } from '../stated-amount.ts';
import { allAt, at, textAt, type XmlElement } from '../xml.ts';
import type { WrittenAdvice, WrittenLine } from './written-advice.ts';
import { invoicesNamedIn, looksLikeReference } from './written-words.ts';

/**
 * ISO 20022: remt.001, which is an advice, and pain.001 or pacs.008, which are payments that carry
 * one. What is structured counts; in free text a document is only what looks like one.
 */
export function readIsoAdvice(message: XmlElement): WrittenAdvice {
  const payments = paymentsIn(message);
  const [first] = payments;
  const amounts = payments.flatMap(({ amount }) => (amount === undefined ? [] : [amount]));
  const currencies = new Set(amounts.map(({ currency }) => currency));
  const lines = payments.flatMap((payment, number) => linesOf(payment, number + 1));
  const isOneSum = amounts.length === payments.length && currencies.size === 1;
  return {
    format: 'iso20022',
    isPlain: true,
    payerName: first?.payerName,
    payerAccount: first?.payerAccount,
    paid: first?.paid?.slice(0, 10),
    total: isOneSum ? exactSum(amounts.map(({ text }) => text)) : undefined,
    reference: payments.length === 1 ? first?.reference : textAt(message, 'GrpHdr', 'MsgId'),
    currency: parseCurrency(amounts[0]?.currency ?? lines[0]?.currency ?? ''),
    lines,
  };
}

type Payment = {
  readonly payerName: string | undefined;
  readonly payerAccount: string | undefined;
  readonly paid: string | undefined;
  readonly reference: string | undefined;
  readonly amount: { readonly text: string; readonly currency: string } | undefined;
  readonly remittance: readonly XmlElement[];
};

function paymentsIn(message: XmlElement): Payment[] {
  if (message.name === 'RmtAdvc') return allAt(message, 'RmtInf').map(advisedPayment);
  const orders = message.name === 'CstmrCdtTrfInitn' ? allAt(message, 'PmtInf') : [message];
  return orders.flatMap((order) =>
    allAt(order, 'CdtTrfTxInf').map((transfer) => orderedPayment(order, transfer)),
  );
}

function advisedPayment(advice: XmlElement): Payment {
  const original = at(advice, 'OrgnlPmtInf') ?? at(advice, 'RmtncInf');
  return {
    payerName: nameOf(at(original, 'Dbtr')),
    payerAccount: accountOf(at(original, 'DbtrAcct')),
    paid:
      dayText(at(original, 'ReqdExctnDt')) ??
      dayText(at(original, 'IntrBkSttlmDt')) ??
      dayText(at(original, 'ReqdColltnDt')),
    reference:
      textAt(original, 'Refs', 'EndToEndId') ??
      textAt(original, 'OrgnlEndToEndId') ??
      textAt(advice, 'RmtId'),
    amount: amountIn(at(original, 'Amt', 'InstdAmt') ?? at(original, 'IntrBkSttlmAmt')),
    remittance: [advice],
  };
}

function orderedPayment(order: XmlElement, transfer: XmlElement): Payment {
  const end = textAt(transfer, 'PmtId', 'EndToEndId');
  return {
    payerName:
      nameOf(at(transfer, 'UltmtDbtr')) ?? nameOf(at(transfer, 'Dbtr') ?? at(order, 'Dbtr')),
    payerAccount: accountOf(at(transfer, 'DbtrAcct') ?? at(order, 'DbtrAcct')),
    paid:
      dayText(at(order, 'ReqdExctnDt')) ??
      dayText(at(transfer, 'IntrBkSttlmDt')) ??
      dayText(at(order, 'GrpHdr', 'IntrBkSttlmDt')),
    reference: end === 'NOTPROVIDED' ? textAt(transfer, 'PmtId', 'InstrId') : end,
    amount: amountIn(at(transfer, 'Amt', 'InstdAmt') ?? at(transfer, 'IntrBkSttlmAmt')),
    remittance: allAt(transfer, 'RmtInf'),
  };
}

function linesOf(payment: Payment, number: number): WrittenLine[] {
  const structured = payment.remittance
    .flatMap((each) => allAt(each, 'Strd'))
    .flatMap((each) => structuredLine(each, `payment ${number}`));
  const free = payment.remittance.flatMap((each) => allAt(each, 'Ustrd')).map(({ text }) => text);
  const lines = structured.length > 0 ? structured : freeLines(free.join(' '), `payment ${number}`);
  const [only] = lines;
  if (lines.length !== 1 || only === undefined || only.amount !== undefined) return lines;
  return [{ ...only, amount: payment.amount?.text, currency: payment.amount?.currency }];
}

/** A document with its amounts. What was taken off, and why, stands beside them. */
function structuredLine(structured: XmlElement, payment: string): WrittenLine[] {
  const documents = allAt(structured, 'RfrdDocInf');
  const amounts = at(structured, 'RfrdDocAmt');
  const creditor =
    textAt(structured, 'CdtrRefInf', 'Ref') ?? textAt(structured, 'CdtrRefInf', 'CdtrRef');
  const references = documents.map(
    (document) => textAt(document, 'Nb') ?? textAt(document, 'RfrdDocNb'),
  );
  const several = references.filter((number) => number !== undefined);
  // Amounts beside several documents are those of all together.
  if (several.length > 1)
    return several.map((number) => ({
      ...NOTHING_SAID,
      where: `${payment}, document ${number.slice(0, 40)}`,
      reference: number,
    }));
  const reference = several[0] ?? creditor;
  if (reference === undefined) return [];
  const kind = documents.map(
    (each) => textAt(each, 'Tp', 'CdOrPrtry', 'Cd') ?? textAt(each, 'RfrdDocTp', 'Cd'),
  )[0];
  const credited = amountAt(amounts, 'CdtNoteAmt');
  const isCredit =
    kind === 'CREN' || (credited !== undefined && amountAt(amounts, 'DuePyblAmt') === undefined);
  const paid = amountAt(amounts, 'RmtdAmt') ?? (isCredit ? credited : undefined);
  const adjustment = at(amounts, 'AdjstmntAmtAndRsn');
  const stated = paid ?? amountAt(amounts, 'DuePyblAmt');
  const sign = isCredit ? '-' : '';
  return [
    {
      where: `${payment}, document ${reference.slice(0, 40)}`,
      reference,
      documentDate: documents.map((document) => dayText(at(document, 'RltdDt')))[0],
      amount: paid && signed(sign, paid.text),
      gross:
        amountAt(amounts, 'DuePyblAmt')?.text &&
        signed(sign, amountAt(amounts, 'DuePyblAmt')?.text ?? ''),
      discount: amountAt(amounts, 'DscntApldAmt')?.text ?? amountIn(at(adjustment, 'Amt'))?.text,
      reason:
        textAt(adjustment, 'AddtlInf') ??
        textAt(adjustment, 'Rsn') ??
        textAt(structured, 'AddtlRmtInf'),
      currency: stated?.currency,
      isCredit,
    },
  ];
}

const NOTHING_SAID = {
  documentDate: undefined,
  amount: undefined,
  gross: undefined,
  discount: undefined,
  reason: undefined,
  currency: undefined,
  isCredit: false,
} as const;

function freeLines(text: string, where: string): WrittenLine[] {
  const named = invoicesNamedIn(text);
  const words = text
    .split(/[\s,;+&]+/)
    .filter((word) => /\d{3}/.test(word) && looksLikeReference(word));
  const found = named.length > 0 ? [...named, ...words] : words;
  return [...new Set(found)].map((reference) => ({
    where,
    reference,
    documentDate: undefined,
    amount: undefined,
    gross: undefined,
    discount: undefined,
    reason: undefined,
    currency: undefined,
    isCredit: false,
  }));
}

function signed(sign: string, text: string): string {
  return sign === '' ? text : `-${text.replace(/^[-+]/, '')}`;
}

/** Amounts stand in an element of their own since the third version: DscntApldAmt/Amt. */
function amountAt(amounts: XmlElement | undefined, name: string) {
  const element = at(amounts, name);
  return amountIn(at(element, 'Amt') ?? element);
}

function amountIn(element: XmlElement | undefined) {
  const currency = element?.attributes.get('Ccy') ?? '';
  const amount = statedAmount(textAt(element) ?? '', undefined);
  return amount && { text: amount.exact, currency };
}

function nameOf(party: XmlElement | undefined): string | undefined {
  return textAt(party, 'Nm') ?? textAt(party, 'Pty', 'Nm');
}

function accountOf(account: XmlElement | undefined): string | undefined {
  return textAt(account, 'Id', 'IBAN') ?? textAt(account, 'Id', 'Othr', 'Id');
}

function dayText(element: XmlElement | undefined): string | undefined {
  const text = textAt(element, 'Dt') ?? textAt(element, 'DtTm') ?? textAt(element);
  return text?.slice(0, 10);
}
