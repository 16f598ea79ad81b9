import { plainWords } from './columns.ts';
import type { AdviceRow } from './remittance.ts';
import { canBeAmount, looksLikeAmount, looksLikeDay } from './written-words.ts';

/** What an advice says about the payment as a whole, as it is written. */
export type WrittenPayment = {
  payerName?: string | undefined;
  payerAccount?: string | undefined;
  paid?: string | undefined;
  total?: string | undefined;
  reference?: string | undefined;
};

const PAYER =
  /^(payer|payer name|paid by|payment (from|by)|from|sender|remitter|ordering (party|customer)|originator|company|auftraggeber\w*|zahlungspflichtiger|zahler|zahlende\w*|absender|von|kunde|debit\w*|donneur d ordre|emetteur|payeur|betaler|opdrachtgever|ordenante|pagador|ordinante|pagante|avsandare|betalare|maksaja|platnik|nadawca|zleceniodawca)( name)?$/;
const PAID =
  /^(payment|paid|pay|value|transfer|execution|settlement|remittance|cheque|check|zahlungs?|zahl|valuta|wertstellungs?|wert|ausfuhrungs?|uberweisungs?|buchungs?|betaal|betalings|utbetalings|betalnings|maksu)[ ]?(date|datum|dato|dag|tag|paiva|on|am)?$|^date (de |du )?(paiement|reglement|valeur|virement)$|^fecha (de )?(pago|valor|transferencia)$|^data (di |de )?(pagamento|valuta|bonifico)$|^data platnosci$|^(valutadatum|betaaldatum|maksupaiva|betalningsdag|betalingsdato)$/;
const BARE_DAY = /^(date|datum|dato|fecha|data|paivamaara|pvm|vom)$/;
const TOTAL =
  /^((grand|payment|net|paid|remittance|overall|cheque|check) )?(total|sum|amount)( (amount|paid|payment|net|remitted|sum|due))*$|^(amount (paid|transferred|remitted|of (the )?payment)|total \w+( \w+)?|summe\w*|gesamt\w*|end(summe|betrag)|zahl(ungs)?betrag\w*|zahlungssumme|uberweisungs(betrag|summe)|montant( total)?( du)? (virement|paiement|reglement)|montant (paye|regle|total)|net a payer|totaal\w*( \w+)?|betaald bedrag|importe (total|del pago|pagado)|importo (totale|pagato|del bonifico)|totale|totalt|summa|att betala|i alt|sum|yhteensa|maksettu|razem|suma|kwota przelewu)$/;
const REFERENCE =
  /^(payment|transaction|our|remittance( advice)?|transfer|cheque|check|voucher|advice|eft|wire|zahlungs?\w*|avis\w*|unsere?|uberweisungs?|paiement|notre|betalings?\w*|onze|pago|nuestra|pagamento|nostro|betalnings\w*|var|maksun) ?(reference|referenz|ref|doc|referencia|riferimento|number|num|no|nr|nummer|id|beleg\w*|document|numero|kenmerk|referens|viite)?( no| nr| number)?$|^end to end( id\w*)?$|^(zahlungsreferenz|avisnummer|betalingskenmerk|betalingsreferentie|reference de paiement|numero de pago|betalningsreferens|verwendungszweck)$/;
/** 'Summe EUR' sums as well. */
const ENDS_IN_CURRENCY = / (?:eur|usd|gbp|chf|sek|nok|dkk|pln|czk|cad|aud|nzd|sgd|jpy|inr|zar)$/;
const IBAN = /\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,4})?\b/;
/** Words beside an account that say whose it is. */
const OURS =
  /\b(your|ihr\w*|votre|uw|su|vostr\w*|ert|beneficiary|payee|credit\w*|empfang\w*|begunstigt\w*|gutschrift|beneficiaire|begunstigde|beneficiario|mottagar\w*|saaja\w*|recipient|supplier|vendor|lieferant\w*|to)\b/;
const THEIRS =
  /\b(our|unser\w*|notre|ons|onze|nuestra|nostro|from|payer|remitter|debit\w*|auftraggeber\w*|belast\w*|ordering|donneur|betaler\w*|opdrachtgever|ordenante|ordinante|avsandar\w*|maksaja\w*|von|zahler\w*|sender|absender)\b/;

