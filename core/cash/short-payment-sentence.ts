import { unreachable } from '../kernel/assert.ts';
import type { RemainderKind, ShortPaymentAnswer } from './short-payment.ts';

/** What a missing part looks like, in words; amount and days stand beside it. */
export function remainderSentence(kind: RemainderKind): string {
  switch (kind) {
    case 'discount_in_time':
      return 'It is the discount of the terms, taken in time.';
    case 'discount_late':
      return 'It is the discount of the terms, taken after its last day.';
    case 'rounding':
      return 'It is small enough to be rounding.';
    case 'bank_fee':
      return 'It is small enough to be the fee of a bank on the way.';
    case 'short_payment':
      return 'Nothing explains it; ask them, or say what you know.';
    default:
      return unreachable(kind);
  }
}

/** What came of it. */
export function answerSentence(answer: ShortPaymentAnswer, byRule = false): string {
  if (byRule && answer === 'still_due')
    return 'They pay it in parts of about the same size; what is left is asked for like any other invoice.';
  switch (answer) {
    case 'deduction':
      return 'They kept it back; we look into it, and nobody asks for it meanwhile.';
    case 'dispute':
      return 'They do not accept it; we owe them an answer.';
    case 'write_off':
      return 'It was waived.';
    case 'discount':
      return 'It was granted as a discount.';
    case 'still_due':
      return 'They still owe it, and it is asked for.';
    default:
      return unreachable(answer);
  }
}
