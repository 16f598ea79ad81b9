/** A text that the database cannot keep, and where in the request it stands. */
export type Unstorable = { readonly path: readonly PropertyKey[]; readonly message: string };

/**
 * The character NUL is no character of any text, and PostgreSQL keeps none. Looks at what the
 * agreement has let through, so nothing here is deeper or longer than it allows.
 */
export function unstorableIn(value: unknown, path: readonly PropertyKey[] = []): Unstorable[] {
  if (typeof value === 'string')
    return value.includes('\0') ? [{ path, message: 'holds the character NUL' }] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, part]) => [
    ...(name.includes('\0') ? [{ path, message: 'holds the character NUL' }] : []),
    ...unstorableIn(part, [...path, name]),
  ]);
}
