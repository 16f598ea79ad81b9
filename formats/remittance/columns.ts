import type { AdviceCell } from './remittance.ts';

/** What a column of an advice may say. */
export type AdviceField =
  | 'reference'
  | 'documentDate'
  | 'amount'
  | 'gross'
  | 'discount'
  | 'reason'
  | 'currency';

export type AdviceColumn = {
  readonly field: AdviceField | undefined;
  readonly header: string;
  readonly from: number;
  readonly to: number;
};

/** How much a header speaks for a field; of two columns the better one gets it. */
type Heading = { readonly field: AdviceField; readonly score: number; readonly words: RegExp };

/**
 * Headers in English, German, French, Dutch, Spanish, Italian, the Nordic languages and Polish,
 * without accents. 'Your document' is the number we know; 'document' alone may be the payer's own.
 */
const HEADINGS: readonly Heading[] = [
  {
    field: 'reference',
    score: 9,
    words:
      /^(your|ihre?|votre|vos|uw|su|vostr[oa]|vs|vtre|er|ert|deres|teidan|panstwa|vendor|supplier|lieferant\w*) .*(beleg|rechnung|refer|doc|inv|num|nr|no|fact|fakt|piece|lasku)/,
  },
  {
    field: 'reference',
    score: 8,
    words:
      /\b(invoice|inv|bill|rechnungs?|facture|factuur|factura|fattura|faktura|lasku\w*)[ -]?(number|num|no|nr|nummer|id|ref\w*|numero|n)?$|^(rechnungsnummer|rechnungsnr|factuurnummer|fakturanummer|fakturanr|fakturaer|laskunumero)|^(n|no|nr|num|number|numero|numer|n de|numero de|numero di) ?(facture|factura|fattura|faktury|invoice|rechnung)/,
  },
  {
    field: 'reference',
    score: 6,
    words:
      /^(external |externe )?(document|doc|beleg|piece|bilag|documento|dokument)\w*( (reference|ref))?( ?(number|no|nr|nummer|num))?$|^belegn/,
  },
  {
    field: 'reference',
    score: 4,
    words:
      /^(reference|referenz|ref|referencia|riferimento|referens|viite|zuordnung|assignment|kenmerk)\b/,
  },
  {
    field: 'reference',
    score: 2,
    words:
      /^(number|nummer|nr|no|numero|numer|text|description|beschreibung|details|verwendungszweck|libelle|omschrijving|concepto|descrizione)$/,
  },
  {
    field: 'documentDate',
    score: 8,
    words:
      /(invoice|inv|doc|document|bill|rechnungs?|beleg|factuur|faktura|fakturerings|lasku\w*) ?(date|datum|dt|dato|paiva|pvm)|date (de )?(facture|piece)|fecha (de )?(factura|documento)|data (di )?(fattura|documento|faktury)/,
  },
  {
    field: 'documentDate',
    score: 5,
    words: /^(date|datum|dato|fecha|data|paivays|pvm|paivamaara|vom)$/,
  },
  {
    field: 'discount',
    score: 8,
    words:
      /skonto|discount|\bdisc\b|abzug|deduct|escompte|remise|korting|sconto|descuento|desconto|rabat|alennus|withh|einbehalt|retention|retencion|ritenut|reduction|kurzung|trekk|fradrag|avdrag|potrac/,
  },
  {
    field: 'amount',
    score: 9,
    words:
      /\bpaid\b|payment|remitted|zahl(ungs)?betrag|zahlung|bezahlt|gezahlt|uberweis|net(to)?(betrag| amount| value| paid)?$|^net\b|nettobetrag|montant (paye|regle|net|vire)|net a payer|paye$|betaald|te betalen|betaling|importe (pagado|neto)|pagado|neto$|importo (pagato|netto)|pagato|betalt|betalat|inbetal|maksettu|maksu|settled|settlement|applied|zaplac|kwota platnosci/,
  },
  {
    field: 'gross',
    score: 9,
    words:
      /gross|brut|(invoice|inv|original|document|doc|open|bill|item) (amount|amt|value|total|balance)|amount due|balance due|rechnungsbetrag|belegbetrag|rg betrag|montant (brut|facture|ttc|du)|factuurbedrag|importe (bruto|factura|total)|importo (lordo|fattura|documento)|lordo|fakturabel|laskun summa|kwota brutto|kwota faktury/,
  },
  {
    field: 'amount',
    score: 3,
    words:
      /amount|\bamt\b|betrag|montant|bedrag|importe|importo|belopp|belob|belop|kwota|summa|summe|^value$|^total$|^valor$|^(eur|usd|gbp|chf|sek|nok|dkk|pln)$/,
  },
  {
    field: 'reason',
    score: 5,
    words:
      /reason|remark|comment|grund|bemerk|anmerk|\bnotes?\b|motif|opmerking|observac|causale|explanation|deduction (code|text)|arsag|begrund|uwagi|syy|orsak/,
  },
  {
    field: 'reason',
    score: 1,
    words:
      /^(?!.*(document|invoice|item|product|artikel|buchung)).*(text|description|beschreibung|libelle|omschrijving|concepto|descrizione|details)/,
  },
  {
    field: 'currency',
    score: 8,
    words:
      /^(currency|curr|cur|ccy|wahrung|whg|waehrung|wkz|devise|valuta|moneda|divisa|waluta|valuutta)\b/,
  },
];

