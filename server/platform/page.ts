/** What a part of a cursor is; anything else did not come from us. */
export type KeyPart = 'text' | 'id' | 'day' | 'moment';

const LOOKS_LIKE: Readonly<Record<KeyPart, RegExp>> = {
  text: /^[^\u0000]{0,300}$/u,
  id: /^-?\d{1,18}$/,
  day: /^\d{4}-\d{2}-\d{2}$/,
  moment: /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3,6}Z$/,
};

export const PAGE_SIZE = 50;

/** The key after which a list goes on. It means nothing to the caller, who sends it back as it was. */
export function toCursor(key: readonly string[]): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url');
}

/** Undefined for what is not one of ours: the list then begins anew. */
export function fromCursor(
  cursor: string | undefined,
  parts: readonly KeyPart[],
): string[] | undefined {
  if (cursor === undefined) return undefined;
  try {
    const key: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (!Array.isArray(key) || key.length !== parts.length) return undefined;
    const fits = parts.every(
      (part, i) => typeof key[i] === 'string' && LOOKS_LIKE[part].test(key[i]),
    );
    return fits ? (key as string[]) : undefined;
  } catch {
    return undefined;
  }
}

/** A page is read with one row more than it shows: whether there is a next one. */
export function pageOf<Row>(
  found: readonly Row[],
  limit: number,
  keyOf: (row: Row) => readonly string[],
): { rows: Row[]; nextCursor: string | null } {
  const shown = found.slice(0, limit);
  const last = shown.at(-1);
  return {
    rows: shown,
    nextCursor: found.length > limit && last !== undefined ? toCursor(keyOf(last)) : null,
  };
}

/** For `like`: text that is searched for, so its own % and _ stand for themselves. */
export function containing(text: string): string {
  return `%${text.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
}
