import { accountKey } from '../customers/account-key.ts';
import { addDays, type Day } from '../kernel/day.ts';
import type { RemittanceAdviceId } from '../kernel/id.ts';
import type { Money } from '../kernel/money.ts';
import { referenceKey } from '../ledger/reference.ts';
import type { BankLine, BankLinePart } from './bank-line.ts';
import { sameName } from './payer-name.ts';

/** A payment that a payer has announced, as far as it tells which one it is. */
export type AnnouncedPayment = {
  readonly id: RemittanceAdviceId;
  readonly payerName: string | undefined;
  readonly payerAccount: string | undefined;
  readonly paidOn: Day | undefined;
  readonly receivedOn: Day;
  readonly total: Money;
  /** The payer's own number of the payment. */
  readonly reference: string | undefined;
  /** What it pays, as the payer writes it. */
  readonly quoted: readonly string[];
};

/** Money takes a few days, and some payers send the advice ahead. */
const COMES_WITHIN_DAYS = 14;
/** The day that an advice names may be that of the order. */
const COMES_BEFORE_DAYS = 3;
/** A shorter number of a payment stands in too many texts. */
const REFERENCE_LENGTH_MIN = 5;

type Paying = Pick<
  BankLine,
  'amount' | 'bookedOn' | 'payerName' | 'payerAccount' | 'onBehalfOf' | 'remittance' | 'references'
>;

/**
 * The advice that announced a payment: of its amount, near its day, and from its payer. Only when
 * exactly one can be meant.
 */
export function adviceOf(
  line: Paying,
  announced: readonly AnnouncedPayment[],
): AnnouncedPayment | undefined {
  const fitting = announced.filter(
    (one) => isSameAmount(one, line) && isNear(one, line) && isFromPayer(one, line),
  );
  return fitting.length === 1 ? fitting[0] : undefined;
}

function isSameAmount({ total }: AnnouncedPayment, { amount }: Paying): boolean {
  return total.currency === amount.currency && total.minor === amount.minor;
}

function isNear({ paidOn, receivedOn }: AnnouncedPayment, { bookedOn }: Paying): boolean {
  const around = paidOn ?? receivedOn;
  const before = paidOn === undefined ? COMES_WITHIN_DAYS : COMES_BEFORE_DAYS;
  return bookedOn >= addDays(around, -before) && bookedOn <= addDays(around, COMES_WITHIN_DAYS);
}

function isFromPayer(one: AnnouncedPayment, line: Paying): boolean {
  const account = accountKey(one.payerAccount);
  if (account !== undefined && account === accountKey(line.payerAccount)) return true;
  const { payerName } = one;
  const names = [line.payerName, line.onBehalfOf].filter((name) => name !== undefined);
  if (payerName !== undefined && names.some((name) => sameName(name, payerName))) return true;
  return standsIn(one.reference, line);
}

function standsIn(reference: string | undefined, { remittance, references }: Paying): boolean {
  const key = referenceKey(reference ?? '');
  if (key.length < REFERENCE_LENGTH_MIN) return false;
  const { endToEnd, structured, customer } = references;
  return [remittance, endToEnd, structured, customer].some((text) =>
    referenceKey(text ?? '').includes(key),
  );
}

/** What an advice says of its payment, as if the bank had brought it: one part for each document. */
export function advisedParts(quoted: readonly string[]): BankLinePart[] {
  return quoted.map((remittance) => ({
    amount: undefined,
    remittance,
    references: {
      endToEnd: undefined,
      structured: undefined,
      customer: undefined,
      bank: undefined,
    },
    payerName: undefined,
    payerAccount: undefined,
  }));
}
