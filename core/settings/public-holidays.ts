import type { Day } from '../kernel/day.ts';
import {
  boxingDayOfBritain,
  brigid,
  christmasOfBritain,
  easter,
  fixed,
  kingsDay,
  nearest,
  substitute,
  weekdayFrom,
  dayIn,
  type HolidayRule,
} from './holiday-rules.ts';

/**
 * The nation-wide public holidays of the countries we know, by name in English. Regional ones (the
 * Epiphany in Bavaria, the Corpus Christi of a canton) are closed days that a company adds itself.
 */
export function publicHolidays(
  country: string | undefined,
  year: number,
): ReadonlyMap<Day, string> {
  if (country === undefined) return NONE;
  const key = `${country}${year}`;
  let known = computed.get(key);
  if (!known) computed.set(key, (known = compute(HOLIDAYS[country] ?? [], year)));
  return known;
}

export function countriesWithHolidays(): string[] {
  return Object.keys(HOLIDAYS).toSorted();
}

const NONE: ReadonlyMap<Day, string> = new Map();
/** The same year of the same country is the same set for ever. */
const computed = new Map<string, ReadonlyMap<Day, string>>();

function compute(rules: readonly HolidayRule[], year: number): ReadonlyMap<Day, string> {
  // A holiday of next year may be kept on the last day of this one.
  const days = rules.flatMap(({ name, on }) =>
    [on(year), on(year + 1)].flatMap((day) =>
      day?.startsWith(`${year}-`) ? [[day, name] as const] : [],
    ),
  );
  return new Map(days);
}

const NEW_YEAR = fixed(1, 1, "New Year's Day");
const EPIPHANY = fixed(1, 6, 'Epiphany');
const MAUNDY_THURSDAY = easter(-3, 'Maundy Thursday');
const GOOD_FRIDAY = easter(-2, 'Good Friday');
const EASTER_MONDAY = easter(1, 'Easter Monday');
const LABOUR_DAY = fixed(5, 1, 'Labour Day');
const ASCENSION = easter(39, 'Ascension Day');
const WHIT_MONDAY = easter(50, 'Whit Monday');
const CORPUS_CHRISTI = easter(60, 'Corpus Christi');
const ASSUMPTION = fixed(8, 15, 'Assumption Day');
const ALL_SAINTS = fixed(11, 1, "All Saints' Day");
const IMMACULATE = fixed(12, 8, 'Immaculate Conception');
const CHRISTMAS_EVE = fixed(12, 24, 'Christmas Eve');
const CHRISTMAS = fixed(12, 25, 'Christmas Day');
const BOXING_DAY = fixed(12, 26, 'Second Day of Christmas');

const CHRISTMAS_DAYS = [CHRISTMAS_EVE, CHRISTMAS, BOXING_DAY];

