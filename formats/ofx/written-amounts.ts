import {
  readAmount,
  recogniseDecimalMark,
  type DecimalMark,
} from '@goodterms/core/kernel/written-amount.ts';

/**
 * The decimal mark that the amounts of a file prove together; undefined when they do not. The
 * standard allows point and comma and no grouping, which not every bank has read.
 */
export function decimalMarkOf(texts: readonly string[]): DecimalMark | undefined {
  const { mark, certainty } = recogniseDecimalMark(texts.map((text) => text.trim()));
  return certainty === 'certain' && texts.some((text) => text.includes(mark)) ? mark : undefined;
}

/** '-12.50', '12,50', '$120', '1,234.56' and '+7' as decimal text; undefined when it is none. */
export function plainAmount(written: string, mark: DecimalMark | undefined): string | undefined {
  const bare = written.replace(/^\+/, '').trim();
  if (mark !== undefined) {
    const read = readAmount(bare, mark);
    if (read !== undefined) return read;
  }
  const last = bare.lastIndexOf(',') > bare.lastIndexOf('.') ? ',' : '.';
  return readAmount(bare, last);
}
