import type { BankField } from '@goodterms/core/kernel/bank-table-mapping.ts';
import { PARTY_COLUMNS } from './party-columns.ts';

/**
 * How banks name their columns, in the order in which fields choose theirs; within a field the
 * first pattern that some column has wins. Headers are compared in small letters without accents,
 * brackets and signs. German, English, French, Dutch, Spanish, Italian, Portuguese, Polish, Czech,
 * Hungarian, Romanian, Slovene, Croatian, Turkish, Russian, the Baltic and the Nordic languages.
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
  [
    'balance',
    [
      /^(running |account |ledger |closing )?balance( after.*)?$|^running bal$|^balance\b/,
      /^(account ?balance|saldo|solde|kontostand|saldi|egyenleg|zustatek|stan konta|balanse|sold|stanje|bakiye|likutis|atlikums)\b/,
      /^(ucetni )?zustatek|остаток|баланс/,
      /\b(saldo|solde|balance|kontostand|zustatek|saldo po)\b/,
    ],
  ],
  [
    'bookedOn',
    [
      /^(booking|booked|posting|posted|post|book|entry|completed|completion|settlement|settled|accounting)( date| day| on| at)?$/,
      /^date (completed|settled|booked|posted)$/,
      /^(buchungstag|buchungsdatum|buchung|bokforingsdag|bokfort|bokford|reskontradatum|bogforings?dato|bogfoeringsdato|bokforingsdatum|bogfort|bogforingsdato|kirjauspaiva|date (comptable|operation|de l operation|d operation|de comptabilisation)|data (ksiegowania|contabile|contabilizzazione|lancamento|mov(imento)?)|fecha (contable|de (contabilizacion|registro))|boekdatum|boekingsdatum|konyveles (datuma|napja)|datum zauctovani( transakce)?|datum provedeni|datum uctovania|bokfdag|uitvoeringsdatum|datum knjizenja|boekingsdatum|дата обработки)$/,
      /^(date|datum|data|fecha|dato|datum (a cas|transakce)|paivamaara|pvm|kelt|tag|transaktionsdag|dag|transactiedatum|transaktionsdatum|data (operacji|operazione|transakcji|da operacao)|fecha (operacion|de operacion|f?oper.*)|fec( oper\w*| mov\w*)?|transaction date|date of transaction|datum transakce|umsatzdatum|bu tag|bu ?datum|tarih|datums|kuupaev|run date|txn date|дата|дата операции|data tranzactie\w*|datum transakcije)$/,
      /^(date ?op|date ?time|timestamp|created|created at|created on|created utc|process(ed|ing) (date|on)|activity date)$/,
      /^(transaction |trans |tran |effective )(date|day|time)/,
      /^(date|datum|fecha|data|dato)\b/,
      /\b(date|datum|dato)$/,
    ],
  ],
  [
    'valueOn',
    [
      /^(value|val|valuta|valute)( date| datum| dato| day| dt)?$/,
      /^(wert|wertstellung|wertstellungsdatum|valutadatum|valutatag|rentedatum|rentedato|valutadato|valutadag|date (de )?valeur|data (waluty|valuta|valor|valore)|fecha valor|f valor|erteknap|arvopaiva|datum valuty|datum valute|valeur|value dat|data valor|fec valor|fecha de valor)$/,
      /\b(value date|valuta|wertstellung)/,
      /^(date ?val|available on( utc)?)$/,
    ],
  ],
  [
    'debit',
    [
      /^(debit|debits|soll|belastung|belastungen|lastschrift|paid out|money out|withdrawals?|withdrawn|debit amount|amount debited|amount debit|af|uit|uitgaven|ausgabe|ausgaben|ausgang|auszahlung|dare|uscite|cargo|cargos|debe|debet|debito|addebiti|obciazenia|wydatki|terheles|tartozik|vydaje|ut|payments out|charges|net debit nc|net debit|debit ccy|spent|breme|isplata|duguje|ut fra konto|retrait|obciazenia|расход|списание|uscita|addebito|dr|uttag|ut fra konto|ut av konto|saidas?|egresos?|debitos)(?= |$)(?! date|skonto| credit| kredit| d c)/,
      /^montant (au )?debit$|^(amount|betrag|bedrag|importe|montant) (debit|soll|debet)$|^(?!.*\bcredit\b).*\bdebit amount$/,
    ],
  ],
  [
    'credit',
    [
      /^(credit|credits|haben|gutschrift|gutschriften|paid in|money in|deposits?|lodgements?|credit amount|amount credited|amount credit|bij|inkomsten|einnahme|einnahmen|eingang|einzahlung|avere|entrate|abono|abonos|haber|kredit|credito|accrediti|uznania|wplywy|jovairas|kovetel|prijmy|inn|payments in|net credit nc|net credit|received|dobro|uplata|potrazuje|inn pa konto|depot|ingresos?|приход|поступление|entrata|accredito|cr|insattning(?:ar)?(?! uttag)|entradas?|creditos|depositos?)(?= |$)(?! date| card| debit| debet)/,
      /^montant (au )?credit$|^(amount|betrag|bedrag|importe|montant) (credit|haben|kredit)$|^(?!.*\bdebit\b).*\bcredit amount$/,
    ],
  ],
  [
    'amount',
    [
      /^(net|net amount|net amt|netto ?betrag|amount net)$/,
      /^(kwota w walucie rachunku|betrag in kontowahrung|amount in account currency|сумма пересчитанная в валюту счета|сумма в валюте счета)$/,
      /^(amount|betrag|umsatz|montant|importo|importe|bedrag|kwota|belopp|belob|belop|summa|osszeg|castka|suma|valor|value|amt|sum|maara|ciastka|kwota operacji|transaction amount|amount of transaction|umsatz betrag|betrag umsatz|castka v mene uctu|importe eur|montant eur|buchungsbetrag|kontobewegung|bewegung|iznos|objem|maksumma|summa eur|tutar|znesek|mutatie|beloeb|insattning uttag|uttag insattning|total amount|monto|montante|valore|ammontare|credit debit amount|debit credit amount|сумма|сумма операции)$/,
      /^(amount|total amount|betrag|umsatz|montant|importo|importe|bedrag|kwota|belopp|belob|belop|osszeg|castka|gross|maara|monto|montante)\b/,
      /\b(amount|betrag|montant|importo|importe|bedrag|kwota|belopp|castka|osszeg|iznos|znesek)$/,
    ],
  ],
  [
    'indicator',
    [
      /^(d c|c d|dr cr|cr dr|debit credit|credit debit|soll haben|s h|haben soll|h s|af bij|bij af|debet credit|credit debet|t j|d k|dc|cd|cdi|sign|vorzeichen|indicator|credit debit indicator|debit credit indicator|cdt ?dbt ?ind|direction|soll haben kennzeichen|sh kennzeichen|s h kennzeichen|kennzeichen|richtung|sens|dare avere|debe haber|terheles jovairas|bejovo kimeno|jelleg|umsatztyp|in out|debets kredits|debit credit d c)$/,
      /\b(debit credit|soll haben|debet credit|indicator|kennz\w*)\b/,
    ],
  ],
  [
    'currency',
    [
      /^(currency|currency code|ccy|curr|cur|wahrung|waehrung|whg|devise|monnaie|munt|muntsoort|valuta|waluta|moneda|moeda|divisa|mena|devizanem|penznem|valyuta|valiuta|net currency|account currency|kontowahrung|currency of account|valutacode|munteenheid|devies|valuta rekening|valuutta|mena uctu|валюта|валюта счета|waluta rachunku)$/,
      /^(?!.*\b(foreign|original|instructed|exchange|fremd\p{L}*|puvodni)\b).*\b(currency|wahrung|waehrung|waluta|devise|divisa|devizaneme)\b/u,
    ],
  ],
  ...PARTY_COLUMNS,
  [
    'account',
    [
      /^(auftragskonto|iban auftragskonto|iban kontoinhaber|kontonummer|konto|konto nr|kontonr|eigenes konto|referenzkonto|account|account number|account no|own account|own iban|rekening|rekeningnummer|iban bban|compte|numero de compte|nr rachunku|rachunek|cislo uctu|szamlaszam|konto iban|numer rachunku|cuenta|numero de cuenta|conto|account iban|account id|bankkonto|kontonummer eigen|numer konta|customer account no|eigene iban|klienta konts|saskaitos nr|kontonr|numer rachunku karty|this party account|konyvelesi szamla|номер счета)$/,
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
      /^(transaction id|transaction number|transaction reference|tid|id|fitid|volgnr|transactiereferentie|bank reference|referenznummer|buchungsreferenz|reference id|arkivkode|archive id|transfer ?wise id|numer referencyjny|id transakce|id operace|unique id|archiving code|arhiva kods|iraso nr|tranzakcio azonosito|filing id|arkistotunnus|transaktions nr|transactienummer|id pohybu|arkistointitunnus|референс проводки|referinta tranzactiei|chq ref number|nr transakcji|docto|nr operacji)$/,
    ],
  ],
  [
    'customerReference',
    [
      /^(kundenreferenz|customer reference|client reference|customer ref|check number|cheque number|check no|cheque no|chq no|chq ref no|check|sammlerreferenz|invoice number|kid|viite|viitenumero|viitenumber|ref no|reference no|reference number|referentie|vs|variabilni symbol|documento|(nro|num|numero|n) (de )?(doc|documento|referencia))$/,
    ],
  ],
  [
    'remittance',
    [
      /^(verwendungszweck|vwz|umsatztext|payment reference|remittance|remittance information|unstructured reference|mededelingen|omschrijving( \d)?|libelle( operation| simplifie| de l operation)?|informations complementaires|concepto|causale|tytul|tytulem|tytul operacji|zprava pro prijemce|kozlemeny|opis( operacji| transakcji)?|szczegoly transakcji|descriere|explicatii|detalii|namen|aciklama|paaiskinimai|selgitus|informacija sanemejam|bericht|vrije mededeling|gestructureerde mededeling|communication (libre|structuree)|mitteilung( referenz)?|zahlungszweck|buchungs details|remarks?|transaction remarks|описание|описание операции|основание|назначение платежа|text|betreff|viesti|zahlungsgrund|zahlungsreferenz|descrizione( operazione)?|descrizione completa|dettagli( operazione)?|operazione|causale operazione|descripcion( \p{L}+)?|descricao|historico|descritivo|glosa|detalle|leyenda|lancamento|movimentos?|movimientos?|beskrivelse|beskrivning|meddelelse|melding|tekst|popis|rubrik|particulars|reason|communication|mededeling|verwendung|forklaring|avisierungstext|zprava|poznamka|titel|title|purpose|buchungsdetails|beschreibung ?\d|description ?\d|text ?\d)$/u,
      /^(description|transaction description|transactions?|narrative|narration|details|memo|label|particulars|popis transakce|selitys|transaction details|beschreibung|buchungstext|buchungsinformation\w*|notes?|note|message|subject|information|betalingskenmerk)$/,
      /^(reference|referens)$/,
      /\b(verwendungszweck|omschrijving|description|narrative|libelle|buchungstext|details)\b/,
    ],
  ],
  [
    'customerReference',
    [/^(reference|ref|referencia|referenz|riferimento|referens|referenca|reference client)$/],
  ],
  [
    'type',
    [
      /^tran type$/,
      /^(umsatzart|buchungstext|buchungsart|transaction type|type|mutatiesoort|code|type verrichting|vorgang|vorgangsart|type of transaction|tran type|geschaftsvorfall|transaktionstyp|rodzaj operacji|typ operacji|typ|tipus|tranzakcio tipusa|typ transakce|typ uhrady|laji|tapahtumalajikoodi|tapahtuma|tipo|tipo de (movimiento|operacion|transac\p{L}+)|tipo (operazione|movimento)|causale abi|nature|category code|trn type)$/u,
    ],
  ],
  [
    'state',
    [
      /^(status|state|info|zustand|etat|estado|stato|stav|tila|transaction status|booking status|buchungsstatus|status der buchung|статус)$/,
    ],
  ],
  ['fee', [/^(fee|fees|gebuhr|gebuhren|entgelt|frais|commission|kosten|avgift)$/]],
  [
    'cardHolder',
    [
      /^(card ?(member|holder|number|no|nr)|karteninhaber|kartennummer|cardholder( name)?|account #)/,
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
    .replace(/\(\d+\)$/, ' ')
    .replace(/ \((utc|gmt|cet)\)$/, ' ')
    .replace(
      /\br\$|\bs\/|\b(in )?(eur|euros?|euroa|usd|gbp|chf|pln|czk|huf|sek|nok|dkk|cad|aud|brl|ars|mxn|clp|cop|pen|uyu|inr|sgd|nzd|zar)\b|[€$£]/g,
      ' ',
    )
    .replace(/[^\p{L}\p{N}#]+/gu, ' ')
    .trim();
}
