/** One sentence per refusal: what the rule is, as a person would say it. Shown by web, API and command. */
export const REFUSALS: Readonly<Record<string, string>> = {
  address_must_be_valid: 'This is not an e-mail address that mail can be sent to.',
  adjustment_must_be_taken_back_with_its_reason:
    'This is the answer to a short payment; take that answer back on the page Cash.',
  allocation_must_be_in_force: 'This allocation has been taken back already.',
  allocation_must_exist: 'There is no such allocation.',
  amount_must_be_positive: 'The amount must be more than zero.',
  amounts_must_match: 'The two amounts are not the same.',
  an_owner_must_remain: 'Somebody must remain who owns the company here.',
  code_must_fit: 'The code does not fit, or it is older than an hour. Ask for a new one.',
  columns_must_be_known: 'The columns of this table are not recognised.',
  contact_must_exist: 'There is no such contact.',
  credit_item_must_exist: 'There is no such payment or credit note.',
  currencies_must_match: 'The amount and the item are in different currencies.',
  customer_must_be_known: 'Say first whose payment this is.',
  customer_must_exist: 'There is no such customer.',
  customers_must_match: 'What was credited to a customer settles only what it or its group owes.',
  day_must_be_within_horizon:
    'This day is further away than a promise may be; agree instalments instead.',
  day_must_not_be_past: 'This day is already past.',
  days_must_be_within_a_year: 'The days must be between one and 366.',
  days_must_rise_with_levels: 'A later step cannot come before an earlier one.',
  discount_must_be_agreed: 'The terms of this item agree on no such discount.',
  dispute_must_be_open: 'This dispute is closed already.',
  due_day_must_not_precede_issue: 'An item cannot be due before it was issued.',
  file_must_be_readable: 'This file cannot be read.',
  file_must_say_its_account: 'This file does not say of which account it is.',
  hold_must_be_dated_within_limit:
    'A hold ends on a day, and not later than the longest hold allowed.',
  hold_must_be_in_force: 'This hold has ended already.',
  host_must_be_allowed: 'Mail cannot be sent through this server.',
  hours_must_be_a_span: 'The hours must begin before they end.',
  iban_must_be_valid: 'This is not an IBAN: its check digits do not fit.',
  invitation_must_exist: 'There is no such invitation.',
  levels_must_rise_by_one: 'Levels are numbered 1, 2, 3 without gaps.',
  limits_must_be_amounts: 'A limit is an amount like 10.00 in a currency like EUR.',
  line_must_be_decided: 'Nothing was decided about this line that could be taken back.',
  line_must_be_open: 'Something was decided about this line already; undo that first.',
  lines_must_be_good:
    'Some lines cannot be taken in. Correct them, or choose to take the good ones.',
  link_must_be_valid: 'This link is not valid any more. Ask for a new one.',
  mapping_must_exist: 'There is no saved mapping of this name.',
  member_must_be_new: 'Somebody with this address works here already.',
  member_must_exist: 'Nobody of this name works here.',
  message_must_be_in_quarantine: 'This message is not in quarantine.',
  message_must_have_failed: 'Only a message that was refused or failed is tried again.',
  message_must_not_have_left: 'This message has left already, or is leaving now.',
  minimum_must_be_an_amount: 'A smallest amount is an amount like 10.00 in a currency like EUR.',
  must_be_the_demo: 'This is not the demo.',
  not_found: 'There is nothing here under this address.',
  nothing_must_be_allocated: 'This payment settles something already; take that back first.',
  no_other_message_may_wait:
    'A newer reminder waits for this customer; withdraw it first, or let it go instead.',
  open_amount_must_cover: 'That is more than is open.',
  open_item_must_be_open: 'This item is settled already.',
  open_item_must_exist: 'There is no such item.',
  outcome_must_be_unknown: 'The outcome of this message is known.',
  password_must_not_be_common:
    'This password is among the first that anybody would try. Take a longer one.',
  payment_must_be_in_the_books: 'This payment is not in the books, or it went back already.',
  precision_must_be_a_share: 'The precision is a share of 1, such as 0.999, and not less than 0.9.',
  promise_must_be_open: 'This promise is kept, broken or cancelled already.',
  promise_must_exist: 'There is no such promise.',
  questions_must_be_answered:
    'The file can be read in more than one way; answer the questions first.',
  reason_must_be_given: 'Say for what reason they kept it back.',
  reference_must_be_new: 'This number is in the books already.',
  role_must_not_exceed_own: 'Nobody can give or take a role above their own.',
  session_must_exist: 'There is no such session.',
  setup_must_be_open: 'The company has been set up already.',
  step_must_follow_due_day: 'A reminder comes after the due day, not before it.',
  short_payment_must_be_answered: 'Nobody has said anything about this yet.',
  short_payment_must_wait: 'Something was said about this already, or its payment was taken back.',
  sign_in_must_fit: 'This address and this password do not fit together.',
  template_must_exist: 'There is no such template.',
  template_must_render: 'The text cannot be rendered: a variable or a tag in it is wrong.',
  time_zone_must_exist: 'There is no such time zone.',
  unallocated_must_cover: 'That is more than is left of the payment.',
  write_off_must_be_within_authority:
    'This is more than you may waive; ask somebody who may waive more.',
  write_off_must_be_within_tolerance:
    'This is more than is waived here; it needs a credit note, or is still due.',
};

/** The sentence of a refusal, with the detail that belongs to this one. */
export function refusalSentence(reason: string, detail?: string): string {
  const sentence = REFUSALS[reason] ?? reason.replaceAll('_', ' ');
  return detail === undefined ? sentence : `${sentence} ${detail}`;
}
