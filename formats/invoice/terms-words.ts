/** The words in which payment terms are written, in two dozen languages. */

export const DISCOUNT =
  /skonto|discount|escompte|korting|rabat|sconto|descuento|desconto|alennus|allahindlus|atlaide|nuolaid|popust|отстъп|έκπτωσ|kedvezm|sleva|zľava|\d\s*%/i;
export const INTEREST =
  /zins|verzug|mahn|interest|penalt|\blate\b|överskr|drojsm|dröjsm|rente\b|pénalit|indemnit|moratori|odsetk|reminder|efter förfall|viivästys|viivis|dobând|penaliz|kamat|zatez|zamud|úrok|τόκ|лихв|neustoj|\bcharged (?:after|from|at|if)|berechnet/i;
export const ELSEWHERE =
  /leistung|liefer|zeitraum|period|rechnungsdatum|rechnung vom|invoice date|dated|delivery date|auftrag vom|bestellung vom|vom \d/i;
export const DUE_DAY =
  /\bbis\b|fällig|zahlbar|zahlung|begleich|überweis|\bby\b|until|before|due|payable|payment|no later|spätest|jusqu|avant|échéance|payer|règlement|entro|scad|pagamento|vencim|vence|hasta|até|pago|voor|vóór|uiterlijk|betal|vervald|senast|förfall|forfald|forfall|termin|do dnia|p[łl]at|\bdo\s+\d|eräp|maks|tähta|tähtp|kuni|apmaks|līdz|apmok|iki|plaćan|plačil|zapad|dospije|rok\b|úhrad|splatn|határid|esedék|fizet|vade|ödeme|pl[aă]t|pân[aă]|плащ|плат|срок|падеж|πληρω|λήξη|έως|εξόφλ|lastschrift|eingezogen|abgebucht|buchen|charged|afgeschreven|incass|prél[eè]v|direct debit|collected|autogiro|betalingsservice|avtalegiro|sepa/i;

const DAY_WORDS =
  'kalendertag\\p{L}*|tage?n?|t|days?|dagen|dagar|dgr|dager|dage|dgn|jours?|jrs|giorni|gg|d[ií]as|dias|dni|dn[íuůi]|dňov|dneh|dana?|nap\\p{L}*|zile|gün|päeva|dien\\p{L}{1,3}|päivä\\p{L}*|pv|ημέρες|ημερών|дн\\p{L}*|hari';
const WEEK_WORDS =
  'wochen?|weeks?|semaines?|weken|settimane|semanas|veckor|uger|uker|viikko\\p{L}*|týdn\\p{L}*|tygodni\\p{L}*';
const MONTH_WORDS =
  'monat\\p{L}{0,2}|months?|mois|maand(?:en)?|mes[ei]|meses|månad(?:er)?|måned(?:er)?';
/** Days as the calendar has them; working days end nobody knows when. */
const CALENDAR = '(?:calendar|consecutive|running|kalender|kalendar\\p{L}*|naturales|solari)';
export const COUNT = new RegExp(
  `(?<![\\d.,/-])(\\d{1,3})\\)?(?:\\s*\\([^)]{1,30}\\))?[\\s-]*(?:de\\s)?(?:${CALENDAR}[\\s-]*)?(?:(${WEEK_WORDS})|(${MONTH_WORDS})|${DAY_WORDS})(?![\\p{L}])`,
  'giu',
);
/** '30/60/90 days': it falls due in parts. */
export const PARTS = new RegExp(
  `(?<![\\d/.,-])\\d{2,3}\\s?[/-]\\s?\\d{2,3}(?:\\s?[/-]\\s?\\d{2,3})*\\s*(?:${DAY_WORDS})(?![\\p{L}])|\\b(?:raten|instal?lments|tranches|termijnen|plazos|mensualit\\p{L}*)\\b`,
  'iu',
);
/** More months than these are how long a contract runs. */
export const MONTHS_MAX = 6;

