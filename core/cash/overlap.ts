import { neighboursOf, occurrencesOf, type StatementSpan } from './natural-key.ts';

/** A statement of a file, with its movements in their order. */
export type ShownStatement = StatementSpan & {
  /** Names it among all others, here and in the books. */
  readonly key: string;
  readonly account: string;
  /** Everything its head says; the same head and the same movements are the same statement. */
  readonly head: string;
  readonly movements: readonly string[];
};

/** A movement that is in the books, or that a statement before this one in the file has shown. */
export type KnownLine = {
  readonly key: string;
  readonly account: string;
  readonly movement: string;
  readonly occurrence: number;
  readonly shownBy: Set<string>;
};

export type KnownStatement = StatementSpan & {
  readonly account: string;
  readonly head: string;
  readonly lineCount: number;
};

/** What is known before a file is taken in; grows with each of its statements. */
export type Known = {
  readonly lines: Map<string, KnownLine[]>;
  readonly statements: Map<string, KnownStatement>;
};

export type ResolvedLine = { readonly again: KnownLine } | { readonly isNew: KnownLine };

export type ResolvedStatement = {
  readonly key: string;
  /** The statement that says the same already; then nothing of this one is kept. */
  readonly sameAs: string | undefined;
  readonly lines: readonly ResolvedLine[];
};

/** Tells which movements of a statement are new, and adds them to what is known. */
export function resolveStatement(shown: ShownStatement, known: Known): ResolvedStatement {
  const others = new Map(
    [...known.statements].filter(([, { account }]) => account === shown.account),
  );
  const isKnown = shown.movements.some((movement) => known.lines.has(lineKey(shown, movement)));
  const neighbours = isKnown ? neighboursOf(shown, others) : new Set<string>();

  const lines: ResolvedLine[] = [];
  const places = Map.groupBy(shown.movements.keys(), (place) => shown.movements[place] ?? '');
  for (const [movement, alike] of places) {
    const before = known.lines.get(lineKey(shown, movement)) ?? [];
    for (const [i, occurrence] of occurrencesOf(alike.length, before, neighbours).entries()) {
      const place = alike[i] ?? 0;
      lines[place] =
        'again' in occurrence
          ? { again: occurrence.again }
          : { isNew: newLine(shown, movement, place, occurrence.isNew) };
    }
  }
  const sameAs = [...others].find(([key, other]) => isSame(shown, lines, key, other))?.[0];
  if (sameAs === undefined) remember(shown, lines, known);
  return { key: shown.key, sameAs, lines };
}

export function lineKey({ account }: { readonly account: string }, movement: string): string {
  return `${account} ${movement}`;
}

function newLine(
  { key, account }: ShownStatement,
  movement: string,
  place: number,
  occurrence: number,
): KnownLine {
  return { key: `${key}/${place}`, account, movement, occurrence, shownBy: new Set() };
}

function isSame(
  shown: ShownStatement,
  lines: readonly ResolvedLine[],
  key: string,
  other: KnownStatement,
): boolean {
  return (
    other.head === shown.head &&
    other.lineCount === lines.length &&
    lines.every((line) => 'again' in line && line.again.shownBy.has(key))
  );
}

function remember(shown: ShownStatement, lines: readonly ResolvedLine[], known: Known): void {
  const { account, head, opening, closing, openingOn, closingOn, moneyIn, moneyOut, course } =
    shown;
  const span = { opening, closing, openingOn, closingOn, moneyIn, moneyOut, course };
  known.statements.set(shown.key, { account, head, lineCount: lines.length, ...span });
  for (const resolved of lines) {
    const line = 'again' in resolved ? resolved.again : resolved.isNew;
    line.shownBy.add(shown.key);
    if ('again' in resolved) continue;
    const key = lineKey(shown, line.movement);
    const before = known.lines.get(key);
    if (before) before.push(line);
    else known.lines.set(key, [line]);
  }
}
