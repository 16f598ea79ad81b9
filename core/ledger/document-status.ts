/** What a list says of the state of a document, as far as it bears on what is owed. */
export type DocumentStatus = 'void' | 'paid' | 'partly_paid' | 'open';

/** The first that fits; a word of denial comes before what it denies. */
const STATUSES: readonly (readonly [DocumentStatus, RegExp])[] = [
  [
    'open',
    /^(un|not |nicht|non |no |niet|ej |ikke|obetal|ubetal|niezap|nieop|open|sent|payment due|te laat|viewed|issued|approved|authori[sz]ed|awaiting|outstanding|overdue|due\b|late|posted|submitted|finali[sz]ed|active|offen|gebucht|versen|versch|uberfallig|fallig|gemahnt|zugestellt|en retard|en attente|en cours|envoye|emis|impaye|a payer|a regler|valide|openst|verzonden|verlopen|pendiente|vencid|emitid|enviad|da saldare|da incassare|da pagare|scadut|emess|inviat|forfal|sendt|skickad|forfall|avoin|avoinna|lahete|eraantyn|wystaw|wyslan|przeterm|em aberto|por pagar)/,
  ],
  [
    'partly_paid',
    /^(partial|partly|part[- ]?paid|teil|partiel|gedeelt|deels|parcial|parzial|delvis|delbet|osittain|czesc)/,
  ],
  [
    'void',
    /^(draft|void|deleted|cancel|reversed|rejected|entwurf|stornier|verworfen|geloscht|brouillon|annul|supprim|concept|geannul|verwijderd|borrador|anulad|cancelad|eliminad|bozza|stornat|utkast|makuler|kladde|luonnos|mitatoi|szkic|anulowan|rascunho)/,
  ],
  [
    'paid',
    /^(paid|fully paid|in payment|settled|closed|cleared|bezahlt|voll bezahlt|ausgeglichen|beglichen|paye|regle|solde|acquitte|encaisse|betaald|voldaan|pagad|cobrad|liquidad|saldat|pagat|incassat|betald|slutbetald|betalt|maksettu|suoritettu|zaplacon|oplacon)/,
  ],
];

/** Undefined for a word nobody has taught us. */
export function documentStatusOf(text: string): DocumentStatus | undefined {
  const plain = plainText(text);
  return STATUSES.find(([, words]) => words.test(plain))?.[0];
}

/** In a column that asks whether it is paid, yes and no say it as well. */
export function paymentStatusOf(text: string): DocumentStatus | undefined {
  const answer = answerOf(text);
  return answer === undefined ? documentStatusOf(text) : answer ? 'paid' : 'open';
}

/** In a column that asks whether it is cancelled: a yes, or the word itself. */
export function isVoided(text: string): boolean | undefined {
  const answer = answerOf(text);
  if (answer !== undefined) return answer;
  const status = documentStatusOf(text);
  if (status !== undefined) return status === 'void';
  return /^(normal|valid|none|gultig)$/.test(plainText(text)) ? false : undefined;
}

/** Yes or no, as people and programs write them. */
export function answerOf(text: string): boolean | undefined {
  const plain = plainText(text);
  if (/^(true|yes|y|1|x|ja|j|oui|o|si|s|sim|tak|kylla|wahr|vrai)$/.test(plain)) return true;
  return /^(false|no|n|0|nein|non|nej|nei|nee|nao|nie|ei|falsch|faux)$/.test(plain)
    ? false
    : undefined;
}

function plainText(text: string): string {
  return text
    .slice(0, 40)
    .trim()
    .replace(/(\p{Ll})(?=\p{Lu})|_/gu, '$1 ')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('ł', 'l')
    .replaceAll('ø', 'o');
}
