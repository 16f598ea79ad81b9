import { daysBetween, toDay, type Day } from '@goodterms/core/kernel/day.ts';
import { sql, type RawBuilder } from './database.ts';
import { SEPARATOR, type TextColumn } from './text-column.ts';

/** The values of one column of many rows, on their way into a statement. */
export type Column = Values | TextColumn;

type Values = {
  readonly type: keyof typeof TYPES;
  readonly values: readonly (Value | undefined)[];
};

/** A column of text; undefined is null. */
export function texts(values: readonly (string | undefined)[]): Values {
  return { type: 'text', values };
}

/** A column of text that others wrote: any sign may stand in it, also one that would separate ours. */
export function foreignTexts(values: readonly (string | undefined)[]): Values {
  return { type: 'foreign text', values };
}

/** A column of days; undefined is null. */
export function days(values: readonly (Day | undefined)[]): Values {
  return { type: 'date', values };
}

/** A column of bigint, from numbers or ids; undefined is null. */
export function integers(values: readonly (string | number | bigint | undefined)[]): Values {
  return { type: 'bigint', values };
}

/** A column of boolean; undefined is null. */
export function booleans(values: readonly (boolean | undefined)[]): Values {
  return { type: 'boolean', values };
}

/** A column of jsonb, from documents already written; undefined is null. */
export function documents(values: readonly (string | undefined)[]): Values {
  return { type: 'document', values };
}

/** A column of bigint arrays; undefined is null. */
export function integerLists(
  values: readonly (readonly (string | bigint)[] | undefined)[],
): Values {
  return { type: 'bigint list', values: values.map((ids) => ids && `{${ids.join(',')}}`) };
}

/**
 * Many rows travel as columns: `from ${asTable({ id: integers(ids), … })} as d`. A column that says
 * the same in every row travels once; the first never does, and gives the rows their number. Any
 * other is one text, or an array in the database's own bytes: the driver would spend longer on
 * quoting every element than everybody else on all the rest.
 */
