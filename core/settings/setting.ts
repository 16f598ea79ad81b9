/**
 * What an administrator may choose about one thing: a document, its defaults, and the rule that
 * every choice must keep. Plain JSON inside: amounts and days as text.
 */
export type SettingDocument<Value extends object, Refusal extends string> = {
  /** Its room and noun, such as `collections.strategy`. */
  readonly name: `${string}.${string}`;
  readonly defaults: Value;
  /** The first rule that the value breaks, or undefined when it keeps them all. */
  readonly broken: (value: Value) => Refusal | undefined;
};

/** `version` counts the changes; 0 says that nobody has chosen and the defaults hold. */
export type Setting<Value> = {
  readonly version: number;
  readonly value: Value;
  readonly changedAt: Date | undefined;
  readonly changedBy: string | undefined;
};

/** A document stored by an older version lacks what was added since: the defaults fill it in. */
export function completed<Value extends object>(
  defaults: Value,
  stored: Partial<Value> | undefined,
): Value {
  return { ...defaults, ...stored };
}

/** Which parts of the document differ, by name: what the journal says, without the content. */
export function changedParts<Value extends object>(before: Value, after: Value): string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names]
    .filter((name) => canonical(Reflect.get(before, name)) !== canonical(Reflect.get(after, name)))
    .toSorted();
}

/** PostgreSQL's jsonb keeps its own order of keys, so equal documents may differ as text. */
function canonical(value: unknown): string | undefined {
  return JSON.stringify(value, (_key, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
