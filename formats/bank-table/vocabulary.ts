import type { BankField } from '@goodterms/core/kernel/bank-table-mapping.ts';

/**
 * How banks name their columns, in the order in which fields choose theirs; within a field the
 * first pattern that some column has wins. Headers are compared in small letters without accents,
 * brackets and signs. German, English, French, Dutch, Spanish, Italian, Portuguese, Polish, Czech,
 * Hungarian and the Nordic languages.
 */
export const VOCABULARY: readonly (readonly [BankField, readonly RegExp[]])[] = [
  [
    'originalAmount',
    [
      /^(original|local|foreign|instructed|source) amount/,
      /^amount (currency|in (foreign|account|original) currency)/,
      /ursprungsbetrag|fremdwahrung|originalbetrag|betrag in (wahrung|fremd)|montant (en devise|d origine)/,
    ],
  ],
  [
    'balance',
    [
      /^(running |account |ledger |closing )?balance( after.*)?$|^running bal$|^balance\b/,
      /^(account ?balance|saldo|solde|kontostand|saldi|egyenleg|zustatek|stan konta|balanse)\b/,
      /\b(saldo|solde|balance|kontostand|zustatek|saldo po)\b/,
    ],
  ],
  [
    'bookedOn',
    [
      /^(booking|posting|posted|post|book|entry|completed|completion|settlement|settled|accounting)( date| day| on)?$/,
      /^(buchungstag|buchungsdatum|buchung|bokforingsdag|bokfort|bokforingsdatum|bogfort|bogforingsdato|kirjauspaiva|date (comptable|operation|de l operation|d operation|de comptabilisation)|data (ksiegowania|contabile|contabilizzazione|lancamento|mov(imento)?)|fecha (contable|de (contabilizacion|registro))|boekdatum|boekingsdatum|konyveles (datuma|napja)|datum zauctovani|datum provedeni|datum uctovania)$/,
      /^(date|datum|data|fecha|dato|datum (a cas|transakce)|paivamaara|pvm|kelt|tag|dag|transactiedatum|transaktionsdatum|data (operacji|operazione|transakcji|da operacao)|fecha (operacion|de operacion|f?oper.*)|transaction date|date of transaction|datum transakce|umsatzdatum|bu tag|bu ?datum)$/,
      /^(date ?op|created|created at|created on|created utc|process(ed|ing) (date|on)|activity date)$/,
      /^(transaction |trans |tran |effective )(date|day|time)/,
      /^(date|datum|fecha|data|dato)\b/,
      /\b(date|datum|dato)$/,
    ],
  ],
  [
    'valueOn',
    [
      /^(value|val|valuta|valute)( date| datum| dato| day)?$/,
      /^(wert|wertstellung|wertstellungsdatum|valutadatum|valutatag|rentedatum|rentedato|valutadato|valutadag|date (de )?valeur|data (waluty|valuta|valor|valore)|fecha valor|f valor|erteknap|arvopaiva|datum valuty|valeur)$/,
      /\b(value date|valuta|wertstellung)/,
      /^(date ?val|available on( utc)?)$/,
    ],
  ],
  [
    'debit',
    [
      /^(debit|debits|soll|belastung|belastungen|lastschrift|paid out|money out|withdrawals?|withdrawn|debit amount|amount debited|amount debit|af|uit|uitgaven|ausgabe|ausgaben|ausgang|auszahlung|dare|uscite|cargo|cargos|debe|debet|debito|addebiti|obciazenia|wydatki|terheles|tartozik|vydaje|ut|payments out|charges|net debit nc|net debit|debit ccy|spent)\b(?! date|skonto)/,
      /^montant (au )?debit|^(amount|betrag|bedrag|importe|montant) (debit|soll|debet)$|\bdebit amount$/,
    ],
  ],
  [
    'credit',
    [
      /^(credit|credits|haben|gutschrift|gutschriften|paid in|money in|deposits?|lodgements?|credit amount|amount credited|amount credit|bij|inkomsten|einnahme|einnahmen|eingang|einzahlung|avere|entrate|abono|abonos|haber|kredit|credito|accrediti|uznania|wplywy|jovairas|kovetel|prijmy|inn|payments in|net credit nc|net credit|received)\b(?! date| card)/,
      /^montant (au )?credit|^(amount|betrag|bedrag|importe|montant) (credit|haben|kredit)$|\bcredit amount$/,
    ],
  ],
  [
    'amount',
    [
      /^(net|net amount|net amt|netto ?betrag|amount net)$/,
      /^(amount|betrag|umsatz|montant|importo|importe|bedrag|kwota|belopp|belob|belop|summa|osszeg|castka|suma|valor|value|amt|sum|maara|ciastka|kwota operacji|transaction amount|amount of transaction|umsatz betrag|betrag umsatz|castka v mene uctu|importe eur|montant eur|buchungsbetrag|kontobewegung|bewegung|iznos|objem|maksumma|summa eur)$/,
      /^(amount|betrag|umsatz|montant|importo|importe|bedrag|kwota|belopp|belob|belop|osszeg|castka|gross)\b/,
      /\b(amount|betrag|montant|importo|importe|bedrag|kwota|belopp)$/,
    ],
  ],
  [
    'indicator',
    [
      /^(d c|c d|dr cr|cr dr|debit credit|credit debit|soll haben|s h|haben soll|h s|af bij|bij af|debet credit|credit debet|t j|d k|dc|cd|cdi|sign|vorzeichen|indicator|credit debit indicator|debit credit indicator|cdtdbtind|direction|soll haben kennzeichen|sh kennzeichen|s h kennzeichen|kennzeichen|richtung|sens|dare avere|debe haber|terheles jovairas|bejovo kimeno|jelleg|umsatztyp|in out)$/,
      /\b(debit credit|soll haben|debet credit|indicator|kennz\w*)\b/,
    ],
  ],
  [
    'currency',
    [
      /^(currency|currency code|ccy|curr|cur|wahrung|waehrung|whg|devise|monnaie|munt|muntsoort|valuta|waluta|moneda|moeda|divisa|mena|devizanem|penznem|valyuta|net currency|account currency|kontowahrung|currency of account)$/,
      /\b(currency|wahrung|waehrung|waluta|devise|divisa)\b/,
    ],
  ],
  [
    'payer',
    [
      /^(zahlungspflichtige\w*( \w{1,2})?|payer|payer name|sender|sender name|from name|auftraggeber|ordering party|remitter|source name|donneur d ordre|ordinante)$/,
    ],
  ],
  [
    'recipient',
    [
      /^(zahlungsempfanger\w*( \w{1,2})?|recipient|recipient name|receiver|receiver name|beneficiary|beneficiary name|to name|target name|begunstigter|beguenstigter|empfanger|beneficiaire|beneficiario)$/,
    ],
  ],
  [
    'counterAccount',
    [
      /^(partner|counterparty|counter party|payee|beneficiary|opposite|contra|other) ?(iban|account|bank account)( number| no| nr)?$/,
      /^(iban zahlungsbeteiligter|kontonummer iban|tegenrekening|tegenrekening iban bban|rekening tegenpartij|bank account|iban du (tiers|beneficiaire)|konto kontrahenta|nr rachunku kontrahenta|rachunek przeciwstawny|protiucet|cislo protiuctu|ellenoldali szamlaszam|ellenszamla|konto kunde|gegenkonto|iban gegenkonto|iban auftraggeber|iban kunde|empfanger iban|account no of payee|compte (tiers|contrepartie)|motkonto|modtagerkonto|fra til konto|til konto)$/,
      /\b(tegenrekening|gegenkonto|zahlungsbeteiligter iban|counterparty (iban|account)|kontrahenta)\b/,
    ],
  ],
  [
    'account',
    [
      /^(auftragskonto|iban auftragskonto|iban kontoinhaber|kontonummer|konto|konto nr|kontonr|eigenes konto|referenzkonto|account|account number|account no|own account|own iban|rekening|rekeningnummer|iban bban|compte|numero de compte|nr rachunku|rachunek|cislo uctu|szamlaszam|konto iban|numer rachunku|cuenta|numero de cuenta|conto|account iban|account id|bankkonto|kontonummer eigen|numer konta)$/,
      /^iban (auftrag|konto|account|eigen)/,
    ],
  ],
  ['account', [/^(account ?num|compte n|n de compte)$/]],
  ['counterAccount', [/^(iban|iban bic|konto nr iban|kontonummer bzw iban)$/]],
  [
    'name',
    [
      /^(empfanger|empfaenger) zahlungspflichtiger$/,
      /^(name zahlungsbeteiligter|beg(ue|u)nstigter zahlungspflichtiger|auftraggeber (beg(ue|u)nstigter|empf(ae|a)nger)|beg(ue|u)nstigter auftraggeber|empf(ae|a)nger auftraggeber|auftraggeber zahlungsempfanger|zahlungsbeteiligter|partner name|partner|counterparty|counter party|counterparty name|payee|payee name|naam tegenpartij|tegenpartij|naam omschrijving|naam|name|names|nom|nom du tiers|tiers|merchant|merchant name|kontrahent|nazwa kontrahenta|nadawca odbiorca|odbiorca nadawca|nazev protiuctu|ellenoldali nev|partner neve|partner nev|empfanger|empfaenger|gegenpartei|bezeichnung gegenkonto|vendor|contact|company|contrepartie|controparte|contraparte|saaja maksaja|motpart|avsandare mottagare|namn|navn|nimi|nev|jmeno|nazwa|saajan nimi|payer payee|payee payer|customer|client)$/,
      /\b(auftraggeber|begunstigter|beguenstigter|zahlungsbeteiligter|counterparty|tegenpartij|kontrahent)\b/,
    ],
  ],
  [
    'endToEnd',
    [/end ?to ?end|^(e2e|eref|kundenreferenz end to end|end to end ref(erence|erenz)?|e2e id)$/],
  ],
  [
    'bankReference',
    [
      /^(transaction id|transaction number|transaction reference|tid|id|fitid|volgnr|transactiereferentie|bank reference|referenznummer|buchungsreferenz|reference id|arkivkode|archive id|transferwise id|numer referencyjny|id transakce|id operace|unique id)$/,
    ],
  ],
  [
    'customerReference',
    [
      /^(kundenreferenz|customer reference|client reference|customer ref|check number|cheque number|check no|cheque no|check|sammlerreferenz|invoice number|kid|viite|ref no)$/,
    ],
  ],
  [
    'remittance',
    [
      /^(verwendungszweck|vwz|payment reference|remittance|remittance information|unstructured reference|mededelingen|omschrijving( \d)?|libelle( de l operation)?|concepto|causale|tytul|tytulem|tytul operacji|zprava pro prijemce|kozlemeny|opis( operacji)?|text|betreff|viesti|zahlungsgrund|zahlungsreferenz|descrizione( operazione)?|descripcion|descricao|beskrivelse|beskrivning|meddelelse|melding|tekst|popis|rubrik|particulars|reason|communication|mededeling|verwendung|forklaring|avisierungstext|zprava|poznamka|titel|title|purpose|buchungsdetails|beschreibung ?\d|description ?\d|text ?\d)$/,
      /^(description|transaction description|narrative|narration|details|memo|label|reference|particulars|transaction details|beschreibung|buchungstext|buchungsinformation\w*|notes?|note|message|subject|information)$/,
      /\b(verwendungszweck|omschrijving|description|narrative|libelle|buchungstext|details)\b/,
    ],
  ],
  [
    'type',
    [
      /^(umsatzart|buchungstext|buchungsart|transaction type|type|mutatiesoort|code|vorgang|vorgangsart|type of transaction|tran type|geschaftsvorfall|transaktionstyp|rodzaj operacji|typ operacji|typ|tipo|tipo de (movimiento|operacion)|nature|category code|trn type)$/,
    ],
  ],
  [
    'state',
    [
      /^(status|state|info|zustand|etat|estado|stato|stav|tila|transaction status|booking status|buchungsstatus|status der buchung)$/,
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
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replaceAll('ł', 'l')
    .replaceAll('ø', 'o')
    .replaceAll('æ', 'ae')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/\(\d+\)$/, ' ')
    .replace(/\b(in )?(eur|usd|gbp|chf|pln|czk|huf|sek|nok|dkk|cad|aud)\b|[€$£]/g, ' ')
    .replace(/[^\p{L}\p{N}#]+/gu, ' ')
    .trim();
}

const IN =
  'c cr credit h haben bij in eingang gutschrift j crdt k kredit credito avere a abono entrada deposit income incoming received + wplyw uznanie jovairas prijem kr inn plus haber credited bejovo przychod'.split(
    ' ',
  );
const OUT =
  'd dr debit s soll af out ausgang lastschrift belastung t dbit debito debet dare cargo salida uit withdrawal outgoing sent db - wyplyw obciazenie terheles vydaj ut minus w debe debited kimeno rozchod'.split(
    ' ',
  );

/** Which way a word such as 'D', 'Haben', 'Af', 'CRDT' says the money went. */
export function directionWord(word: string): 'in' | 'out' | undefined {
  const plain = word.trim() === '+' || word.trim() === '-' ? word.trim() : plainHeader(word);
  if (IN.includes(plain)) return 'in';
  return OUT.includes(plain) ? 'out' : undefined;
}

/** States in which a row is announced, stopped or undone: no money that moved. */
export const NOT_BOOKED =
  /pending|vorgemerkt|revert|declin|failed|cancel|annul|reserv|processing|authori[sz]|in bearbeitung|angek|en attente|pendiente|in behandeling|reject|refus|expired|void|on hold|storniert|w toku|oczekuj|zablokow/i;

/** Rows of a balance and sums, which some banks put among the movements. */
export const BALANCE_ROW =
  /^(anfangs|end|alter |neuer |schluss)?(saldo|kontostand)\b|^(opening|closing|beginning|ending|start|starting|current|available|previous|new|old) ?balance\b|^balance (brought|carried)|^solde\b|^saldo (inicial|final|iniziale|finale|poczatkowe|koncowe)|^(grand |sub)?totals?\b|^summe\b|^gesamt\b/i;

/** A cell that says nothing but that the row is a balance, and which of the two. */
export function balanceWord(cell: string): 'opening' | 'closing' | undefined {
  // Most cells of a large table are seen at a glance to be something else.
  if (cell.length > 40 || !/sald|balance|solde|kontostand/i.test(cell)) return undefined;
  const plain = plainHeader(cell);
  if (
    /^(anfangssaldo|alter (saldo|kontostand)|(opening|beginning|starting|start|previous|old) ?balance|balance brought forward|solde (initial|precedent|anterieur)|saldo (inicial|iniziale|poczatkowe|poprzednie|anterior)|beginsaldo|ingaende saldo|startsaldo)$/.test(
      plain,
    )
  )
    return 'opening';
  return /^(endsaldo|schlusssaldo|neuer (saldo|kontostand)|(closing|ending|end|new|current|final) ?balance|balance carried forward|solde (final|nouveau)|nouveau solde|saldo (final|finale|koncowe)|eindsaldo|utgaende saldo|slutsaldo)$/.test(
    plain,
  )
    ? 'closing'
    : undefined;
}
