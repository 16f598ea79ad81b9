/**
 * Is this the same company? Legal forms, case, accents, punctuation and the word order do not
 * count; a name that the bank cut off after its 27th letter or later is the same as the whole one.
 * Meant to confirm a reference that was quoted, never to decide alone.
 */
export function sameName(payerName: string, customerName: string): boolean {
  return sameKey(nameKey(payerName), nameKey(customerName)) || isCutOff(payerName, customerName);
}

/** A name of legal forms only is nobody's. */
export function sameKey(payerKey: string, customerKey: string): boolean {
  return payerKey !== '' && payerKey === customerKey;
}

/** The words that tell one company from another, in alphabetical order; '' when there are none. */
export function nameKey(name: string): string {
  return companyWords(name).toSorted().join(' ');
}

/** The words of a name in its order, without legal forms. */
export function companyWords(name: string): string[] {
  return wordsOf(name).filter((word) => !LEGAL_FORMS.has(word));
}

/** SEPA gives 70 letters and many banks print only the first 27. */
const CUT_OFF_AFTER = 27;

export function isCutOff(payerName: string, customerName: string): boolean {
  if (payerName.trim().length < CUT_OFF_AFTER || customerName.length < CUT_OFF_AFTER) return false;
  return wordsOf(customerName).join(' ').startsWith(wordsOf(payerName).join(' '));
}

function wordsOf(name: string): string[] {
  return (
    (
      name
        .normalize('NFKD')
        .replaceAll(/\p{M}/gu, '')
        .toUpperCase()
        // S.A. and A/S are one word each; dots and slashes elsewhere part words.
        .replaceAll(/(?<!\p{L})(\p{L})[./](?=\p{L}(?!\p{L}))/gu, '$1')
        .replaceAll('&', ' ')
        .match(/[\p{L}\p{N}]+/gu) ?? []
    ).filter((word) => !LINKING_WORDS.has(word))
  );
}

const LINKING_WORDS = new Set(['AND', 'UND', 'ET', 'EN', 'OG', 'OCH', 'THE', 'I', 'Y', 'E']);

const LEGAL_FORMS = new Set(
  (
    'AB AG AS ASA APS BHD BV BVBA CO COMPANY CORP CORPORATION CV DBA EEIG EG EIRL EK EU EV GBR ' +
    'GMBH HB INC INCORPORATED IVS KFT KG KGAA KK KS LDA LIMITED LLC LLP LP LTD MBH NV OHG OY OYJ ' +
    'PJSC PLC PTE PTY PVT RT SA SARL SAS SASU SC SCA SCOP SCRL SDN SE SIA SL SLU SNC SP SPA SPRL ' +
    'SPZOO SRL SRO STICHTING UAB UG VOF ZOO ZRT'
  ).split(' '),
);