export const SPEAKS_OF_PAYING =
  /zahl|fällig|\bnet|pay|\bdue|terms|within|innerhalb|règle|paie|sous|betal|binnen|^\W*\d+\W*\p{L}+\W*$/iu;
export const NET =
  /\b(?:net|netto|n)\s?[/:]?\s?(\d{1,3})\b(?!\s?%|[.,]\d|[\s-]*(?:month|monat|mois|week|woch|maand))/i;
export const AT_ONCE =
  /\bsofort|umgehend|unverzüglich|immediate|on receipt|upon receipt|on presentation|at sight|prompt\b|cash on delivery|\bc\.?o\.?d\b|\bkass[ae]\b|^\W*rein netto\W*$|comptant|à réception|\bvista\b|omgående|straks|\bkontant|direct te voldoen|per direct|contant|\bcontado\b|pronto pagamento|natychmiast|\bheti\b|ihned|okamžit|azonnal|imediat|\bodmah\b|\btakoj\b|\bkohe\b|nekavējoties|nedelsiant|незабавно|веднага|αμέσως/i;
export const DATE =
  /(?<![\d.])(\d{4}[-./]\s?\d{1,2}[-./]\s?\d{1,2}|\d{1,2}[./-]\s?\d{1,2}[./-]\s?(?:\d{4}|\d{2})(?!\d)|\d{1,2}-\p{L}{3,12}-\d{4}|\d{1,2}(?:\.|st|nd|rd|th|er)?\s(?:de\s)?\p{L}{3,12}\.?,?\s(?:del?\s)?\d{4}|\p{L}{3,12}\s\d{1,2}(?:st|nd|rd|th)?,\s\d{4})/gu;

/** The numbers of usual terms, as people write them out. */
const NUMBERS: readonly (readonly [number, string])[] = [
  [1, 'one|eine[rms]?|une?|een'],
  [2, 'two|zwei|deux|twee|dos|due'],
  [3, 'three|drei|trois|drie|tres|tre'],
  [7, 'seven|sieben|sept|zeven|siete|sette'],
  [8, 'eight|acht|huit|ocho|otto|åtta|otte|åtte'],
  [10, 'ten|zehn|dix|tien|diez|dieci|dez|tio|ti'],
  [14, 'fourteen|vierzehn|quatorze|veertien|catorce|quattordici|fjorton|fjorten'],
  [15, 'fifteen|fünfzehn|quinze|vijftien|quince|quindici|femton|femten'],
  [20, 'twenty|zwanzig|vingt|twintig|veinte|venti|vinte|tjugo|tyve'],
  [21, 'twenty[- ]one|einundzwanzig|vingt et un|eenentwintig'],
  [30, 'thirty|drei(?:ß|ss)ig|trente|dertig|treinta|trenta|trinta|trettio|tredive|tretti'],
  [45, 'forty[- ]five|fünfundvierzig|quarante[- ]cinq|vijfenveertig'],
  [60, 'sixty|sechzig|soixante|zestig|sesenta|sessanta|sessenta|sextio|seksti'],
  [90, 'ninety|neunzig|quatre[- ]vingt[- ]dix|negentig|noventa|novanta'],
];
const WRITTEN_OUT = NUMBERS.map(
  ([count, words]) =>
    [
      new RegExp(
        `(?<![\\p{L}])(?:${words})\\s(?=(?:${CALENDAR}\\s)?(?:${WEEK_WORDS}|${MONTH_WORDS}|${DAY_WORDS})(?![\\p{L}]))`,
        'giu',
      ),
      `${count} `,
    ] as const,
);

/** 'within fourteen days', '30 T. netto', '14 Tg. 2 % Skonto': with numbers and whole words. */
export function withDigits(text: string): string {
  return WRITTEN_OUT.reduce(
    (written, [words, count]) => written.replace(words, count),
    text.replace(/(?<=\b\d{1,3}\s?)Tg?\.(?=\s)/g, ' Tage'),
  );
}
