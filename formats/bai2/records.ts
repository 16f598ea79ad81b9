import { Unreadable } from '../unreadable.ts';

/**
 * A logical record: what stands on its own line and on the continuations (88) below it. `parts`
 * are without their code, the closing slash and the blanks behind it.
 */
export type Bai2Record = {
  readonly code: string;
  readonly line: number;
  readonly parts: string[];
  /** Physical records, this one and its continuations: control records count them. */
  count: number;
};

const CODES: ReadonlySet<string> = new Set(['01', '02', '03', '16', '49', '98', '99']);
const RECORDS_MAX = 2_000_000;
const LINE_MAX = 64 * 1024;
/** More continuations than any text about a payment needs. */
const PARTS_MAX = 2_000;

/**
 * Several records may stand on one line; a slash in a text is no end unless what follows has the
 * form of a record.
 */
const NEXT_ON_LINE =
  /\/[ \t]*(?=(?:02,[^,/]*,[^,/]*,[1-4]?,\d{6}|03,[^,/]*,[A-Z]{0,3},|16,\d{0,3},[-+\d]?|49,[-+]?\d*,|98,[-+]?\d*,|99,[-+]?\d*,|88,))/g;

/** Takes a file apart. `strays` are lines that belong to no record: their numbers. */
export function recordsOf(text: string): { records: Bai2Record[]; strays: number[] } {
  const records: Bai2Record[] = [];
  const strays: number[] = [];
  for (const [at, line] of linesOf(text).entries()) {
    if (line.length > LINE_MAX) throw tooMuch(`a line of more than ${LINE_MAX} characters`);
    const written = /\/.*,/.test(line) ? line.split(NEXT_ON_LINE) : [line];
    for (const each of written) {
      const record = each.trim();
      const [, code = '', rest = ''] = /^(\d\d)(?:,(.*))?$/s.exec(record) ?? [];
      const last = records.at(-1);
      if (CODES.has(code)) {
        records.push({ code, line: at + 1, parts: [withoutEnd(rest)], count: 1 });
        if (records.length > RECORDS_MAX) throw tooMuch(`more than ${RECORDS_MAX} records`);
      } else if (code === '88' && last !== undefined) {
        last.count += 1;
        if (last.parts.length < PARTS_MAX) last.parts.push(withoutEnd(rest));
      } else if (record !== '' && record !== '/') strays.push(at + 1);
    }
  }
  return { records, strays };
}

/** Mainframes send records of the length that the file's header says, without line ends. */
function linesOf(text: string): string[] {
  const lines = text.trimEnd().split(/\r\n?|\n/);
  const length = Number(/^01,(?:[^,]*,){5}(\d{2,4}),/.exec(lines[0] ?? '')?.[1] ?? 0);
  const [only = ''] = lines;
  const isFixed =
    lines.length === 1 && length >= 20 && /^\d\d,/.test(only.slice(length, length + 3));
  if (!isFixed) return lines;
  return Array.from({ length: Math.ceil(only.length / length) }, (_, at) =>
    only.slice(at * length, (at + 1) * length),
  );
}

/** The fields of a record that has no text: a continuation goes on with the next field. */
export function fieldsOf(record: Bai2Record): string[] {
  return record.parts
    .join(',')
    .split(',')
    .map((field) => field.trim());
}

function withoutEnd(text: string): string {
  return text.trimEnd().replace(/\/$/, '').trimEnd();
}

function tooMuch(what: string): Unreadable {
  return new Unreadable(`the file has ${what}`, 'Ask the bank for one file a day.');
}
