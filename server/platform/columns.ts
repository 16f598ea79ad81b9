import { sql, type RawBuilder } from './database.ts';
import { SEPARATOR, type TextColumn } from './text-column.ts';

/** The values of one column of many rows, on their way into a statement. */
export type Column = Values | TextColumn;

type Values = {
  readonly type: 'text' | 'bigint';
  readonly values: readonly (string | number | bigint | undefined)[];
};

/** A column of text; undefined is null. */
export function texts(values: readonly (string | undefined)[]): Values {
  return { type: 'text', values };
}

/** A column of bigint, from numbers or ids; undefined is null. */
export function integers(values: readonly (string | number | bigint | undefined)[]): Values {
  return { type: 'bigint', values };
}

/**
 * Many rows travel as columns: `from ${asTable({ id: integers(ids), … })} as d`. A column that says
 * the same in every row travels once; the first never does, and gives the rows their number. Any
 * other is one text: the driver would spend longer on quoting every element of an array than the
 * database on taking the text apart.
 */
export function asTable(columns: Readonly<Record<string, Column>>): RawBuilder<unknown> {
  const selected = Object.entries(columns).map(([name, column], i) => {
    const value = i > 0 && saysOneThing(column) ? constant(column) : sql`unnest(${list(column)})`;
    return sql`${value} as ${sql.ref(name)}`;
  });
  return sql`(select ${sql.join(selected)})`;
}

function saysOneThing(column: Column): column is Values {
  if (column.type === 'written') return false;
  const [first] = column.values;
  return column.values.every((value) => value === first);
}

function constant({ type, values: [value] }: Values): RawBuilder<unknown> {
  return type === 'text' ? sql`${value ?? null}::text` : sql`${value ?? null}::bigint`;
}

const ABSENT = '\u001a';

function list(column: Column): RawBuilder<unknown> {
  if (column.type === 'written') return sql`string_to_array(${column.joined}, ${SEPARATOR})`;
  const { type, values } = column;
  if (values.length === 0) return type === 'text' ? sql`array[]::text[]` : sql`array[]::bigint[]`;
  const absent = type === 'text' ? ABSENT : 'null';
  const present = values.includes(undefined) ? values.map((value) => value ?? absent) : values;
  return type === 'text'
    ? sql`string_to_array(${present.join(SEPARATOR)}, ${SEPARATOR}, ${ABSENT})`
    : sql`${`{${present.join(',')}}`}::bigint[]`;
}
