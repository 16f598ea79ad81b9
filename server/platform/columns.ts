import { sql, type RawBuilder } from './database.ts';

/**
 * Many rows travel as columns. Each column is one text: the driver would spend longer on quoting
 * every element of an array than the database on taking the text apart. No text that we write
 * contains the separator, which is a control character that JSON escapes.
 */
const SEPARATOR = '\u001e';
const ABSENT = '\u001a';

/** For `unnest`: a text[]; undefined is null. */
export function texts(values: readonly (string | undefined)[]): RawBuilder<unknown> {
  if (values.length === 0) return sql`array[]::text[]`;
  const present = values.includes(undefined) ? values.map((value) => value ?? ABSENT) : values;
  return sql`string_to_array(${present.join(SEPARATOR)}, ${SEPARATOR}, ${ABSENT})`;
}

/** For `unnest`: a bigint[], of numbers or of ids; undefined is null. */
export function integers(
  values: readonly (string | number | bigint | undefined)[],
): RawBuilder<unknown> {
  const present = values.includes(undefined) ? values.map((value) => value ?? 'null') : values;
  return sql`${`{${present.join(',')}}`}::bigint[]`;
}
