import { Unreadable } from '../unreadable.ts';

/** A field of a message: its tag, its lines and the line of the file where it begins. */
export type Mt940Field = { readonly tag: string; readonly line: number; readonly lines: string[] };

/** Ends a message: what follows up to the next field is envelope. */
export const END = 'end';

/**
 * Every tag of MT940 and MT942 and what banks put among them. Only these begin a field: a wrapped
 * text may well begin with ':26:' or ':12:', and is text.
 */
const TAGS: ReadonlySet<string> = new Set([
  '13',
  '13D',
  '20',
  '21',
  '25',
  '25P',
  '28',
  '28C',
  '34F',
  '60F',
  '60M',
  '61',
  '62F',
  '62M',
  '64',
  '65',
  '86',
  '90C',
  '90D',
  '940',
  '942',
  'NS',
]);

/** The standard says 65; banks that do not wrap stay far below this. */
const LINE_MAX = 16 * 1024;
const LINES_MAX = 2_000_000;

const FIELD = /^[ \t]{0,8}:(\d{2}[A-Z]?|94[02]|NS):(.*)$/s;
/** The end of a message: '-', '-}' with the next envelope, '-XXX' at ING. */
const MESSAGE_END = /^-(?:\}.*|X{3})?$/s;

/** Takes a file apart, whatever envelope the bank put around the messages. */
export function fieldsOf(text: string): Mt940Field[] {
  const lines = linesOf(text);
  const following = tagsFollowing(lines);
  const fields: Mt940Field[] = [];
  let open: Mt940Field | undefined;
  for (let at = 0; at < lines.length; at += 1) {
    let line = lines[at] ?? '';
    if (line === ':' && isField(`:${lines[at + 1] ?? ''}`)) {
      at += 1;
      line = `:${lines[at] ?? ''}`;
    }
    const inner = insideEnvelope(line);
    const found = inner === undefined ? null : FIELD.exec(inner);
    const tag = found?.[1] ?? '';
    if (TAGS.has(tag)) {
      open = { tag, line: at + 1, lines: [found?.[2] ?? ''] };
      fields.push(open);
    } else if (
      inner === undefined ||
      (MESSAGE_END.test(line.trimEnd()) && !goesOn(following[at]))
    ) {
      open = undefined;
      fields.push({ tag: END, line: at + 1, lines: [] });
    } else {
      open?.lines.push(line);
    }
  }
  return fields;
}

/** For each line the tag of the next field after it. */
function tagsFollowing(lines: readonly string[]): string[] {
  const tags: string[] = [];
  let next = '';
  for (let at = lines.length - 1; at >= 0; at -= 1) {
    tags[at] = next;
    const tag = FIELD.exec(lines[at] ?? '')?.[1] ?? '';
    if (TAGS.has(tag)) next = tag;
  }
  return tags;
}

/** A lone '-' before a field from the middle of a statement is a wrapped text and no end. */
function goesOn(next: string | undefined): boolean {
  return next !== undefined && /^(61|62[FM]|64|65|86|NS)$/.test(next);
}

/** How many fields a text seems to have: what tells MT940 from other text. */
export function countFields(text: string): number {
  return linesOf(text).filter((line) => isField(insideEnvelope(line) ?? '')).length;
}

function isField(line: string): boolean {
  return TAGS.has(FIELD.exec(line)?.[1] ?? '');
}

/** '{1:F01…}{2:O940…}{4:' opens a message; what follows on the line is its first field. */
function insideEnvelope(line: string): string | undefined {
  if (!/^(?:-\}.*)?\{\d:/s.test(line)) return line;
  const at = line.lastIndexOf('{4:');
  const rest = at < 0 ? '' : line.slice(at + 3);
  return rest === '' ? undefined : rest;
}

/** Lines without the control characters some banks wrap a file in; '@@' stands for a line end. */
function linesOf(text: string): string[] {
  const lines = text
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/@@(?=:|-|$)/g, '\n')
    .replaceAll(CONTROL_CHARACTERS, '')
    .split('\n');
  if (lines.length > LINES_MAX) {
    throw new Unreadable(
      `the file has more than ${LINES_MAX} lines`,
      'Ask the bank for one file a day.',
    );
  }
  if (lines.some((line) => line.length > LINE_MAX)) {
    throw new Unreadable(
      `a line is longer than ${LINE_MAX} characters`,
      'Ask where this file comes from; no bank writes such lines.',
    );
  }
  return lines;
}

/** All but tabulator and line feed. */
// oxlint-disable-next-line no-control-regex -- they are what is to be removed
const CONTROL_CHARACTERS = /[\u0000-\u0008\u000b-\u001f\u007f]/g;
