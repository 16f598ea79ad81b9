import type { BankField } from '@goodterms/core/kernel/bank-table-mapping.ts';
import { AMOUNT_COLUMNS, BALANCE_COLUMNS } from './amount-columns.ts';
import { DAY_COLUMNS } from './day-columns.ts';
import { has, hasNot, pattern } from './header-words.ts';
import { PARTY_COLUMNS } from './party-columns.ts';

const DESCRIPTION =
  'verwendungszweck|omschrijving|description|narrative|narration|particulars|remarks|libelle|buchungstext|details|beschreibung|popis|opis|beskrivning|beskrivelse|meddelande|descripcion|descricao|descrizione|descriere|detalles?|detalhes?|dettagli|concepto|causale|motif|motivo|szczegoly|tytul|kozlemeny|selitys|viesti|zprava|sprava|mededelingen|aciklama\\p{L}*|описание|назначение|призначення|деталі|опис|περιγραφη|αιτιολογια';

/**
 * How banks name their columns, in the order in which fields choose theirs; within a field the
 * first pattern that some column has wins. Headers are compared in small letters without accents,
 * brackets and signs. German, English, French, Dutch, Spanish, Italian, Portuguese, Polish, Czech,
 * Hungarian, Romanian, Slovene, Croatian, Turkish, Russian, Greek, the Baltic and the Nordic languages.
 */
