import { weekdayOf, type Day, type Weekday } from '../kernel/day.ts';
import { afterEaster, last, moved, nth, on, type YearlyDay } from './yearly-day.ts';

/**
 * National public holidays on which businesses and banks are closed, by country. Regional ones
 * differ within a country; a company adds those it keeps as closed days.
 */
export function publicHolidays(country: string, year: number): ReadonlyMap<Day, string> {
  const key = `${country} ${year}`;
  let known = KNOWN.get(key);
  if (!known) {
    const rules = Object.hasOwn(RULES, country) ? (RULES[country] ?? []) : [];
    known = new Map(rules.map(([name, dayIn]) => [dayIn(year), name]));
    KNOWN.set(key, known);
  }
  return known;
}

const KNOWN = new Map<string, ReadonlyMap<Day, string>>();

/** Kept on the next Monday when it falls on a weekend. */
const TO_MONDAY: Partial<Record<Weekday, number>> = { 6: 2, 7: 1 };
/** Kept on Friday when it falls on Saturday, on Monday when on Sunday: federal holidays of the USA. */
const TO_NEAREST: Partial<Record<Weekday, number>> = { 6: -1, 7: 1 };

const NEW_YEAR: [string, YearlyDay] = ["New Year's Day", on(1, 1)];
const GOOD_FRIDAY: [string, YearlyDay] = ['Good Friday', afterEaster(-2)];
const EASTER_MONDAY: [string, YearlyDay] = ['Easter Monday', afterEaster(1)];
const ASCENSION: [string, YearlyDay] = ['Ascension Day', afterEaster(39)];
const WHIT_MONDAY: [string, YearlyDay] = ['Whit Monday', afterEaster(50)];
const LABOUR_DAY: [string, YearlyDay] = ['Labour Day', on(5, 1)];
const ASSUMPTION: [string, YearlyDay] = ['Assumption Day', on(8, 15)];
const ALL_SAINTS: [string, YearlyDay] = ["All Saints' Day", on(11, 1)];
const CHRISTMAS: [string, YearlyDay] = ['Christmas Day', on(12, 25)];
const SECOND_CHRISTMAS: [string, YearlyDay] = ['Second day of Christmas', on(12, 26)];

