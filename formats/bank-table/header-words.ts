/*
 * What a column means is often said by two words of its name, wherever they stand in it: 'Datum
 * zaúčtování' and 'Date de comptabilisation' are a day and a booking. Words are alternatives of a
 * regular expression; a name is told by those it has and those it has not.
 */

export function has(words: string): string {
  return `(?=.*(?:^| )(?:${words})(?: |$))`;
}

export function hasNot(words: string): string {
  return `(?!.*(?:^| )(?:${words})(?: |$))`;
}

/** Nothing but such words. */
export function only(words: string): string {
  return `(?=(?:(?:^| )(?:${words})(?= |$))+$)`;
}

export function pattern(...conditions: readonly string[]): RegExp {
  return new RegExp(`^${conditions.join('')}`, 'u');
}