/** Days that are no document's: when it falls due, when it is paid. */
const OTHER_DAY =
  /due|fallig|echeance|verval|vencim|scaden|forfall|forfald|payment|zahl|paid|value|valuta/;

type Named = { readonly field: AdviceField; readonly score: number };

function fieldsNamedBy(header: string): Named[] {
  const words = plainWords(header);
  return HEADINGS.filter(
    ({ field, words: pattern }) =>
      pattern.test(words) && !(field === 'documentDate' && OTHER_DAY.test(words)),
  ).map(({ field, score }) => ({ field, score }));
}

/**
 * The columns that a row of headers names; undefined when it names none worth a table: that is a
 * number of a document beside an amount.
 */
export function columnsOf(cells: readonly AdviceCell[]): AdviceColumn[] | undefined {
  if (cells.length < 2 || cells.some(({ text }) => !isWording(text))) return undefined;
  const named = cells.map(({ text }) => fieldsNamedBy(text));
  const fields = new Map<number, AdviceField>();
  const candidates = named
    .flatMap((options, at) => options.map((option) => ({ at, ...option })))
    .toSorted((a, b) => b.score - a.score || a.at - b.at);
  const given = new Set<AdviceField>();
  for (const { at, field } of candidates) {
    if (fields.has(at) || given.has(field)) continue;
    fields.set(at, field);
    given.add(field);
  }
  const amounts = (['amount', 'gross'] as const).filter((field) => given.has(field));
  if (!given.has('reference') || amounts.length === 0) return undefined;
  const columns = cells.map(({ text, from, to }, at) => ({
    field: fields.get(at),
    header: text,
    from,
    to,
  }));
  return withPlainGross(withMoreDiscounts(columns, named), named);
}

/** What is withheld beside a discount is kept as well. */
function withMoreDiscounts(
  columns: readonly AdviceColumn[],
  named: readonly (readonly Named[])[],
): AdviceColumn[] {
  return columns.map((column, at) =>
    column.field === undefined && named[at]?.[0]?.field === 'discount'
      ? { ...column, field: 'discount' }
      : column,
  );
}

/** Beside 'paid', a bare 'amount' is what the invoice was about. */
function withPlainGross(
  columns: readonly AdviceColumn[],
  named: readonly (readonly Named[])[],
): AdviceColumn[] {
  const has = (field: AdviceField) => columns.some((column) => column.field === field);
  if (has('gross')) return [...columns];
  const spare = columns.findIndex(
    (column, at) =>
      column.field === undefined && named[at]?.some(({ field }) => field === 'amount'),
  );
  return columns.map((column, at) => (at === spare ? { ...column, field: 'gross' } : column));
}

/** Cells below each other are one; undefined when the lower ones are no words. */
export function stacked(
  upper: readonly AdviceCell[],
  lower: readonly AdviceCell[],
): AdviceCell[] | undefined {
  if (lower.length === 0 || ![...upper, ...lower].every(({ text }) => isWording(text)))
    return undefined;
  const cells = [...upper];
  for (const cell of lower) {
    const above = cells.findIndex(({ from, to }) => cell.from < to && from < cell.to);
    const over = cells[above];
    if (over === undefined) cells.push(cell);
    else
      cells[above] = {
        text: `${over.text} ${cell.text}`,
        from: Math.min(over.from, cell.from),
        to: Math.max(over.to, cell.to),
      };
  }
  return cells.toSorted((a, b) => a.from - b.from);
}

/** The column a cell stands under: the one it overlaps most, else the nearest. */
export function columnUnder(
  columns: readonly AdviceColumn[],
  cell: AdviceCell,
): AdviceColumn | undefined {
  const distance = (column: AdviceColumn) =>
    Math.max(column.from, cell.from) - Math.min(column.to, cell.to);
  return columns.toSorted((a, b) => distance(a) - distance(b))[0];
}

export function plainWords(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[øö]/g, 'o')
    .replace(/æ/g, 'ae')
    .replace(/ß/g, 'ss')
    .replace(/ł/g, 'l')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

function isWording(text: string): boolean {
  return text.length <= 60 && /\p{L}|#|№/u.test(text) && !/\d{3}/.test(text);
}
