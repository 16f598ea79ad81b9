import type { MessageState } from './message.ts';
import { TRIES_MAX } from './retry.ts';

/** Where a message stands, in a sentence. `because` is the name of the reason, or a name and words. */
export function messageSentence(
  state: MessageState,
  because: string | undefined,
  attempts: number,
): string {
  const reason = because === undefined ? '' : reasonWords(because);
  switch (state) {
    case 'waiting':
      return waiting(because, attempts, reason);
    case 'claimed':
      return 'It is being written for sending.';
    case 'data':
      return 'It is being handed over to the mail server.';
    case 'accepted':
      return 'The mail server has accepted it.';
    case 'refused':
      return 'The mail server has refused it. Correct the address or the sender, then try again or withdraw it.';
    case 'unknown':
      return 'It was handed over and no answer came. Look in the mailbox or the log of the mail server, and say whether it arrived.';
    case 'withdrawn':
      return `It was taken back: ${reason}.`;
    case 'quarantined':
      return 'It is from before a backup was restored and may have been sent since. Release it or withdraw it.';
    case 'failed':
      return `It could not be sent: ${reason}.`;
  }
}

function waiting(because: string | undefined, attempts: number, reason: string): string {
  if (because === 'deferred')
    return `The mail server asked us to come back later: ${attempts} of ${TRIES_MAX} tries.`;
  if (because === undefined || because === 'given_back') return 'It waits to be sent.';
  return `Not now: ${reason}. The gate is asked again.`;
}

const REASONS: Readonly<Record<string, string>> = {
  already_sent: 'one for the same step has gone to this address, or may have',
  by_a_person: 'somebody decided so',
  deadline_passed: 'it was not sent within three days',
  did_not_arrive: 'it was handed over but did not arrive',
  replaced: 'a newer one took its place',
  restored_from_backup: 'it is from before a backup was restored',
  could_not_be_delivered: 'the mail server put it off too often',
  address_must_be_valid: 'the contact has no address that mail can be sent to',
  template_must_exist: 'there is no such template',
  template_must_render: 'the template cannot be rendered',
  letter_must_be_complete: 'the letter lacks something that its reader needs',
  refused_by_server: 'the mail server refused it',
  no_answer: 'no answer came',
  nothing_overdue: 'nothing is overdue any more',
  planned_anew: 'another reminder is due by now',
};

/** Reasons of the gate have their sentence beside the decision; here their name is enough. */
function reasonWords(because: string): string {
  const [name = '', ...words] = because.split(': ');
  const known = REASONS[name] ?? name.replaceAll('_', ' ');
  return words.length === 0 ? known : `${known} (${words.join(': ')})`;
}
