import type { BankLineJson } from '@goodterms/api/cash/cash.ts';
import styles from './remittance-text.module.css';

type Evidence = NonNullable<BankLineJson['match']>['evidence'][number];

/** What the payer wrote, with the parts underlined that something was recognised by. */
export function RemittanceText({
  text,
  evidence,
}: {
  readonly text: string;
  readonly evidence: readonly Evidence[];
}) {
  if (text === '') return <span className={styles.none}>no remittance text</span>;
  return (
    <span className={styles.text}>
      {piecesOf(text, evidence).map(({ from, words, says }) =>
        says === undefined ? (
          words
        ) : (
          <mark key={from} className={styles.found} title={says}>
            {words}
            <span className="aloud"> ({says})</span>
          </mark>
        ),
      )}
    </span>
  );
}

type Piece = { readonly from: number; readonly words: string; readonly says?: string };

/** Cuts the text where evidence begins and ends; of overlapping pieces the first stands. */
export function piecesOf(text: string, evidence: readonly Evidence[]): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  const placed = evidence
    .flatMap(({ from, until, sentence }) =>
      from === null || until === null || until > text.length ? [] : [{ from, until, sentence }],
    )
    .toSorted((a, b) => a.from - b.from);
  for (const { from, until, sentence } of placed) {
    if (from < at || until <= from) continue;
    if (from > at) pieces.push({ from: at, words: text.slice(at, from) });
    pieces.push({ from, words: text.slice(from, until), says: sentence });
    at = until;
  }
  if (at < text.length) pieces.push({ from: at, words: text.slice(at) });
  return pieces;
}
