import type { BankField } from '@goodterms/core/kernel/bank-table-mapping.ts';
import { has, hasNot, pattern } from './header-words.ts';

/*
 * The columns of the other party are named in more ways than a list can hold: 'Naam tegenpartij',
 * 'Číslo účtu protistrany', 'Numer rachunku nadawcy'. A name says whose column it is with one word
 * and whether it is of the account or of the name with another.
 */

const PAYER =
  'auftraggeber\\p{L}*|zahlungspflichtige\\p{L}*|payers?|senders?|remitter|ordering|originator|donneur d ordre|emetteur|ordinante|ordenante|nadawc\\p{L}*|zleceniodawc\\p{L}*|platce|platitelj\\p{L}*|avsandare\\p{L}*|avsender\\p{L}*|afsender\\p{L}*|maksaja\\p{L}*|opdrachtgever|maksatajs|плательщик\\p{L}*';
const RECIPIENT =
  'zahlungsempfanger\\p{L}*|empfanger\\p{L}*|empfaenger\\p{L}*|begunstigte\\p{L}*|beguenstigte\\p{L}*|beneficiarys?|recipients?|receivers?|payees?|beneficiaire|destinataire|beneficiario|destinatario|odbiorc\\p{L}*|prijemc\\p{L}*|primatelj\\p{L}*|mottaker\\p{L}*|mottagare\\p{L}*|modtager\\p{L}*|saaja\\p{L}*|begunstigde|gavejas|sanemejs|получател\\p{L}*';
const EITHER =
  'partner\\p{L}*|counter ?party|counter ?account|counterpart|kontrahent\\p{L}*|protistran\\p{L}*|protiuc\\p{L}*|ellenoldal\\p{L}*|ellenszamla|gegenkonto|gegenpartei|zahlungsbeteiligte\\p{L}*|tegenpartij|tegenrekening\\p{L}*|mo[dt]part|motkonto|tiers|contrepartie|contraparte|controparte';
const ACCOUNT =
  'iban|konto|kto|kontonummer|kontonr|accounts?|rekening|rekeningnummer|tegenrekening|tegenrekeningnummer|compte|cuenta|conto|conta|ucet|uctu|protiucet|protiuct\\p{L}*|rachun\\p{L}*|szamla\\p{L}*|ellenszamla|racun\\p{L}*|tilinumero|konts|saskait\\p{L}*|gegenkonto|motkonto';
const NAME =
  'names?|naam|nom|nome|nombre|nazwa|nazev|nazov|naziv|nev|neve|nimi|navn|namn|nimetus|meno|bezeichnung|tegenrekeninghouder|dane';
const MERCHANT =
  'merchants?|handelaar|handler|haendler|commercant|comercio|esercente|obchodnik\\p{L}*|sprzedawc\\p{L}*|магазин|продавец|forretning';
/** Of the party, and neither its name nor its account. */
const ELSE =
  'bic|swift|blz|bank|bankleitzahl|bankname|adres\\p{L}*|address|strasse|straat|country|land|code|id|type|city|ort|plz|mcc|sort|routing|e?mail|ref\\p{L}*|text|symbol|uiteindelijke|initierende|ultimate|status|kod|found|zprava|sprava|ucel|message|note|memo|details|description|comment|info\\p{L}*|verwendungszweck';

const IS_ACCOUNT = has(ACCOUNT) + hasNot(`${NAME}|code|kod|type`);
const IS_NAME = hasNot(ELSE);

export const PARTY_COLUMNS: readonly (readonly [BankField, readonly RegExp[]])[] = [
  [
    'payerAccount',
    [pattern(has(PAYER), hasNot(RECIPIENT), hasNot(EITHER), IS_ACCOUNT), /^fra konto$/],
  ],
  [
    'recipientAccount',
    [pattern(has(RECIPIENT), hasNot(PAYER), hasNot(EITHER), IS_ACCOUNT), /^til konto$/],
  ],
  [
    'counterAccount',
    [
      pattern(has(`${EITHER}|${PAYER}|${RECIPIENT}`), IS_ACCOUNT),
      /^(other|opposite|contra) (iban|account|bank account|party account)/,
      /^op bank account number$/,
      /^(kontonummer iban|konto kunde|iban kunde|fra til konto|na konto z konta|tilinumero|nr rachunku|iban du tiers)$/,
      pattern(has(EITHER), hasNot(NAME), IS_NAME),
    ],
  ],
  [
    'payer',
    [
      pattern(has(PAYER), hasNot(RECIPIENT), hasNot(EITHER), hasNot(ACCOUNT), IS_NAME),
      /^(from name|source name)$/,
    ],
  ],
  [
    'recipient',
    [
      pattern(has(RECIPIENT), hasNot(PAYER), hasNot(EITHER), hasNot(ACCOUNT), IS_NAME),
      /^(to name|target name)$/,
    ],
  ],
  [
    'name',
    [
      // Who writes 'Auftraggeber/Zahlungsempfänger' beside it means the holder of the account there.
      /^(empfanger|empfaenger) zahlungspflichtiger$/,
      pattern(has(`${EITHER}|${PAYER}|${RECIPIENT}`), has(NAME), IS_NAME),
      pattern(has(`${EITHER}|${PAYER}|${RECIPIENT}`), hasNot(ACCOUNT), IS_NAME),
      /^(op name|tp other party name|other party name)$/,
      /^(naam omschrijving|naam|names?|nom|merchant( name)?|vendor|contact|company|namn|navn|nimi|nev|jmeno|nazwa|naziv|customer|client)$/,
    ],
  ],
  [
    'name',
    [
      // Whom a card paid, where nobody is named as the other party.
      pattern(has(MERCHANT), hasNot(ELSE), hasNot(ACCOUNT)),
      /交易对方|对方户名|相手方/,
    ],
  ],
];