export function asTable(columns: Readonly<Record<string, Column>>): RawBuilder<unknown> {
  const selected = Object.entries(columns).map(([name, column], i) => {
    const value = i > 0 && saysOneThing(column) ? constant(column) : each(column);
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
  return sql`${value ?? null}::${TYPES[type].of}`;
}

function each(column: Column): RawBuilder<unknown> {
  const element = sql`unnest(${list(column)})`;
  return column.type === 'bigint list' ? sql`${element}::bigint[]` : element;
}

const ABSENT = '\u001a';

function list(column: Column): RawBuilder<unknown> {
  if (column.type === 'written') return sql`string_to_array(${column.joined}, ${SEPARATOR})`;
  const { type, values } = column;
  if (type !== 'text') return sql`${arrayOf(TYPES[type].as, values)}::${TYPES[type].in}[]`;
  if (values.length === 0) return sql`array[]::text[]`;
  const present = values.includes(undefined) ? values.map((value) => value ?? ABSENT) : values;
  return sql`string_to_array(${present.join(SEPARATOR)}, ${SEPARATOR}, ${ABSENT})`;
}

type Value = string | number | bigint | boolean;

/** How a value of a type is written; `write` answers where it ends. */
type BinaryType = {
  readonly oid: number;
  sizeMax(value: Value): number;
  write(bytes: Buffer, at: number, value: Value): number;
};

/** Three bytes at most for each half of a character. */
const TEXT: BinaryType = {
  oid: 25,
  sizeMax: (value) => 3 * String(value).length,
  write: writeText,
};

/** What the columns of a type hold, and in which elements they travel. */
const TYPES = {
  text: { of: sql`text`, in: sql`text`, as: TEXT },
  'foreign text': { of: sql`text`, in: sql`text`, as: TEXT },
  bigint: {
    of: sql`bigint`,
    in: sql`bigint`,
    as: { oid: 20, sizeMax: () => 8, write: writeBigint },
  },
  date: { of: sql`date`, in: sql`date`, as: { oid: 1082, sizeMax: () => 4, write: writeDay } },
  boolean: {
    of: sql`boolean`,
    in: sql`boolean`,
    as: { oid: 16, sizeMax: () => 1, write: writeBoolean },
  },
  document: {
    of: sql`jsonb`,
    in: sql`jsonb`,
    as: { oid: 3802, sizeMax: (value) => 1 + TEXT.sizeMax(value), write: writeDocument },
  },
  /** An array inside an array has no type of its own in PostgreSQL. */
  'bigint list': { of: sql`bigint[]`, in: sql`text`, as: TEXT },
} as const satisfies Record<
  string,
  { readonly of: RawBuilder<unknown>; readonly in: RawBuilder<unknown>; readonly as: BinaryType }
>;

const LENGTH_BYTES = 4;
const HEADER_BYTES = 5 * LENGTH_BYTES;
const ABSENT_LENGTH = -1;

/** As PostgreSQL's `array_recv` reads it; an element is its length and then its bytes. */
function arrayOf(type: BinaryType, values: Values['values']): Buffer {
  let size = HEADER_BYTES;
  for (const value of values)
    size += LENGTH_BYTES + (value === undefined ? 0 : type.sizeMax(value));
  const bytes = Buffer.allocUnsafe(size);
  const hasAbsent = values.includes(undefined);
  [1, hasAbsent ? 1 : 0, type.oid, values.length, 1].forEach((part, i) =>
    writeInt32(bytes, i * LENGTH_BYTES, part),
  );
  let at = HEADER_BYTES;
  for (const value of values) {
    const from = at + LENGTH_BYTES;
    const until = value === undefined ? from : type.write(bytes, from, value);
    writeInt32(bytes, at, value === undefined ? ABSENT_LENGTH : until - from);
    at = until;
  }
  return bytes.subarray(0, at);
}

/** Byte by byte; the buffer's own way looks at its arguments for longer than it writes. */
function writeInt32(bytes: Buffer, at: number, value: number): number {
  bytes[at] = value >>> 24;
  bytes[at + 1] = value >>> 16;
  bytes[at + 2] = value >>> 8;
  bytes[at + 3] = value;
  return at + LENGTH_BYTES;
}

const TWO_TO_32 = 0x1_0000_0000;
/** Longer whole numbers are not exact in floating point. */
const EXACT_DIGITS = 15;
const EXACT = 10n ** BigInt(EXACT_DIGITS);

function writeBigint(bytes: Buffer, at: number, value: Value): number {
  if (typeof value === 'string' && value.length > EXACT_DIGITS)
    return writeBigint(bytes, at, BigInt(value));
  if (typeof value === 'bigint' && (value >= EXACT || value <= -EXACT))
    return bytes.writeBigInt64BE(value, at);
  const number = Number(value);
  writeInt32(bytes, at, Math.floor(number / TWO_TO_32));
  return writeInt32(bytes, at + LENGTH_BYTES, number >>> 0);
}

/** PostgreSQL counts days from here. */
const FIRST_DAY = toDay('2000-01-01');

function writeDay(bytes: Buffer, at: number, value: Value): number {
  return writeInt32(bytes, at, daysBetween(FIRST_DAY, value as Day));
}

function writeBoolean(bytes: Buffer, at: number, value: Value): number {
  bytes[at] = value === true ? 1 : 0;
  return at + 1;
}

/** The version of how jsonb travels, which is the document's text. */
const DOCUMENT_VERSION = 1;

function writeDocument(bytes: Buffer, at: number, value: Value): number {
  bytes[at] = DOCUMENT_VERSION;
  return writeText(bytes, at + 1, value);
}

const LAST_OF_ASCII = 0x7f;

function writeText(bytes: Buffer, at: number, value: Value): number {
  const text = value as string;
  for (let i = 0; i < text.length; i += 1) {
    const character = text.charCodeAt(i);
    if (character > LAST_OF_ASCII) return at + bytes.write(text, at);
    bytes[at + i] = character;
  }
  return at + text.length;
}
