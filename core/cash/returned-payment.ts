import { addDays } from '../kernel/day.ts';
import type { BankLineId } from '../kernel/id.ts';
import { referenceKey } from '../ledger/reference.ts';
import { givenReference, type BankLine } from './bank-line.ts';
import { inBankOrder, type StepOrder } from './matching-run.ts';

/** A payment that came in earlier and has not been taken back yet. */
export type EarlierPayment = Pick<
  BankLine,
  'bookedOn' | 'amount' | 'payerAccount' | 'remittance' | 'references'
> & { readonly id: BankLineId };

/** Direct debits come back within eight weeks; later ones are rare enough for a person. */
export const RETURNED_WITHIN_DAYS = 60;

/** A line that says that a payment went back. */
export type TakenBack = Omit<EarlierPayment, 'id'> & StepOrder & { readonly id: BankLineId };

/**
 * Which payment each return took back. Decided in the order of the bank, so that it depends on what
 * the bank has told and never on the order of its files; no payment goes back twice.
 */
export function pairReturns(
  returns: readonly TakenBack[],
  payments: readonly EarlierPayment[],
): Map<BankLineId, BankLineId> {
  const byAmount = Map.groupBy(payments, ({ amount }) => `${-amount.minor} ${amount.currency}`);
  const gone = new Set<BankLineId>();
  const pairs = new Map<BankLineId, BankLineId>();
  for (const takenBack of returns.toSorted(inBankOrder)) {
    const { minor, currency } = takenBack.amount;
    const alike = byAmount.get(`${minor} ${currency}`) ?? [];
    const payment = returnedPayment(
      takenBack,
      alike.filter(({ id }) => !gone.has(id)),
    );
    if (!payment) continue;
    gone.add(payment.id);
    pairs.set(takenBack.id, payment.id);
  }
  return pairs;
}

/**
 * The payment that the bank has taken back: the same amount, and the payer's end-to-end reference,
 * the bank's reference, the text, or at least the account. Only when exactly one can be meant.
 */
export function returnedPayment(
  line: Omit<EarlierPayment, 'id'>,
  earlier: readonly EarlierPayment[],
): EarlierPayment | undefined {
  const possible = earlier.filter(
    ({ amount, bookedOn }) =>
      amount.currency === line.amount.currency &&
      amount.minor === -line.amount.minor &&
      bookedOn <= line.bookedOn &&
      bookedOn >= addDays(line.bookedOn, -RETURNED_WITHIN_DAYS),
  );
  const sameReference = possible.filter((payment) => shareReference(line, payment));
  if (sameReference.length > 0) return onlyOne(sameReference, line);
  const sameText = possible.filter((payment) => quotesText(line, payment));
  if (sameText.length > 0) return onlyOne(sameText, line);
  return onlyOne(
    possible.filter((payment) => sameAccount(line, payment)),
    line,
  );
}

function onlyOne(
  found: readonly EarlierPayment[],
  line: Omit<EarlierPayment, 'id'>,
): EarlierPayment | undefined {
  if (found.length === 1) return found[0];
  const fromAccount = found.filter((payment) => sameAccount(line, payment));
  return fromAccount.length === 1 ? fromAccount[0] : undefined;
}

function shareReference(line: Pick<BankLine, 'references'>, payment: EarlierPayment): boolean {
  return (['endToEnd', 'bank'] as const).some((kind) => {
    const reference = givenReference(line.references[kind]);
    return (
      reference !== undefined &&
      referenceKey(reference) === referenceKey(givenReference(payment.references[kind]) ?? '')
    );
  });
}

function quotesText({ remittance }: Pick<BankLine, 'remittance'>, payment: EarlierPayment) {
  const text = referenceKey(payment.remittance);
  return text.length >= 5 && referenceKey(remittance).includes(text);
}

function sameAccount({ payerAccount }: Pick<BankLine, 'payerAccount'>, payment: EarlierPayment) {
  return payerAccount !== undefined && payerAccount === payment.payerAccount;
}
