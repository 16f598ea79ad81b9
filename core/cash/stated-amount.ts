/** Amounts written in a text, in minor units of two decimals: charges, deductions, originals. */
export type StatedAmount = {
  readonly minor: bigint;
  readonly from: number;
  readonly until: number;
  /** The word before it, in capitals: 'CHGS', 'ABZUG'. */
  readonly word: string;
  readonly currency: string | undefined;
};

const AMOUNT = /(?<![\d.,])(\d{1,3}(?:[., ']\d{3})+|\d{1,9})[.,](\d{2})(?![\d.,]*\d)/g;

export function statedAmounts(text: string): StatedAmount[] {
  return [...text.matchAll(AMOUNT)].map((match) => {
    const [written, whole = '', cents = ''] = match;
    const before = text.slice(Math.max(0, match.index - 24), match.index).toUpperCase();
    const words = before.match(/\p{L}+/gu) ?? [];
    const last = words.at(-1) ?? '';
    return {
      minor: BigInt(whole.replaceAll(/\D/g, '') + cents),
      from: match.index,
      until: match.index + written.length,
      word: last,
      currency: /^[A-Z]{3}$/.test(last) ? last : undefined,
    };
  });
}
