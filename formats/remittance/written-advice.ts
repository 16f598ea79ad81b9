import type { Day } from '@goodterms/core/kernel/day.ts';
import {
  add,
  moneyText,
  negate,
  parseCurrency,
  parseMoney,
  subtract,
  sum,
  type Currency,
  type Money,
} from '@goodterms/core/kernel/money.ts';
import {
  readAmount,
  recogniseDecimalMark,
  type DecimalMark,
} from '@goodterms/core/kernel/written-amount.ts';
import { readDay, recogniseDayOrder, type DayOrder } from '@goodterms/core/kernel/written-day.ts';
import type { FileProblem } from '../bank-statement.ts';
import type {
  RemittanceAdvice,
  RemittanceFormat,
  RemittanceHints,
  RemittanceLine,
} from './remittance.ts';

/** What stands in an advice, as text, the same for every kind of file. */
export type WrittenAdvice = {
  readonly format: RemittanceFormat;
  readonly payerName?: string | undefined;
  readonly payerAccount?: string | undefined;
  readonly paid?: string | undefined;
  readonly total?: string | undefined;
  readonly reference?: string | undefined;
  readonly currency: Currency | undefined;
  readonly lines: readonly WrittenLine[];
  /** Days and amounts are written as XML has them: nothing has to be recognised. */
  readonly isPlain?: boolean;
};

export type WrittenLine = {
  readonly where: string;
  readonly reference: string;
  readonly documentDate: string | undefined;
  readonly amount: string | undefined;
  readonly gross: string | undefined;
  readonly discount: string | undefined;
  /** What else was kept: withheld beside a discount. */
  readonly moreDiscounts?: readonly string[];
  readonly reason: string | undefined;
  readonly currency: string | undefined;
  /** It says of itself that it is a credit note; the sign may be missing. */
  readonly isCredit: boolean;
};

type Reading = {
  readonly currency: Currency | undefined;
  readonly mark: DecimalMark;
  readonly order: DayOrder | undefined;
  readonly problems: FileProblem[];
};

/** Turns texts into days and amounts, and says what does not add up. */
export function adviceOf(written: WrittenAdvice, hints: RemittanceHints): RemittanceAdvice {
  const reading = readingOf(written, hints);
  const { problems } = reading;
  const total = amountOf(written.total, 'total', undefined, reading);
  const read = written.lines.map((line) => lineOf(line, reading));
  const lines = withSigns(read, total).map(({ line }) => line);
  const hasAmounts = written.lines.some(({ amount, gross }) => (amount ?? gross) !== undefined);
  if (hasAmounts && lines.every(({ amount, gross }) => (amount ?? gross) === undefined))
    problems.push({
      where: 'file',
      what: 'the advice names no currency, so its amounts are left out',
      advice: 'Say the currency, or read the amounts from the page.',
      severity: 'warning',
    });
  checkTotal(lines, total, problems);
  return {
    format: written.format,
    payerName: written.payerName,
    payerAccount: written.payerAccount,
    paidOn: dayOf(written.paid, 'day of payment', reading),
    total: total && absolute(total),
    reference: written.reference,
    lines,
    problems,
  };
}

function readingOf(written: WrittenAdvice, hints: RemittanceHints): Reading {
  const problems: FileProblem[] = [];
  const currency = written.currency ?? hints.currency;
  if (written.isPlain) return { currency, mark: '.', order: 'YMD', problems };
  const amounts = written.lines.flatMap(({ amount, gross, discount }) => [amount, gross, discount]);
  const texts = [...amounts, written.total].filter((text) => text !== undefined);
  const { mark, certainty, doubtful } = recogniseDecimalMark(texts);
  if (certainty === 'undecided')
    problems.push({
      where: 'file',
      what: `'${doubtful}' can be read with a decimal point or a decimal comma`,
      advice: 'Compare the amounts with the page.',
      severity: 'warning',
    });
  const days = [...written.lines.map(({ documentDate }) => documentDate), written.paid];
  const order = recogniseDayOrder(days.filter((day) => day !== undefined));
  const isKnown = order.certainty !== 'undecided' || hints.dayOrder !== undefined;
  if (!isKnown)
    problems.push({
      where: 'file',
      what: `'${order.doubtful}' can be read with the day or the month first, so such days are left out`,
      advice: 'Say in which order the payer writes days.',
      severity: 'warning',
    });
  return {
    currency,
    mark,
    order: order.certainty === 'undecided' ? hints.dayOrder : order.order,
    problems,
  };
}

type ReadLine = { readonly line: RemittanceLine; readonly isCredit: boolean };

function lineOf(written: WrittenLine, reading: Reading): ReadLine {
  const { where, reference, documentDate, reason, isCredit } = written;
  const read = (text: string | undefined) => amountOf(text, where, written.currency, reading);
  const gross = read(written.gross);
  const stated = read(written.amount);
  const off = [written.discount, ...(written.moreDiscounts ?? [])].map(read).reduce(together);
  const amount = stated ?? less(gross, off);
  const line = {
    reference: reference.replace(/\s+/g, ' ').trim(),
    documentDate: dayOf(documentDate, where, reading),
    amount,
    gross: gross ?? (amount && off && stated ? more(amount, off) : undefined),
    discount: gross && stated ? keptOf(gross, stated, off) : off && absolute(off),
    deductionReason: reason,
    where,
  };
  if (gross && stated && off && gross.currency === stated.currency) {
    const kept = subtract(gross, stated);
    if (absolute(kept).minor !== absolute(off).minor)
      reading.problems.push({
        where,
        what: `gross ${moneyText(gross)} less ${moneyText(absolute(off))} is not ${moneyText(stated)}`,
        advice: 'Look at the line of the advice.',
        severity: 'warning',
      });
  }
  return { line, isCredit };
}

