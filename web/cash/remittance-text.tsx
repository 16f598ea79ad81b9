import type { BankLineJson } from '@goodterms/api/cash/cash.ts';
import styles from './remittance-text.module.css';

export type Evidence = NonNullable<BankLineJson['match']>['evidence'][number];

/** Where on a line something can be drawn. */
export type LineField = 'remittance' | 'structured' | 'end_to_end' | 'customer_reference';

/**
 * What the payer wrote, with the parts underlined that something was recognised by. With numbers
 * each part carries that of its sentence in the list beside it; what warns has a wavy line.
 */
export function RemittanceText({
  text,
  evidence,
  field = 'remittance',
  isNumbered = false,
}: {
  readonly text: string;
  readonly evidence: readonly Evidence[];
  readonly field?: LineField;
  readonly isNumbered?: boolean;
}) {
  if (text === '') return <span className={styles.none}>no remittance text</span>;
  return (
    <span className={styles.text}>
      {piecesOf(text, evidence, field).map(({ from, words, found }) =>
        found === undefined ? (
          words
        ) : (
          <mark
            key={from}
            className={found.voice === 'against' ? styles.warned : styles.found}
            title={found.sentence}
          >
            {words}
            {isNumbered ? (
              <MarkNumber of={evidence.indexOf(found) + 1} />
            ) : (
              <span className="aloud"> ({found.sentence})</span>
            )}
          </mark>
        ),
      )}
    </span>
  );
}

/** The number by which a mark and its sentence belong together. */
export function MarkNumber({ of }: { readonly of: number }) {
  return <sup className={styles.number}>{of}</sup>;
}

type Piece = {
  readonly from: number;
  readonly words: string;
  readonly found?: Evidence;
};

/** Cuts the text where evidence begins and ends; of overlapping pieces the first stands. */
export function piecesOf(
  text: string,
  evidence: readonly Evidence[],
  field: LineField = 'remittance',
): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  const placed = evidence
    .filter(({ where }) => where === field)
    .flatMap((found) => {
      const { from, until } = found;
      return from === null || until === null || until > text.length ? [] : [{ from, until, found }];
    })
    .toSorted((a, b) => a.from - b.from);
  for (const { from, until, found } of placed) {
    if (from < at || until <= from) continue;
    if (from > at) pieces.push({ from: at, words: text.slice(at, from) });
    pieces.push({ from, words: text.slice(from, until), found });
    at = until;
  }
  if (at < text.length) pieces.push({ from: at, words: text.slice(at) });
  return pieces;
}
