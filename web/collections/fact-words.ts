import { HOLD_REASONS } from './hold-form.tsx';

const PROMISE_STATES: Readonly<Record<string, string>> = {
  open: 'Promised',
  kept: 'Promise kept',
  partly_kept: 'Partly kept',
  broken: 'Promise broken',
  cancelled: 'Taken back',
};

export function promiseStateSaid(state: string): string {
  return PROMISE_STATES[state] ?? state;
}

export function holdReasonSaid(reason: string): string {
  return HOLD_REASONS.find(({ value }) => value === reason)?.label ?? reason.replaceAll('_', ' ');
}
