import { unreachable } from '../kernel/assert.ts';

/** Why money stays unapplied until a person decides. The first that applies is shown. */
export type WhyUnapplied =
  | 'no_reference'
  | 'amount_alone_never_decides'
  | 'two_customers_fit'
  | 'payer_and_reference_disagree'
  | 'reference_unconfirmed'
  | 'item_already_settled'
  | 'currencies_differ'
  | 'less_than_quoted'
  | 'more_than_quoted'
  | 'amount_fits_another_item'
  | 'undone_by_person'
  | 'other_money'
  | 'rule_failed'
  | 'returned_payment_not_found';

export function unappliedSentence(why: WhyUnapplied): string {
  switch (why) {
    case 'no_reference':
      return 'Nothing in it is a reference of ours.';
    case 'amount_alone_never_decides':
      return 'The amount fits, but nothing else does; an amount alone never decides.';
    case 'two_customers_fit':
      return 'It fits more than one customer.';
    case 'payer_and_reference_disagree':
      return 'The payer is one customer and the reference belongs to another.';
    case 'reference_unconfirmed':
      return 'It quotes a reference, but neither payer nor amount confirms it.';
    case 'item_already_settled':
      return 'What it quotes is settled already.';
    case 'currencies_differ':
      return 'What it quotes is in another currency.';
    case 'less_than_quoted':
      return 'It is less than what it quotes, and which part it pays is not certain.';
    case 'more_than_quoted':
      return 'It is more than what it quotes.';
    case 'amount_fits_another_item':
      return 'The amount also fits another open item of this customer.';
    case 'undone_by_person':
      return 'A person took back what the rule had decided.';
    case 'other_money':
      return 'It seems to be money of another kind: a refund, interest, a salary that came back.';
    case 'rule_failed':
      return 'Our rule could not read this line; that is our mistake, and a person decides.';
    case 'returned_payment_not_found':
      return 'The bank took a payment back, and we cannot tell which one.';
    default:
      return unreachable(why);
  }
}
