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
 * other is one text, or an array in the database's own bytes: the driver would spend longer on
 * quoting every element than everybody else on all the rest.
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
  if (type === 'bigint') return sql`${arrayOfBigint(values)}::bigint[]`;
  if (values.length === 0) return sql`array[]::text[]`;
  const present = values.includes(undefined) ? values.map((value) => value ?? ABSENT) : values;
  return sql`string_to_array(${present.join(SEPARATOR)}, ${SEPARATOR}, ${ABSENT})`;
}

/** As PostgreSQL's `array_recv` reads it; an element is its length and then its bytes. */
function arrayOfBigint(values: Values['values']): Buffer {
  const bytes = Buffer.allocUnsafe(HEADER_BYTES + values.length * (LENGTH_BYTES + BIGINT_BYTES));
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const hasAbsent = values.includes(undefined);
  [1, hasAbsent ? 1 : 0, BIGINT_OID, values.length, 1].forEach((part, i) =>
    view.setInt32(i * LENGTH_BYTES, part),
  );
  let at = HEADER_BYTES;
  for (const value of values) {
    if (value === undefined) {
      view.setInt32(at, ABSENT_LENGTH);
      at += LENGTH_BYTES;
      continue;
    }
    view.setInt32(at, BIGINT_BYTES);
    writeBigint(view, at + LENGTH_BYTES, value);
    at += LENGTH_BYTES + BIGINT_BYTES;
  }
  return bytes.subarray(0, at);
}

const LENGTH_BYTES = 4;
const BIGINT_BYTES = 8;
const HEADER_BYTES = 5 * LENGTH_BYTES;
const BIGINT_OID = 20;
const ABSENT_LENGTH = -1;
const TWO_TO_32 = 0x1_0000_0000;
/** Longer whole numbers are not exact in floating point. */
const EXACT_DIGITS = 15;

function writeBigint(view: DataView, at: number, value: string | number | bigint): void {
  if (typeof value === 'bigint') return view.setBigInt64(at, value);
  if (typeof value === 'string' && value.length > EXACT_DIGITS)
    return view.setBigInt64(at, BigInt(value));
  const number = Number(value);
  view.setInt32(at, Math.floor(number / TWO_TO_32));
  view.setUint32(at + LENGTH_BYTES, number >>> 0);
}
