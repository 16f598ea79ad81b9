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
