/**
 * The net days in a text of payment terms: '30', 'N60', 'Net 30', '30 Tage netto', '2/10 n 30',
 * '14 Tage 2 % Skonto, 30 Tage netto', 'due on receipt'. Undefined when none are said.
 */
export function netDays(text: string): number | undefined {
  const plain = text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/\d+(?:[.,]\d+)?\s*(?:%|percent|prozent|proc)/g, ' ')
    .replace(/\b\d+(?:[.,]\d+)?\s*\/\s*\d+\b/g, ' ');
  const days = [...plain.matchAll(/\d+/g)].map(([digits]) => Number(digits));
  const longest = Math.max(-1, ...days.filter((count) => count <= 365));
  if (longest >= 0) return longest;
  const atOnce =
    /receipt|immediate|sofort|prompt|contado|comptant|contant|omgaande|vista|kontant|cash|cod\b/;
  return atOnce.test(plain) ? 0 : undefined;
}

/** Two percent within ten days: 200 basis points, 10 days from the issue. */
export type DiscountTerm = { readonly basisPoints: number; readonly days: number };

/**
 * The cash discounts in a text of payment terms, the earliest first: '2/10N30', '3 % 14 Tage, 2 %
 * 30 Tage, 60 netto'. None when the text grants none.
 */
export function discountTerms(text: string): DiscountTerm[] {
  const plain = text.replaceAll(',', '.');
  const found = [
    ...plain.matchAll(/(\d+(?:\.\d+)?)\s*\/\s*(\d+)/g),
    ...plain.matchAll(/(\d+(?:\.\d+)?)\s*%[^\d%]{0,20}(\d+)/g),
    ...plain.matchAll(
      /(\d+)\s*(?:days|Tagen?|jours|giorni|dagen|dage?r?|días|dias|dni|päivää)[^\d%]{0,12}(\d+(?:\.\d+)?)\s*%/gi,
    ),
  ].map(([written, first = '', second = '']) => {
    const isDaysFirst = /^\d+\s*[a-zäí]/i.test(written);
    const [percent, days] = isDaysFirst ? [second, first] : [first, second];
    return { basisPoints: Math.round(Number(percent) * 100), days: Number(days) };
  });
  const sensible = found.filter(({ basisPoints, days }) => basisPoints <= 1500 && days <= 120);
  const byDays = new Map(sensible.map((term) => [term.days, term]));
  return [...byDays.values()].toSorted((a, b) => a.days - b.days);
}
