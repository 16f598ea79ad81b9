/** XRechnung's own line: '#SKONTO#TAGE=14#PROZENT=2.25#'. */
const STRUCTURED = /#skonto#tage=(\d{1,3})#prozent=(\d+(?:\.\d+)?)#[^\n]*/g;
const WEEKS =
  /\b(\d{1,2})\s*(?:wochen?|weeks?|semaines?|weken|settimane|semanas|veckor|uger|uker|viikkoa?|tygodni\w*)\b/g;
const MONTHS =
  /\b(\d{1,2})\s*(?:monat\w*|months?|mois|maand\w*|mes(?:i|es|e)?|manad\w*|maned\w*|kuukau\w*|miesi\w*)\b/g;
/** The longest that so many months can be: nobody is chased a day too early. */
const MONTH_DAYS = 30.5;
const DISCOUNT = /skonto|discount|escompte|korting|rabat|sconto|descuento|desconto|alennus/;
/** A day of a month is no number of days. */
const DAY_OF_MONTH =
  /\b\d{1,2}(?:\.|st|nd|rd|th)?\s*(?:des|of|du|del|van|den i)\s+(?:the\s+|de\s+)?(?:folge|following|next|naechst|nachst|mois|mes|volgende|kommande)/;

/**
 * The net days in a text of payment terms: '30', 'N60', 'Net 30', '30 Tage netto', '2/10 n 30',
 * '14 Tage 2 % Skonto, 30 Tage netto', '4 weeks', 'due on receipt'. Undefined when none are said,
 * or only those of a discount.
 */
export function netDays(text: string): number | undefined {
  const written = text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  const structured = [...written.matchAll(STRUCTURED)].filter(
    ([, , percent]) => Number(percent) === 0,
  );
  if (structured.length > 0) return Math.max(...structured.map(([, days]) => Number(days)));
  const plain = written
    .replaceAll(STRUCTURED, ' ')
    .replace(/\d+(?:[.,]\d+)?\s*(?:%|percent|prozent|proc)/g, ' % ')
    .replace(/\b\d+(?:[.,]\d+)?\s*\/\s*\d+\b/g, ' ')
    .replace(WEEKS, (_all, count: string) => `${Number(count) * 7} `)
    .replace(MONTHS, (_all, count: string) => `${Math.ceil(Number(count) * MONTH_DAYS)} `);
  if (DAY_OF_MONTH.test(plain)) return undefined;
  const days = [...plain.matchAll(/\d+/g)].map(([digits]) => Number(digits));
  const possible = days.filter((count) => count <= 365);
  const isDiscountsOwn =
    possible.length === 1 &&
    (DISCOUNT.test(plain) || plain.includes('%')) &&
    !/\bnet|\brein\b|ohne abzug/.test(plain);
  if (possible.length > 0) return isDiscountsOwn ? undefined : Math.max(...possible);
  const atOnce =
    /receipt|immediate|sofort|prompt|contado|comptant|contant|omgaande|vista|kontant|cash|cod\b/;
  return atOnce.test(plain) ? 0 : undefined;
}

/** The parts of terms that speak of no discount. */
export function withoutDiscount(text: string): string {
  return text
    .split(/[,;\n]|\s\/\s/)
    .filter((part) => !part.includes('%') && !DISCOUNT.test(part.toLowerCase()))
    .join(', ');
}