/** Keeps what the row says about the payment; the first to say it counts. True when it said something. */
export function noteLabels(payment: WrittenPayment, { cells }: AdviceRow): boolean {
  let noted = false;
  const texts = cells.flatMap(({ text }) => splitAtColon(text));
  for (const [at, label] of texts.entries()) {
    const words = plainWords(label).replace(ENDS_IN_CURRENCY, '');
    const value = texts.slice(at + 1).find((text) => text !== '');
    if (value === undefined || words === '') continue;
    if (TOTAL.test(words)) {
      const amounts = texts
        .slice(at + 1)
        .filter((text) => looksLikeAmount(text) || canBeAmount(text));
      const whole = amounts.at(-1);
      if (whole !== undefined) payment.total ??= withCurrency(whole, texts);
      noted ||= whole !== undefined;
    } else if (PAID.test(words) && looksLikeDay(value)) {
      payment.paid ??= value;
      noted = true;
    } else if (PAYER.test(words) && /\p{L}{2}/u.test(value) && !IBAN.test(value)) {
      payment.payerName ??= value;
      noted = true;
    } else if (
      REFERENCE.test(words) &&
      /\d/.test(value) &&
      value.length <= 60 &&
      !looksLikeDay(value)
    ) {
      payment.reference ??= value;
      noted = true;
    }
  }
  return noteAccount(payment, texts) || noted;
}

/**
 * The day of the letter or of a sentence about the payment: it is the day of payment where no
 * other is said.
 */
export function bareDayIn({ cells }: AdviceRow): string | undefined {
  const texts = cells.flatMap(({ text }) => splitAtColon(text)).filter((text) => text !== '');
  const at = texts.findIndex((text) => BARE_DAY.test(plainWords(text)));
  const value = at < 0 ? undefined : texts[at + 1];
  if (value !== undefined && looksLikeDay(value)) return value;
  const sentence = texts.join(' ');
  return SAYS_PAID.test(plainWords(sentence)) ? DAY_IN_TEXT.exec(sentence)?.[0] : undefined;
}

const SAYS_PAID =
  /\b(paid|transferred|remitted|payment (was|has been|is|will be)|uberwiesen|uberweisen|gezahlt|bezahlt|angewiesen|vire|viree|paye|regle|betaald|overgemaakt|pagado|transferido|pagato|bonificato|betalat|betalt|overfort|maksettu|zaplacil\w*|przela\w*)\b/;
const DAY_IN_TEXT =
  /(?<![\d.,/-])(?:\d{4}-\d{2}-\d{2}|\d{1,2}[./-]\d{1,2}[./-]\d{4}|\d{1,2}\.? \p{L}{3,9}\.? \d{4})(?!\d)/u;

/** A row that sums others up, whatever stands in it. */
export function isTotalRow({ cells }: AdviceRow): boolean {
  const [first = ''] = cells.flatMap(({ text }) => splitAtColon(text));
  return (
    TOTAL.test(plainWords(first)) ||
    /^(sub ?total|zwischensumme|sous total|subtotaal|subtotale|ubertrag|carried forward|report)\b/.test(
      plainWords(first),
    )
  );
}

const ENDS_IN_AMOUNT =
  /^(\p{L}[^\d]{2,40}?)\s((?:[A-Z]{3}\s|\p{Sc}\s?)?[-(]?\d[\d.,' ]*[.,]\d{2}\)?)$/u;

function noteAccount(payment: WrittenPayment, texts: readonly string[]): boolean {
  const written = texts.find((text) => IBAN.test(text));
  const words = plainWords(texts.filter((text) => text !== written).join(' '));
  const [iban] = IBAN.exec(written ?? '') ?? [];
  if (iban === undefined || !THEIRS.test(words) || OURS.test(words)) return false;
  payment.payerAccount ??= iban.replaceAll(' ', '');
  return true;
}

function withCurrency(amount: string, texts: readonly string[]): string {
  if (/[A-Z]{3}|\p{Sc}/u.test(amount)) return amount;
  const code = texts.find((text) => /^[A-Z]{3}$/.test(text));
  return code === undefined ? amount : `${code} ${amount}`;
}

/** 'Total: 12.00' says the same as two cells, and so does 'Total paid EUR 12.00'. */
function splitAtColon(text: string): string[] {
  const at = text.indexOf(':');
  const [, sumOf, amount] = at < 0 ? (ENDS_IN_AMOUNT.exec(text) ?? []) : [];
  if (sumOf !== undefined && amount !== undefined && TOTAL.test(plainWords(sumOf)))
    return [sumOf, amount];
  if (at < 0 || /^\S*\d:\d/.test(text)) return [text];
  const [label, value] = [text.slice(0, at).trim(), text.slice(at + 1).trim()];
  return value === '' ? [label] : [label, value];
}
