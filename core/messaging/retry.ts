const MINUTE_MS = 60_000;

/** When the other side asks us to come back later: soon at first, and in the end half a day later. */
const WAITS_MINUTES = [1, 5, 15, 30, 60, 120, 240];

/** A message that was put off this often needs a person. */
export const TRIES_MAX = WAITS_MINUTES.length + 1;

/** When to try again after `attempts` tries were put off; undefined when it is a person's turn. */
export function nextTryAt(attempts: number, now: Date): Date | undefined {
  const minutes = WAITS_MINUTES[attempts - 1];
  return minutes === undefined ? undefined : new Date(now.getTime() + minutes * MINUTE_MS);
}
