import { parseDay, type Day } from '@goodterms/core/kernel/day.ts';
import { parseCurrency, type Currency } from '@goodterms/core/kernel/money.ts';
import type { FileProblem, LinePart, StatementLine } from '../bank-statement.ts';
import {
  exactSum,
  isNegative,
  isSameAmount,
  negated,
  statedAmount,
  whyNotMoney,
  type StatedAmount,
} from '../stated-amount.ts';
import { allAt, at, textAt, type XmlElement } from '../xml.ts';
import { counterpartyOf, provided, referencesOf, remittanceOf } from './transaction-details.ts';

export type EntryContext = {
  readonly where: string;
  readonly ownAccount: string | undefined;
  readonly problems: FileProblem[];
};

/** One <Ntry>: a movement on the account, with the payments it is made of. */
export function readEntry(entry: XmlElement, context: EntryContext): StatementLine {
  const direction = textAt(entry, 'CdtDbtInd');
  const details = allAt(entry, 'NtryDtls', 'TxDtls');
  // German banks say that a payment came back by its reason alone.
  const reversal =
    /^(true|1)$/.test(textAt(entry, 'RvslInd') ?? '') ||
    (details.length > 0 && details.every(isReturn));
  const stated = at(entry, 'Amt');
  const currency = parseCurrency(stated?.attributes.get('Ccy') ?? '') ?? currencyOfDetails(details);
  const reference = textAt(entry, 'AcctSvcrRef');
  const sight = { direction, reversal, ownAccount: context.ownAccount };

  const parts: LinePart[] = details.map((transaction) => ({
    amount: signed(amountOf(transaction, currency), textAt(transaction, 'CdtDbtInd') ?? direction),
    counterparty: counterpartyOf(transaction, {
      ...sight,
      reversal: reversal || isReturn(transaction),
    }),
    remittance: remittanceOf(transaction),
    references: referencesOf(transaction, reference),
  }));
  const amount =
    signed(statedAmount(stated?.text ?? '', currency), direction) ?? sumOf(parts, currency);
  const status =
    textAt(entry, 'Sts', 'Cd') ?? textAt(entry, 'Sts', 'Prtry') ?? textAt(entry, 'Sts');
  const [only] = parts;
  const isBatch = parts.length > 1;
  const line: StatementLine = {
    bookedOn: dayIn(entry, 'BookgDt', context),
    valueOn: dayIn(entry, 'ValDt', context),
    amount,
    pending: status !== undefined && status !== 'BOOK',
    reversal,
    type: typeOf(entry) ?? (isBatch ? undefined : typeOf(details[0])),
    counterparty:
      isBatch || only === undefined ? counterpartyOf(undefined, sight) : only.counterparty,
    remittance: (isBatch ? undefined : only?.remittance) ?? textAt(entry, 'AddtlNtryInf'),
    references:
      isBatch || only === undefined
        ? { ...referencesOf(undefined, reference), customer: batchOf(entry) }
        : only.references,
    parts: isBatch ? parts : [],
  };
  context.problems.push(...problemsOf(entry, line, parts, context.where));
  return line;
}

/** Under which number we sent the batch that was booked here. */
function batchOf(entry: XmlElement): string | undefined {
  return provided(textAt(entry, 'NtryDtls', 'Btch', 'PmtInfId'));
}

function isReturn(transaction: XmlElement): boolean {
  return at(transaction, 'RtrInf') !== undefined;
}

/** CdtDbtInd says which way this money went, also in a reversal: never turn it a second time. */
function signed(
  amount: StatedAmount | undefined,
  way: string | undefined,
): StatedAmount | undefined {
  return amount !== undefined && way === 'DBIT' && !isNegative(amount) ? negated(amount) : amount;
}

/** A day, or the day of a moment as the bank wrote it: its own clock decides, not ours. */
export function dayIn(
  parent: XmlElement | undefined,
  name: string,
  context: Pick<EntryContext, 'where' | 'problems'>,
): Day | undefined {
  const written = textAt(parent, name, 'Dt') ?? textAt(parent, name, 'DtTm');
  if (written === undefined) return undefined;
  const day = parseDay(written.slice(0, 10));
  if (day === undefined) {
    context.problems.push({
      where: context.where,
      what: `${name} '${written.slice(0, 40)}' is no calendar day`,
      advice: 'The line is read without this day.',
      severity: 'warning',
    });
  }
  return day;
}

