import { unreachable } from '../kernel/assert.ts';
import { moneyText, type Money } from '../kernel/money.ts';

/**
 * One thing that speaks for or against a match. It is data, so that a page can draw it onto the
 * remittance text and later rules can count how often each kind was right.
 */
export type Evidence = {
  readonly kind: EvidenceKind;
  /** Where it was found, when it was found in a text. */
  readonly where?: QuotedWhere;
  /** Position in that text; `until` is exclusive. */
  readonly from?: number;
  readonly until?: number;
  /** What it matched: a reference of ours, a customer's name. */
  readonly matched?: string;
  /** As it stands on the bank line. */
  readonly value: string;
};

export type QuotedWhere =
  | 'remittance'
  | 'structured'
  | 'end_to_end'
  | 'customer_reference'
  | 'part';

export type EvidenceKind =
  | 'reference_quoted'
  | 'credit_note_quoted'
  | 'settled_item_quoted'
  | 'payer_account_known'
  | 'payer_name_learnt'
  | 'payer_name_is_similar'
  | 'customer_number_quoted'
  | 'payer_name_is_customer'
  | 'payer_in_same_group'
  | 'amount_is_open_amount'
  | 'amount_is_sum'
  | 'amount_is_only_sum'
  | 'amount_is_statement'
  | 'amount_is_discounted'
  | 'amount_lacks_charges'
  | 'amount_is_rounded'
  | 'amount_is_less'
  | 'amount_is_more'
  | 'amount_of_another_item'
  | 'payer_is_another_customer'
  | 'chosen_by_person'
  | 'original_payment_found';

/** For people's eyes; the page puts it beside the line. */
export function evidenceSentence({ kind, matched, value }: Evidence): string {
  switch (kind) {
    case 'reference_quoted':
      return `“${value}” is ${matched}`;
    case 'credit_note_quoted':
      return `“${value}” is the credit note ${matched}`;
    case 'settled_item_quoted':
      return `“${value}” is ${matched}, which is settled`;
    case 'payer_account_known':
      return `${matched} has paid from this account before`;
    case 'payer_name_learnt':
      return `Payments of “${value}” were confirmed as ${matched} before`;
    case 'payer_name_is_similar':
      return `The payer’s name is like ${matched}`;
    case 'customer_number_quoted':
      return `“${value}” is the customer number of ${matched}`;
    case 'payer_name_is_customer':
      return `The payer’s name is ${matched}`;
    case 'payer_in_same_group':
      return `The payer belongs to the group of ${matched}`;
    case 'amount_is_open_amount':
      return `${value} is exactly what is open`;
    case 'amount_is_sum':
      return `${value} is exactly the sum of what is open`;
    case 'amount_is_only_sum':
      return `${value} is the sum of these items and of no others`;
    case 'amount_is_statement':
      return `${value} is the whole of what was due or of one month`;
    case 'amount_is_discounted':
      return `${value} is what is open less the cash discount`;
    case 'amount_lacks_charges':
      return `${value} is what is open less bank charges`;
    case 'amount_is_rounded':
      return `${value} is what is open, rounded`;
    case 'amount_is_less':
      return `${value} is less than what is open`;
    case 'amount_is_more':
      return `${value} is more than what is open`;
    case 'amount_of_another_item':
      return `${value} is also what is open of ${matched}`;
    case 'payer_is_another_customer':
      return `The payer is ${matched}, whose invoice it is not`;
    case 'chosen_by_person':
      return 'Chosen by a person';
    case 'original_payment_found':
      return `It takes back the payment of ${matched}`;
    default:
      return unreachable(kind);
  }
}

/** An amount as evidence: '1250.00 EUR'. */
export function amountText(amount: Money): string {
  return `${moneyText(amount)} ${amount.currency}`;
}