function together(some: Money | undefined, other: Money | undefined): Money | undefined {
  return some && other && some.currency === other.currency ? add(some, other) : (some ?? other);
}

/** What was kept; nothing is said where nothing was. */
function keptOf(gross: Money, amount: Money, off: Money | undefined): Money | undefined {
  if (gross.currency !== amount.currency) return off && absolute(off);
  const kept = subtract(gross, amount);
  return kept.minor === 0n && off === undefined ? undefined : kept;
}

function less(gross: Money | undefined, off: Money | undefined): Money | undefined {
  if (gross === undefined || off === undefined || gross.currency !== off.currency) return gross;
  return gross.minor < 0n ? add(gross, absolute(off)) : subtract(gross, absolute(off));
}

function more(amount: Money, off: Money): Money | undefined {
  if (amount.currency !== off.currency) return undefined;
  return amount.minor < 0n ? subtract(amount, absolute(off)) : add(amount, absolute(off));
}

/**
 * Some payers write what they pay as negative, and some write credit notes without a sign; the
 * total tells. Without one a minus means what it says.
 */
function withSigns(read: readonly ReadLine[], total: Money | undefined): readonly ReadLine[] {
  const amounts = read.map(({ line }) => line.amount);
  const all = amounts.every((amount) => amount === undefined || amount.minor < 0n);
  if (all && amounts.some((amount) => amount !== undefined)) return read.map(turned);
  if (total === undefined) return read;
  const wanted = absolute(total).minor;
  if (sumOf(read, total.currency) === wanted) return read;
  const withCredits = read.map((each) => (each.isCredit && isOwed(each) ? turned(each) : each));
  if (sumOf(withCredits, total.currency) === wanted) return withCredits;
  const other = read.map(turned);
  return sumOf(other, total.currency) === wanted ? other : read;
}

function isOwed({ line }: ReadLine): boolean {
  return (line.amount?.minor ?? 0n) > 0n;
}

function turned({ line, isCredit }: ReadLine): ReadLine {
  const other = (amount: Money | undefined) => amount && negate(amount);
  const { amount, gross, discount } = line;
  return {
    line: {
      ...line,
      amount: other(amount),
      gross: other(gross),
      discount: gross ? other(discount) : discount,
    },
    isCredit,
  };
}

function sumOf(read: readonly ReadLine[], currency: Currency): bigint | undefined {
  const amounts = read.map(({ line }) => line.amount);
  if (amounts.some((amount) => amount?.currency !== currency)) return undefined;
  return sum(amounts as Money[], currency).minor;
}

function checkTotal(
  lines: readonly RemittanceLine[],
  total: Money | undefined,
  problems: FileProblem[],
): void {
  const amounts = lines.flatMap(({ amount }) => amount ?? []);
  if (total === undefined || amounts.length !== lines.length || amounts.length === 0) return;
  if (amounts.some(({ currency }) => currency !== total.currency)) return;
  const whole = sum(amounts, total.currency);
  if (whole.minor === absolute(total).minor) return;
  problems.push({
    where: 'total',
    what: `the lines make ${moneyText(whole)}, the total is ${moneyText(absolute(total))}`,
    advice: 'A line may be missing; look at the advice.',
    severity: 'warning',
  });
}

function amountOf(
  text: string | undefined,
  where: string,
  written: string | undefined,
  { currency, mark, problems }: Reading,
): Money | undefined {
  const of = currencyOf(written) ?? currencyOf(/[A-Z]{3}/.exec(text ?? '')?.[0]) ?? currency;
  if (text === undefined || of === undefined) return undefined;
  const exact = readAmount(text.replace(/\s?CR$/i, '-'), mark);
  const amount = exact === undefined ? undefined : parseMoney(exact, of);
  if (amount === undefined)
    problems.push({
      where,
      what: `'${text.slice(0, 40)}' is no exact amount of ${of}`,
      advice: 'Look at the line of the advice.',
      severity: 'warning',
    });
  return amount;
}

function dayOf(
  text: string | undefined,
  where: string,
  { order, problems }: Reading,
): Day | undefined {
  if (text === undefined) return undefined;
  const either = [readDay(text, 'DMY'), readDay(text, 'MDY')];
  const day =
    order === undefined ? (either[0] === either[1] ? either[0] : undefined) : readDay(text, order);
  if (day === undefined && either.every((each) => each === undefined))
    problems.push({
      where,
      what: `'${text.slice(0, 40)}' is no day`,
      advice: 'Look at the line of the advice.',
      severity: 'warning',
    });
  return day;
}

function currencyOf(text: string | undefined): Currency | undefined {
  return parseCurrency(text?.trim().toUpperCase() ?? '');
}

function absolute(amount: Money): Money {
  return amount.minor < 0n ? negate(amount) : amount;
}