/** The amount of one payment in the entry's currency; versions 3 and later say it directly. */
function amountOf(
  transaction: XmlElement,
  currency: Currency | undefined,
): StatedAmount | undefined {
  const places = [
    at(transaction, 'Amt'),
    at(transaction, 'AmtDtls', 'TxAmt', 'Amt'),
    at(transaction, 'AmtDtls', 'CntrValAmt', 'Amt'),
    at(transaction, 'AmtDtls', 'InstdAmt', 'Amt'),
  ];
  const inCurrency = places.find(
    (place) => place !== undefined && place.attributes.get('Ccy') === currency,
  );
  return inCurrency === undefined ? undefined : statedAmount(inCurrency.text, currency);
}

function currencyOfDetails(details: readonly XmlElement[]): Currency | undefined {
  return parseCurrency(at(details[0], 'Amt')?.attributes.get('Ccy') ?? '');
}

/** An entry without an amount of its own is the sum of its payments, when each states one. */
function sumOf(
  parts: readonly LinePart[],
  currency: Currency | undefined,
): StatedAmount | undefined {
  const amounts = parts.map((part) => part.amount?.exact);
  if (amounts.length === 0 || amounts.includes(undefined)) return undefined;
  return statedAmount(exactSum(amounts.filter((amount) => amount !== undefined)), currency);
}

/** PMNT-RCDT-ESCT, or the bank's own code. */
function typeOf(parent: XmlElement | undefined): string | undefined {
  const code = at(parent, 'BkTxCd');
  const domain = [
    textAt(code, 'Domn', 'Cd'),
    textAt(code, 'Domn', 'Fmly', 'Cd'),
    textAt(code, 'Domn', 'Fmly', 'SubFmlyCd'),
  ].filter((part) => part !== undefined);
  return domain.length > 0 ? domain.join('-') : textAt(code, 'Prtry', 'Cd');
}

/** Charges that the entry or its payments name make the difference, whoever bears them. */
function chargesExplain(stated: string, amount: string, entry: XmlElement): boolean {
  const charges = [entry, ...allAt(entry, 'NtryDtls', 'TxDtls')].flatMap((each) =>
    [...allAt(each, 'Chrgs', 'Amt'), ...allAt(each, 'Chrgs', 'Rcrd', 'Amt')].map(({ text }) =>
      /^\d{1,18}(\.\d{1,18})?$/.test(text) ? text : '0',
    ),
  );
  const sum = exactSum(charges);
  return (
    isSameAmount(exactSum([stated, sum]), amount) || isSameAmount(exactSum([amount, sum]), stated)
  );
}

function problemsOf(
  entry: XmlElement,
  line: StatementLine,
  parts: readonly LinePart[],
  where: string,
): FileProblem[] {
  const warn = (what: string, advice: string): FileProblem => ({
    where,
    what,
    advice,
    severity: 'warning',
  });
  const problems: FileProblem[] = [];
  const { amount } = line;
  if (amount === undefined) {
    problems.push({
      where,
      what: 'the entry states no amount that can be read',
      advice: 'It cannot be booked. Ask the bank.',
      severity: 'error',
    });
    return problems;
  }
  if (textAt(entry, 'Amt') === undefined) {
    problems.push(
      warn('the entry states no amount', `The sum of its payments, ${amount.exact}, is taken.`),
    );
  }
  const inexact = whyNotMoney(amount);
  if (inexact) problems.push(warn(inexact, 'The line is shown and cannot be booked.'));

  const stated = parts.map((part) => part.amount?.exact).filter((text) => text !== undefined);
  if (
    parts.length > 0 &&
    stated.length === parts.length &&
    !isSameAmount(exactSum(stated), amount.exact) &&
    !chargesExplain(exactSum(stated), amount.exact, entry)
  ) {
    problems.push(
      warn(
        `the payments make ${exactSum(stated)}, but the entry is ${amount.exact}`,
        'The amount of the entry counts.',
      ),
    );
  }
  const counted = Number(textAt(entry, 'NtryDtls', 'Btch', 'NbOfTxs') ?? parts.length);
  if (allAt(entry, 'NtryDtls').length === 1 && parts.length > 0 && counted !== parts.length) {
    problems.push(
      warn(
        `the batch counts ${counted} payments and itemises ${parts.length}`,
        'Ask the bank for the details of the batch (camt.054) if they are needed.',
      ),
    );
  }
  return problems;
}
