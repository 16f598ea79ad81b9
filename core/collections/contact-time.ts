import { addDays, weekdayOf } from '../kernel/day.ts';
import { isBusinessDay, type Calendar } from '../settings/calendar.ts';
import type { CollectionSettings } from './collection-settings.ts';
import { calendarThere } from './contact-gate.ts';
import type { ContactPicture, LocalMoment } from './contact-picture.ts';

/** A year of closed days: such a contact is reached by a person or not at all. */
const LOOK_AHEAD_DAYS = 366;

/** The first moment, from `moment` on, when a letter may reach the customer; all where the customer is. */
export function nextContactTime(
  { contact, country }: Pick<ContactPicture, 'contact' | 'country'>,
  settings: CollectionSettings,
  moment: LocalMoment,
): LocalMoment {
  const from = contact?.hoursFrom ?? settings.sendFromMinutes;
  const until = contact?.hoursUntil ?? settings.sendUntilMinutes;
  const there = calendarThere(country);
  let { day, minutes } = moment;
  for (let looked = 0; looked < LOOK_AHEAD_DAYS; looked += 1) {
    if (minutes < until && isOpen(day)) return { day, minutes: Math.max(minutes, from) };
    day = addDays(day, 1);
    minutes = 0;
  }
  return moment;

  function isOpen(on: LocalMoment['day']): boolean {
    const calendars: readonly Calendar[] = [settings.calendar, there];
    return (
      calendars.every((calendar) => isBusinessDay(calendar, on)) &&
      !contact?.closedWeekdays.includes(weekdayOf(on))
    );
  }
}
