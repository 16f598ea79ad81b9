/**
 * Words by which money tells that it is not, or not yet, a payment of an invoice, in the languages
 * of the banks we know. They speak against a match and never for one.
 */
export type TextSigns = { readonly isOtherMoney: boolean; readonly isPrepayment: boolean };

const OTHER_MONEY = new RegExp(
  [
    // refunds, returns and reversals
    'REFUND\\w*|ERSTATTUNG\\w*|GUTSCHRIFT\\w*|CREDIT NOTE|REMBOURSEMENT|AVOIR|REEMBOLSO|RIMBORSO|TERUGBETALING|CREDITNOTA',
    'ATERBETALNING|TILBAGEBETALING|TILBAKEBETALING|PALAUTUS|ZWROT|RUCKUBERWEISUNG|RUECKUEBERWEISUNG',
    'REVERSAL|R-?TRANSACTION|STORNO\\w*|RUCKLAST\\w*|RUECKLAST\\w*|CHARGEBACK|REJET|RETOURE?',
    // interest, taxes, salaries
    'INTEREST|\\w*ZINSEN|ZINS|INTERETS?|INTERESES?|INTERESSI|RENTE|RANTA|RENTER|ODSETKI|KORKO',
    'TAX|VAT|UST|STEUER\\w*|FINANZAMT|TVA|IVA|MOMS|SKATT?|PODATEK|ALV|STNR',
    'SALARY|PAYROLL|LOHN|GEHALT|SALAIRE|NOMINA|STIPENDIO|LON|LONN|PALKKA|WYNAGRODZENIE|WAGES',
    // rent, insurance, cash, card payouts, our own money
    'RENT|MIETE|LOYER|ALQUILER|AFFITTO|HUUR|HYRA|HUSLEJE|HUSLEIE|VUOKRA|CZYNSZ|MIETZINS',
    'CLAIM|SCHADEN\\w*|SINISTRE|SINIESTRO|SINISTRO|SKADE\\w*|VAHINKO|SZKODA|INSURANCE|VERSICHERUNG',
    'BAREINZAHLUNG|CASH DEPOSIT|DEPOT ESPECES|VERSEMENT ESPECES|INGRESO EFECTIVO|VERSAMENTO CONTANTI|KASSE|KASSA|SB-?EINZAHLUNG|WPLATA GOTOWKI',
    'PAYOUT|MERCHANT|BATCH|SETTLEMENT|CASH POOL\\w*|SWEEP|INTERCOMPANY|IC LOAN|LOAN|DARLEHEN|PRET|TREASURY TRANSFER|UMBUCHUNG|DIVIDEND\\w*',
  ].join('|'),
);
const PREPAYMENT =
  /\b(?:PREPAY\w*|PRE-?PAID|DEPOSIT|PRO ?-?FORMA\w*|VORKASSE|VORAUSKASSE|VORAUSZAHLUNG|ANZAHLUNG|ANGEBOT|OFFER|QUOTE|QUOTATION|ACOMPTE|ARRHES|DEVIS|ANTICIPO|ACCONTO|PREVENTIVO|AANBETALING|VOORUITBETALING|OFFERTE|FORSKOTT|FORSKUD|FORSKUDD|ENNAKKO\w*|ZALICZKA|PRZEDPLATA|ADVANCE)\b/;
const WHOLE_WORDS = new RegExp(`(?<![A-Z])(?:${OTHER_MONEY.source})(?![A-Z])`);

export function signsIn(texts: readonly string[]): TextSigns {
  const plain = texts.map(plainText).join(' ');
  return { isOtherMoney: WHOLE_WORDS.test(plain), isPrepayment: PREPAYMENT.test(plain) };
}

function plainText(text: string): string {
  return text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll('ø', 'o')
    .replaceAll('Ø', 'O')
    .toUpperCase();
}
