/** Where the time comes from. The only place of the server that reads the machine's clock. */
export type Clock = { now(): Date };

export const systemClock: Clock = { now: () => new Date() };

/** The calendar day and the minutes since midnight at `at` in an IANA time zone. */
export function wallTime(at: Date, timeZone: string): { day: string; minutes: number } {
  const parts = formatter(timeZone).formatToParts(at);
  const part = (type: string) => parts.find((p) => p.type === type)?.value ?? '';
  return {
    day: `${part('year')}-${part('month')}-${part('day')}`,
    minutes: Number(part('hour')) * 60 + Number(part('minute')),
  };
}

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(timeZone: string): Intl.DateTimeFormat {
  let made = formatters.get(timeZone);
  if (!made) {
    made = new Intl.DateTimeFormat('en-CA', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
    });
    formatters.set(timeZone, made);
  }
  return made;
}

/** The moment at which the clocks of a zone show `minutes` since midnight of `day`. */
export function momentAt(day: string, minutes: number, timeZone: string): Date {
  const wanted = Date.parse(`${day}T00:00:00Z`) + minutes * MINUTE_MS;
  // A first guess is off by the zone's offset; where the clocks change, the second corrects it.
  let at = wanted;
  for (let guess = 0; guess < 2; guess += 1) {
    const shown = wallTime(new Date(at), timeZone);
    at += wanted - (Date.parse(`${shown.day}T00:00:00Z`) + shown.minutes * MINUTE_MS);
  }
  return new Date(at);
}

const MINUTE_MS = 60_000;