const RULES: Readonly<Record<string, readonly [string, YearlyDay][]>> = {
  AT: [
    NEW_YEAR,
    ['Epiphany', on(1, 6)],
    EASTER_MONDAY,
    LABOUR_DAY,
    ASCENSION,
    WHIT_MONDAY,
    ['Corpus Christi', afterEaster(60)],
    ASSUMPTION,
    ['National Day', on(10, 26)],
    ALL_SAINTS,
    ['Immaculate Conception', on(12, 8)],
    CHRISTMAS,
    SECOND_CHRISTMAS,
  ],
  BE: [
    NEW_YEAR,
    EASTER_MONDAY,
    LABOUR_DAY,
    ASCENSION,
    WHIT_MONDAY,
    ['National Day', on(7, 21)],
    ASSUMPTION,
    ALL_SAINTS,
    ['Armistice Day', on(11, 11)],
    CHRISTMAS,
  ],
  CH: [
    NEW_YEAR,
    GOOD_FRIDAY,
    EASTER_MONDAY,
    ASCENSION,
    WHIT_MONDAY,
    ['National Day', on(8, 1)],
    CHRISTMAS,
    SECOND_CHRISTMAS,
  ],
  DE: [
    NEW_YEAR,
    GOOD_FRIDAY,
    EASTER_MONDAY,
    LABOUR_DAY,
    ASCENSION,
    WHIT_MONDAY,
    ['Day of German Unity', on(10, 3)],
    CHRISTMAS,
    SECOND_CHRISTMAS,
  ],
  DK: [
    NEW_YEAR,
    ['Maundy Thursday', afterEaster(-3)],
    GOOD_FRIDAY,
    EASTER_MONDAY,
    ASCENSION,
    WHIT_MONDAY,
    CHRISTMAS,
    SECOND_CHRISTMAS,
  ],
  ES: [
    NEW_YEAR,
    ['Epiphany', on(1, 6)],
    GOOD_FRIDAY,
    LABOUR_DAY,
    ASSUMPTION,
    ['National Day', on(10, 12)],
    ALL_SAINTS,
    ['Constitution Day', on(12, 6)],
    ['Immaculate Conception', on(12, 8)],
    CHRISTMAS,
  ],
  FR: [
    NEW_YEAR,
    EASTER_MONDAY,
    LABOUR_DAY,
    ['Victory Day', on(5, 8)],
    ASCENSION,
    WHIT_MONDAY,
    ['National Day', on(7, 14)],
    ASSUMPTION,
    ALL_SAINTS,
    ['Armistice Day', on(11, 11)],
    CHRISTMAS,
  ],
  GB: [
    ["New Year's Day", moved(on(1, 1), TO_MONDAY)],
    GOOD_FRIDAY,
    EASTER_MONDAY,
    ['Early May bank holiday', nth(1, 1, 5)],
    ['Spring bank holiday', last(1, 5)],
    ['Summer bank holiday', last(1, 8)],
    ['Christmas Day', moved(on(12, 25), { 6: 2, 7: 2 })],
    ['Boxing Day', moved(on(12, 26), { 6: 2, 7: 2 })],
  ],
  IE: [
    NEW_YEAR,
    ["Saint Brigid's Day", saintBrigid],
    ["Saint Patrick's Day", on(3, 17)],
    EASTER_MONDAY,
    ['May Day', nth(1, 1, 5)],
    ['June holiday', nth(1, 1, 6)],
    ['August holiday', nth(1, 1, 8)],
    ['October holiday', last(1, 10)],
    CHRISTMAS,
    ["Saint Stephen's Day", on(12, 26)],
  ],
  IT: [
    NEW_YEAR,
    ['Epiphany', on(1, 6)],
    EASTER_MONDAY,
    ['Liberation Day', on(4, 25)],
    LABOUR_DAY,
    ['Republic Day', on(6, 2)],
    ASSUMPTION,
    ALL_SAINTS,
    ['Immaculate Conception', on(12, 8)],
    CHRISTMAS,
    SECOND_CHRISTMAS,
  ],
  LU: [
    NEW_YEAR,
    EASTER_MONDAY,
    LABOUR_DAY,
    ['Europe Day', on(5, 9)],
    ASCENSION,
    WHIT_MONDAY,
    ['National Day', on(6, 23)],
    ASSUMPTION,
    ALL_SAINTS,
    CHRISTMAS,
    SECOND_CHRISTMAS,
  ],
  NL: [
    NEW_YEAR,
    EASTER_MONDAY,
    ["King's Day", moved(on(4, 27), { 7: -1 })],
    ASCENSION,
    WHIT_MONDAY,
    CHRISTMAS,
    SECOND_CHRISTMAS,
  ],
  PL: [
    NEW_YEAR,
    ['Epiphany', on(1, 6)],
    EASTER_MONDAY,
    LABOUR_DAY,
    ['Constitution Day', on(5, 3)],
    ['Corpus Christi', afterEaster(60)],
    ASSUMPTION,
    ALL_SAINTS,
    ['Independence Day', on(11, 11)],
    ['Christmas Eve', on(12, 24)],
    CHRISTMAS,
    SECOND_CHRISTMAS,
  ],
  SE: [
    NEW_YEAR,
    ['Epiphany', on(1, 6)],
    GOOD_FRIDAY,
    EASTER_MONDAY,
    LABOUR_DAY,
    ASCENSION,
    ['National Day', on(6, 6)],
    CHRISTMAS,
    SECOND_CHRISTMAS,
  ],
  US: [
    ["New Year's Day", moved(on(1, 1), { 7: 1 })],
    ['Martin Luther King Day', nth(3, 1, 1)],
    ["Washington's Birthday", nth(3, 1, 2)],
    ['Memorial Day', last(1, 5)],
    ['Juneteenth', moved(on(6, 19), TO_NEAREST)],
    ['Independence Day', moved(on(7, 4), TO_NEAREST)],
    ['Labor Day', nth(1, 1, 9)],
    ['Columbus Day', nth(2, 1, 10)],
    ['Veterans Day', moved(on(11, 11), TO_NEAREST)],
    ['Thanksgiving', nth(4, 4, 11)],
    ['Christmas Day', moved(on(12, 25), TO_NEAREST)],
  ],
};

/** The first Monday of February; the first itself when that is a Friday. */
function saintBrigid(year: number): Day {
  const first = on(2, 1)(year);
  return weekdayOf(first) === 5 ? first : nth(1, 1, 2)(year);
}