const HOLIDAYS: Readonly<Record<string, readonly HolidayRule[]>> = {
  AT: [
    NEW_YEAR,
    EPIPHANY,
    EASTER_MONDAY,
    LABOUR_DAY,
    ASCENSION,
    WHIT_MONDAY,
    CORPUS_CHRISTI,
    ASSUMPTION,
    fixed(10, 26, 'National Day'),
    ALL_SAINTS,
    IMMACULATE,
    CHRISTMAS,
    BOXING_DAY,
  ],
  BE: [
    NEW_YEAR,
    EASTER_MONDAY,
    LABOUR_DAY,
    ASCENSION,
    WHIT_MONDAY,
    fixed(7, 21, 'National Day'),
    ASSUMPTION,
    ALL_SAINTS,
    fixed(11, 11, 'Armistice Day'),
    CHRISTMAS,
  ],
  CH: [
    NEW_YEAR,
    GOOD_FRIDAY,
    EASTER_MONDAY,
    ASCENSION,
    WHIT_MONDAY,
    fixed(8, 1, 'National Day'),
    CHRISTMAS,
    BOXING_DAY,
  ],
  CZ: [
    NEW_YEAR,
    GOOD_FRIDAY,
    EASTER_MONDAY,
    LABOUR_DAY,
    fixed(5, 8, 'Victory Day'),
    fixed(7, 5, 'Saints Cyril and Methodius'),
    fixed(7, 6, 'Jan Hus Day'),
    fixed(9, 28, 'Statehood Day'),
    fixed(10, 28, 'Independence Day'),
    fixed(11, 17, 'Freedom and Democracy Day'),
    ...CHRISTMAS_DAYS,
  ],
  DE: [
    NEW_YEAR,
    GOOD_FRIDAY,
    EASTER_MONDAY,
    LABOUR_DAY,
    ASCENSION,
    WHIT_MONDAY,
    fixed(10, 3, 'German Unity Day'),
    CHRISTMAS,
    BOXING_DAY,
  ],
  DK: [
    NEW_YEAR,
    MAUNDY_THURSDAY,
    GOOD_FRIDAY,
    EASTER_MONDAY,
    ASCENSION,
    WHIT_MONDAY,
    fixed(6, 5, 'Constitution Day'),
    ...CHRISTMAS_DAYS,
  ],
  ES: [
    NEW_YEAR,
    EPIPHANY,
    GOOD_FRIDAY,
    LABOUR_DAY,
    ASSUMPTION,
    fixed(10, 12, 'National Day'),
    ALL_SAINTS,
    fixed(12, 6, 'Constitution Day'),
    IMMACULATE,
    CHRISTMAS,
  ],
  FI: [
    NEW_YEAR,
    EPIPHANY,
    GOOD_FRIDAY,
    EASTER_MONDAY,
    LABOUR_DAY,
    ASCENSION,
    weekdayFrom(5, 6, 19, 'Midsummer Eve'),
    fixed(12, 6, 'Independence Day'),
    ...CHRISTMAS_DAYS,
  ],
  FR: [
    NEW_YEAR,
    EASTER_MONDAY,
    LABOUR_DAY,
    fixed(5, 8, 'Victory Day'),
    ASCENSION,
    WHIT_MONDAY,
    fixed(7, 14, 'Bastille Day'),
    ASSUMPTION,
    ALL_SAINTS,
    fixed(11, 11, 'Armistice Day'),
    CHRISTMAS,
  ],
  GB: [
    substitute(1, 1, "New Year's Day"),
    GOOD_FRIDAY,
    EASTER_MONDAY,
    weekdayFrom(1, 5, 1, 'Early May bank holiday'),
    weekdayFrom(1, 5, 25, 'Spring bank holiday'),
    weekdayFrom(1, 8, 25, 'Summer bank holiday'),
    { name: 'Christmas Day', on: christmasOfBritain },
    { name: 'Boxing Day', on: boxingDayOfBritain },
  ],
  IE: [
    NEW_YEAR,
    { name: "St Brigid's Day", on: brigid },
    fixed(3, 17, "St Patrick's Day"),
    EASTER_MONDAY,
    weekdayFrom(1, 5, 1, 'May Day'),
    weekdayFrom(1, 6, 1, 'June holiday'),
    weekdayFrom(1, 8, 1, 'August holiday'),
    weekdayFrom(1, 10, 25, 'October holiday'),
    CHRISTMAS,
    fixed(12, 26, "St Stephen's Day"),
  ],
  IT: [
    NEW_YEAR,
    EPIPHANY,
    EASTER_MONDAY,
    fixed(4, 25, 'Liberation Day'),
    LABOUR_DAY,
    fixed(6, 2, 'Republic Day'),
    ASSUMPTION,
    fixed(10, 4, 'St Francis of Assisi', 2026),
    ALL_SAINTS,
    IMMACULATE,
    CHRISTMAS,
    fixed(12, 26, "St Stephen's Day"),
  ],
  LU: [
    NEW_YEAR,
    EASTER_MONDAY,
    LABOUR_DAY,
    fixed(5, 9, 'Europe Day', 2019),
    ASCENSION,
    WHIT_MONDAY,
    fixed(6, 23, 'National Day'),
    ASSUMPTION,
    ALL_SAINTS,
    CHRISTMAS,
    BOXING_DAY,
  ],
  NL: [
    NEW_YEAR,
    EASTER_MONDAY,
    { name: "King's Day", on: kingsDay },
    { name: 'Liberation Day', on: (year) => (year % 5 === 0 ? dayIn(year, 5, 5) : undefined) },
    ASCENSION,
    WHIT_MONDAY,
    CHRISTMAS,
    BOXING_DAY,
  ],
  NO: [
    NEW_YEAR,
    MAUNDY_THURSDAY,
    GOOD_FRIDAY,
    EASTER_MONDAY,
    LABOUR_DAY,
    fixed(5, 17, 'Constitution Day'),
    ASCENSION,
    WHIT_MONDAY,
    CHRISTMAS,
    BOXING_DAY,
  ],
  PL: [
    NEW_YEAR,
    EPIPHANY,
    EASTER_MONDAY,
    LABOUR_DAY,
    fixed(5, 3, 'Constitution Day'),
    CORPUS_CHRISTI,
    ASSUMPTION,
    ALL_SAINTS,
    fixed(11, 11, 'Independence Day'),
    fixed(12, 24, 'Christmas Eve', 2025),
    CHRISTMAS,
    BOXING_DAY,
  ],
  PT: [
    NEW_YEAR,
    GOOD_FRIDAY,
    fixed(4, 25, 'Freedom Day'),
    LABOUR_DAY,
    CORPUS_CHRISTI,
    fixed(6, 10, 'Portugal Day'),
    ASSUMPTION,
    fixed(10, 5, 'Republic Day'),
    ALL_SAINTS,
    fixed(12, 1, 'Restoration of Independence'),
    IMMACULATE,
    CHRISTMAS,
  ],
  SE: [
    NEW_YEAR,
    EPIPHANY,
    GOOD_FRIDAY,
    EASTER_MONDAY,
    LABOUR_DAY,
    ASCENSION,
    fixed(6, 6, 'National Day'),
    weekdayFrom(5, 6, 19, 'Midsummer Eve'),
    ...CHRISTMAS_DAYS,
    fixed(12, 31, "New Year's Eve"),
  ],
  US: [
    nearest(1, 1, "New Year's Day"),
    weekdayFrom(1, 1, 15, 'Martin Luther King Jr. Day'),
    weekdayFrom(1, 2, 15, "Presidents' Day"),
    weekdayFrom(1, 5, 25, 'Memorial Day'),
    nearest(6, 19, 'Juneteenth', 2021),
    nearest(7, 4, 'Independence Day'),
    weekdayFrom(1, 9, 1, 'Labor Day'),
    weekdayFrom(1, 10, 8, 'Columbus Day'),
    nearest(11, 11, 'Veterans Day'),
    weekdayFrom(4, 11, 22, 'Thanksgiving'),
    nearest(12, 25, 'Christmas Day'),
  ],
};