export const VOCABULARY: readonly (readonly [BankField, readonly RegExp[]])[] = [
  [
    'originalAmount',
    [
      /^(original|local|foreign|instructed|source) amount/,
      /^amount (currency|in (foreign|account|original) currency)/,
      /ursprungsbetrag|fremdwahrung|originalbetrag|puvodni castka|betrag in (wahrung|fremd)|montant (en devise|d origine)/,
    ],
  ],
  ...BALANCE_COLUMNS,
  ...DAY_COLUMNS,
  ...AMOUNT_COLUMNS,
  [
    'indicator',
    [
      /^(d c|c d|dr cr|cr dr|debit credit|credit debit|soll haben|s h|haben soll|h s|af bij|bij af|debet credit|credit debet|t j|d k|dc|cd|cdi|sign|vorzeichen|indicator|credit debit indicator|debit credit indicator|cdt ?dbt ?ind|direction|收 支|借贷标志|soll haben kennzeichen|sh kennzeichen|s h kennzeichen|kennzeichen|richtung|sens|dare avere|debe haber|terheles jovairas|bejovo kimeno|jelleg|umsatztyp|in out|debets kredits|debit credit d c|προσημο( ποσου)?)$/,
      /\b(debit credit|soll haben|debet credit|indicator|kennz\w*)\b/,
    ],
  ],
  [
    'currency',
    [
      /^(currency|currency code|ccy|curr|cur|wahrung|waehrung|whg|devise|monnaie|munt|muntsoort|valuta|waluta|moneda|moeda|divisa|mena|devizanem|penznem|valyuta|valiuta|net currency|account currency|kontowahrung|currency of account|valutacode|munteenheid|devies|valuta rekening|valuutta|mena uctu|валюта|валюта счета|waluta rachunku|币种|通貨)$/,
      /^(?!.*\b(foreign|original|instructed|exchange|fremd\p{L}*|puvodni)\b).*\b(currency|wahrung|waehrung|waluta|devise|divisa|devizaneme)\b/u,
    ],
  ],
  ...PARTY_COLUMNS,
  [
    'account',
    [
      /^(auftragskonto|iban auftragskonto|iban kontoinhaber|kontonummer|konto|konto nr|kontonr|eigenes konto|referenzkonto|account|account number|account no|own account|own iban|rekening|rekeningnummer|iban bban|compte|numero de compte|nr rachunku|rachunek|cislo uctu|szamlaszam|konto iban|numer rachunku|cuenta|numero de cuenta|conto|account iban|account id|bankkonto|kontonummer eigen|numer konta|customer account no|eigene iban|klienta konts|saskaitos nr|kontonr|numer rachunku karty|this party account|konyvelesi szamla|номер счета|счет|рахунок|ucet|口座番号|账号|계좌번호)$/,
      /^iban (auftrag|konto|account|eigen)/,
    ],
  ],
  ['account', [/^(account ?num|compte n|n de compte)$/]],
  [
    'counterAccount',
    [/^(iban|iban bic|konto nr iban|kontonummer bzw iban|iban kontonummer|bank account)$/],
  ],
  [
    'endToEnd',
    [/end ?to ?end|^(e2e|eref|kundenreferenz end to end|end to end ref(erence|erenz)?|e2e id)$/],
  ],
  [
    'bankReference',
    [
      /^(zkb|ubs|bkb|lukb|bekb|bank) (reference|referenz|ref)$/,
      /^(transaction id|transaction number|transaction reference( (number|no))?|tid|id|identifier|identificador|identifiant|identificativo|record (id|no)|fitid|volgnr|transactiereferentie|bank reference|referenznummer|buchungsreferenz|reference id|arkivkode|archive id|transfer ?wise id|numer referencyjny|id transakce|id operace|unique id|archiving code|arhiva kods|iraso nr|(tranzakcio )?azonosito|filing id|arkistotunnus|transaktions nr|transactienummer|transaction no|no transaction|numero (de )?transaction|id pohybu|arkistointitunnus|референс проводки|referinta tranzactiei|chq ref number|nr transakcji|docto|nr operacji)$/,
    ],
  ],
  [
    'customerReference',
    [
      /^(kundenreferenz|customer reference|client reference|customer ref|check number|cheque number|check no|cheque no|chq no|chq ref no|check|sammlerreferenz|invoice number|kid|viite|viitenumero|viitenumber|ref no|reference no|reference number|referentie|vs|(var|variable|variabilni|variabilny) symbol( 1)?|documento|(nro|num|numero|n) (de )?(doc|documento|referencia))$/,
    ],
  ],
  [
    'remittance',
    [
      /^((reference|referentie|referenz|referencia|riferimento) (de |du |del |di |do |da )?(paiement|pago|pagamento|betaling|zahlung)|message for (payee|recipient|beneficiary|receiver)|melding( .*)?|(detail|libelle complet) (de l |de )?(ecriture|operation)|toelichting|payment purpose|verwendungszweck|vwz|umsatztext|payment reference|remittance|remittance information|unstructured reference|mededelingen|omschrijving( \d)?|libelle( operation| simplifie| de l operation)?|informations complementaires|concepto|causale|tytul|titulo|tytulem|tytul operacji|zprava pro prijemce|kozlemeny|opis( operacji| transakcji)?|szczegoly transakcji|descriere|explicatii|detalii|namen|aciklama|paaiskinimai|selgitus|informacija sanemejam|bericht|vrije mededeling|gestructureerde mededeling|communication (libre|structuree)|mitteilung( referenz)?|zahlungszweck|buchungs details|remarks?|transaction remarks|описание|описание операции|основание|назначение платежа|text|betreff|viesti|zahlungsgrund|zahlungsreferenz|descrizione( operazione)?|descrizione completa|dettagli( operazione)?|operazione|causale operazione|descripcion( \p{L}+)?|descricao|historico|descritivo|glosa|detalle|leyenda|lancamento|movimentos?|movimientos?|beskrivelse|beskrivning|besked|meddelelse|melding|tekst|popis|rubrik|particulars|reason|communication|mededeling|verwendung|forklaring|avisierungstext|zprava|poznamka|titel|title|purpose|buchungsdetails|beschreibung ?\d|description ?\d|text ?\d)$/u,
      /摘要|附言|商品|用途|取扱い?内容|内容|적요|내용|기록사항|메모/,
      /^(description|transaction description|transactions?|narrative|narration|details|memo|label|particulars|popis transakce|selitys|transaction details|beschreibung|buchungstext|buchungsinformation\w*|notes?|note|message|subject|information|betalingskenmerk)$/,
      /^(reference|referens)$/,
      pattern(has(DESCRIPTION)),
    ],
  ],
  [
    'customerReference',
    [
      /^(reference|ref|referencia|referenz|riferimento|referens|referans|referenca|reference client)$/,
    ],
  ],
  [
    'type',
    [
      /^tran type$/,
      /^(umsatzart|buchungstext|buchungsart|transaction type|type|mutatiesoort|code|type verrichting|vorgang|vorgangsart|type of transaction|tran type|geschaftsvorfall|transaktionstyp|rodzaj operacji|typ operacji|typ|tipus|tranzakcio tipusa|typ transakce|typ uhrady|laji|tapahtumalajikoodi|tapahtuma|tipo|tipo de (movimiento|operacion|transac\p{L}+)|tipo (operazione|movimento)|causale abi|nature|category code|trn type)$/u,
      pattern(
        has('type|typ|tipo|tipologia|rodzaj|laji|vrsta|druh|вид|тип'),
        hasNot(
          'account|bank|card|karty|карты|счет\\p{L}*|konta|counterparty|currency|waluty|entry',
        ),
      ),
      /交易类型/,
    ],
  ],
  [
    'state',
    [
      /^(status|state|info|zustand|etat|estado|stato|stav|tila|transaction status|booking status|buchungsstatus|status der buchung|статус|当前状态|交易状态)$/,
    ],
  ],
  ['fee', [/^(fee|fees|gebuhr|gebuhren|entgelt|frais|commission|kosten|avgift)$/]],
  [
    'cardHolder',
    [
      /^(card ?(member|holder|number|no|nr|#)|karteninhaber|kartennummer|cardholder( name)?|account #)/,
    ],
  ],
];

/** A header as it is compared: 'Zahlungsempfänger*in (EUR)' becomes 'zahlungsempfanger in'. */
export function plainHeader(header: string): string {
  return header
    .replace(/^#+(?=\p{L})/u, '')
    .replace(/(\p{Ll})(?=\p{Lu}\p{Ll})/gu, '$1 ')
    .toLowerCase()
    .replace(/['’]s\b/g, 's')
    .replaceAll('ß', 'ss')
    .replaceAll('ł', 'l')
    .replaceAll('ø', 'o')
    .replaceAll('æ', 'ae')
    .replaceAll('đ', 'd')
    .replaceAll('ı', 'i')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .normalize('NFC')
    .replace(/\(\d+\)$/, ' ')
    .replace(/ \((utc|gmt|cet)\)$/, ' ')
    .replace(
      /\br\$|\bs\/|\b(in )?(eur|euros?|euroa|usd|gbp|chf|pln|czk|huf|sek|nok|dkk|cad|aud|brl|ars|mxn|clp|cop|pen|uyu|inr|sgd|nzd|zar)\b|[€$£]/g,
      ' ',
    )
    .replace(/[^\p{L}\p{N}#]+/gu, ' ')
    .trim();
}
