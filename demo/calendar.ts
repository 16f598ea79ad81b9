import { addDays, weekdayOf, type Day } from '@goodterms/core/kernel/day.ts';

/** Money moves on weekdays; the demo knows no public holidays. */
export function weekdayOnOrAfter(day: Day): Day {
  const weekday = weekdayOf(day);
  return weekday <= 5 ? day : addDays(day, 8 - weekday);
}

export function weekdayBefore(day: Day): Day {
  const before = addDays(day, -1);
  const weekday = weekdayOf(before);
  return weekday <= 5 ? before : addDays(before, 5 - weekday);
}

/** The next Thursday, when Delft Group runs its payments. */
export function thursdayOnOrAfter(day: Day): Day {
  return addDays(day, (4 - weekdayOf(day) + 7) % 7);
}
