import type { MessageRowJson } from '@goodterms/api/messaging/messages.ts';
import type { State } from '@goodterms/ui/state-word.tsx';

/** The stages of a message in words; `unknown` is for a person to resolve, never for a machine. */
export const MESSAGE_STATES: Readonly<
  Record<MessageRowJson['state'], { readonly shape: State; readonly word: string }>
> = {
  waiting: { shape: 'waiting', word: '' },
  claimed: { shape: 'waiting', word: 'Is leaving.' },
  data: { shape: 'waiting', word: 'Is leaving.' },
  accepted: { shape: 'paid', word: 'Sent.' },
  refused: { shape: 'ours', word: 'Refused.' },
  unknown: { shape: 'ours', word: 'Unknown.' },
  withdrawn: { shape: 'ended', word: 'Withdrawn.' },
  quarantined: { shape: 'held', word: 'In quarantine.' },
  failed: { shape: 'ours', word: 'Failed.' },
};
