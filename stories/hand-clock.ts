import type { Clock } from '@goodterms/server/platform/clock.ts';

export type HandClock = Clock & {
  /** A moment; or a day, and then it is eight in the morning UTC. */
  set(moment: Date | string): void;
  turn(by: { readonly days?: number; readonly hours?: number; readonly minutes?: number }): void;
};

const MONDAY_MORNING = '2026-03-02T08:00:00Z';
const MINUTE_MS = 60_000;

export function handClock(start: Date | string = MONDAY_MORNING): HandClock {
  let at = moment(start);
  return {
    now: () => new Date(at),
    set: (to) => void (at = moment(to)),
    turn: ({ days = 0, hours = 0, minutes = 0 }) =>
      void (at = new Date(at.getTime() + ((days * 24 + hours) * 60 + minutes) * MINUTE_MS)),
  };
}

function moment(at: Date | string): Date {
  if (typeof at !== 'string') return new Date(at);
  return new Date(/^\d{4}-\d{2}-\d{2}$/.test(at) ? `${at}T08:00:00Z` : at);
}
