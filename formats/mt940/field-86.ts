/** What field :86: says about one movement, in whichever way the bank writes it. */
export type Details = {
  readonly name: string | undefined;
  readonly account: string | undefined;
  readonly onBehalfOf: string | undefined;
  readonly remittance: string | undefined;
  readonly endToEnd: string | undefined;
  readonly structured: string | undefined;
  readonly customerReference: string | undefined;
};

export const NO_DETAILS: Details = {
  name: undefined,
  account: undefined,
  onBehalfOf: undefined,
  remittance: undefined,
  endToEnd: undefined,
  structured: undefined,
  customerReference: undefined,
};

/** A line of :86: holds 65 characters; what fills it goes on without a blank. */
export const LINE_WIDTH = 65;

/** Some banks count the ':86:' among the characters of the first line. */
export function goesOn(lines: readonly string[], at: number): boolean {
  const { length } = lines[at] ?? '';
  return length >= LINE_WIDTH || (at === 0 && length === LINE_WIDTH - ':86:'.length);
}

export function joined(lines: readonly string[]): string {
  let text = '';
  for (const [at, line] of lines.entries()) {
    text += at === 0 || goesOn(lines, at - 1) ? line : ` ${line}`;
  }
  return text;
}

export function clean(text: string | undefined): string | undefined {
  const trimmed = text?.replace(/\s+/g, ' ').trim();
  return trimmed === '' ? undefined : trimmed;
}

export function provided(text: string | undefined): string | undefined {
  const reference = clean(text);
  return reference === undefined || /^(not ?provided|nonref|none)$/i.test(reference)
    ? undefined
    : reference;
}
