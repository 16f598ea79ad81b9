/** What a column of a ledger file may say. */
export type LedgerField =
  | 'customerNumber'
  | 'customerName'
  | 'parentNumber'
  | 'legalId'
  | 'country'
  | 'language'
  | 'creditLimit'
  | 'riskClass'
  | 'collector'
  | 'contactName'
  | 'contactRole'
  | 'email'
  | 'phone'
  | 'iban'
  | 'reference'
  | 'creditNoteNumber'
  | 'paymentNumber'
  | 'kind'
  | 'documentStatus'
  | 'voided'
  | 'paymentStatus'
  | 'issuedOn'
  | 'dueOn'
  | 'terms'
  | 'orderReference'
  | 'paymentReference'
  | 'amount'
  | 'debit'
  | 'credit'
  | 'openAmount'
  | 'paidAmount'
  | 'paidOn'
  | 'currency'
  | 'against';

/**
 * How programs and people head these columns, in English, German, French, Dutch, Spanish, Italian,
 * Portuguese, the Nordic languages and Polish. Case, accents, blanks and signs do not count; `*`
 * stands for the rest of a word, and `~` marks words that say it only when no other column does. Add a header here when a file of a new program comes along.
 */
export const HEADERS: Readonly<Record<LedgerField, string>> = {
  customerNumber: `
    number in the heading~ | party~ | customer~ | A/C~ | a c no~ | Kunde~ | klant~ | cliente~ | client~ | Debiteur~ | debt*~ | number~ | no~ | code~ | código~ | codice~ | Nummer~ | Nr~ | numéro~ | code tiers | n° compte | account~ | customer ref |
    customer number | customer no | customer nr | customer id | customer code | customer key~ | cust no | cust id | cust number
    | customer account | customer account number | account number~ | account no~ | account id~ | account code~ | client number | client no | client id
    | client code | debt* number | debt* no | debt* id | debt* code | sold to | sold to party | bill to number | payer number | partner number~ | business partner~
    | Kundennummer | Kunden nr | Kundennr | Kd nr | KdNr | Kundenkonto | Debitor | Debitor* nummer | Debitor* nr | Debitorenkonto
    | Personenkonto | Konto~ | Kontonummer~ | Konto nr~ | Geschäftspartner
    | numéro client | n° client | no client | code client | compte client | id client~ | référence client~ | code tiers | compte tiers
    | klantnummer | klant nr | klantnr | klantcode | klant id | debiteurnummer | debiteur* nr | debiteur code | relatienummer
    | número de cliente | número cliente | nº cliente | código cliente | código de cliente | id cliente~ | cuenta cliente
    | codice cliente | numero cliente | n cliente | cod cliente | conto cliente
    | kundnummer | kundnr | kund id | kundenummer | kundenr | asiakasnumero | asiakasnro | nº do cliente | código do cliente
    | numer klienta | nr klienta | numer kontrahenta | kod kontrahenta
    | cuenta~ | codice~ | cari kodu | cari hesap kodu | müşteri kodu | müşteri no | číslo zákazníka | kód odběratele | kód zákazníka | vevőkód | partnerkód | cod client | cod partener | cod fiscal client | kliendi kood | klienta kods | kliento kodas | šifra kupca | šifra partnera | šifra kupce | код на клиент | клиентски номер | κωδικός πελάτη | conta~ | asiakasnumero | reskontranro | cod~ | subcuenta | subcuenta contable | číslo~ | podmiot~ | entidade~ | terceiro~`,
  customerName: `
    name in the heading~ | invoice partner display name | invoice partner | partner name~ | partner~ | Kontobezeichnung | Kontoname | customer full name | intitulé | intitulé du compte | customer display name |
    customer name | name of customer | customer~ | client name | client~ | company~ | company name | account name~ | buyer~ | buyer name | bill to~ | bill to name | vendor name~ | debt* name | debt*~
    | name~ | nom~ | nombre~ | naam~ | nome~ | namn~ | navn~ | nimi~ | nazwa~ | Bezeichnung~ | legal name | organisation~ | organization~ | trading name
    | Kundenname | Kunde~ | Name des Kunden | Firma~ | Firmenname | Name 1~ | Debitorenname | Debitorname
    | tiers~ | nom client | nom du client | raison sociale | société~ | nom tiers | intitulé tiers
    | klantnaam | klant~ | naam klant | bedrijfsnaam | bedrijf~ | debiteurnaam | debiteur~ | relatie~
    | nombre cliente | nombre del cliente | cliente~ | razón social | empresa~
    | nome cliente | ragione sociale | denominazione~ | intestatario
    | kundnamn | kund~ | företag~ | kundenavn | firmanavn | kundens navn | asiakas~ | asiakkaan nimi | nome do cliente | razão social
    | klient~ | kontrahent~ | nabywca~ | odběratel~ | vevő~ | vevő neve | nazwa klienta | nazwa kontrahenta
    | alpha name | cari ünvanı | cari adı | müşteri adı | müşteri~ | unvan~ | ünvan~ | odběratel název | odberateľ | zákazník~ | firma název | partner neve | ügyfél~ | ügyfél neve | denumire client | nume client | partener~ | klient~ | kliendi nimi | klienta nosaukums | klients~ | pirkėjas | klientas~ | naziv kupca | naziv partnera | kupac | kupec | stranka~ | клиент~ | контрагент | име на клиент | πελάτης~ | επωνυμία | όνομα πελάτη | denumire~ | título~ | firma~`,
  parentNumber: `
    parent customer number | parent customer no | parent number | parent id | parent customer | group number | head office | head office number | corporate account
    | Konzernnummer | Konzern | Hauptkunde | Zentrale | maison mère | moederbedrijf | hoofdklant | matriz | capogruppo | moderbolag | morselskab`,
  legalId: `
    vat id | vat number | vat no | vat registration number | tax id | tax number | registration number | company number | company registration number | ein | duns | legal id
    | USt id | USt IdNr | Umsatzsteuer id | Steuernummer | Handelsregisternummer | HRB | UID
    | numéro de TVA | n° TVA | TVA intracommunautaire | siret | siren | btw nummer | btw nr | kvk nummer | kvk
    | nif | cif | nif cif | partita iva | p iva | codice fiscale | organisationsnummer | org nr | orgnr | momsnummer | cvr | cvr nummer | y tunnus | nip | nipc`,
  country: `
    country | country code | country iso | Land~ | Ländercode | Länderkennzeichen | Länderschlüssel | pays | code pays | landcode | landcode iso
    | país | código país | paese | codice paese | nazione | landskod | landekode | maa~ | kraj`,
  language: `
    language | language code | locale | Sprache | Sprachschlüssel | Korrespondenzsprache | langue | taal | taalcode | idioma | lingua | språk | sprog | kieli | język`,
  creditLimit: `
    credit limit | creditlimit | credit line | Kreditlimit | Kreditlinie | limite de crédit | plafond | encours autorisé | kredietlimiet | límite de crédito | fido | limite di credito | kreditgräns | kreditgrænse | limite de crédito`,
  riskClass: `
    risk class | risk~ | risk category | risk rating | Risikoklasse | Bonität | classe de risque | risicoklasse | clase de riesgo | classe di rischio | riskklass`,
  collector: `
    collector | credit controller | responsible~ | account manager | assigned to | owner~ | Sachbearbeiter | Betreuer | Zuständig | chargé de recouvrement | gestionnaire | behandelaar | gestor | responsabile | handläggare | ansvarig`,
  contactName: `
    name~ | nom~ | naam~ | nombre~ | nome~ | namn~ | navn~ | contact~ | contact name | contact person | first contact | attention~ | attn | Ansprechpartner | Ansprechpartnerin | Kontakt~ | Kontaktperson | nom du contact | interlocuteur | contactpersoon
    | contacto~ | persona de contacto | contatto~ | referente | persona di riferimento | kontaktperson | yhteyshenkilö | osoba kontaktowa`,
  contactRole: `
    role~ | contact role | job title | position~ | function~ | department~ | Funktion~ | Abteilung~ | fonction~ | service~ | functie~ | afdeling~ | cargo~ | departamento~ | ruolo~ | funzione~ | befattning | roll~`,
  email: `
    email | e mail | email address | mail~ | contact email | invoice email | billing email | dunning email | EMail Adresse | Mailadresse | Rechnungsmail | courriel | adresse email | adresse mail | mél
    | e mailadres | emailadres | correo | correo electrónico | posta elettronica | indirizzo email | e post | epost | e postadress | sähköposti`,
  phone: `
    phone | phone number | telephone | telephone number | tel~ | mobile~ | contact phone | Telefon | Telefonnummer | Rufnummer | Mobil~ | téléphone | tél | numéro de téléphone | telefoon | telefoonnummer
    | teléfono | telefono | telefonnr | puhelin | telefone`,
  iban: `
    iban | bank account~ | bank account number | iban number | known iban | customer iban | Bankverbindung | Bankkonto~ | compte bancaire | bankrekening | rekeningnummer~ | cuenta bancaria | conto bancario | bankkontonummer | rachunek bankowy`,
  reference: `
    name id no~ | numer~ | Num~ | invoice num | number~ | no~ | Nummer~ | Nr~ | numéro~ | Name of document~ |
    invoice number | invoice no | invoice nr | invoice id~ | invoice~ | invoice reference | inv no | inv number | inv # | document number | document no | doc no | doc number | document~ | document id~ | item reference~
    | bill number | bill no | voucher number | voucher no | reference~ | reference number~ | ref~ | transaction number~ | transaction id~ | item number~ 
    | Rechnungsnummer | Rechnungs ref | Rechnung* nr | Rechnung~ | Rg nr | Re nr | RE Nummer | Belegnummer | Beleg nr | Belegnr | Beleg~ | Rechnungsnr | Belegfeld 1 | Opos nr | Referenz~ 
    | ref facture | réf facture | numéro de facture | numéro facture | n° facture | no facture | facture~ | num facture | numéro de pièce | n° pièce | pièce~ | référence~ | référence facture
    | factuurnummer | factuur nr | factuurnr | factuur~ | boekstuknummer | boekstuk~ | referentie~
    | número de factura | número factura | nº factura | n factura | factura~ | núm factura | referencia~ | número de documento
    | numero fattura | n fattura | n° fattura | fattura~ | numero documento | num documento | n doc | riferimento~
    | fakturanummer | fakturanr | faktura~ | faktura nr | fakturanro | laskun numero | laskunumero | lasku~ | bilagsnummer | bilagsnr | verifikationsnummer | referens~ | numero da fatura | fatura~ | número da fatura
    | numer faktury | nr faktury | numer dokumentu | nr dokumentu | numer dowodu
    | doklad~ | číslo dokladu | číslo faktúry | fatura no | fatura numarası | belge no | evrak no | fiş no~ | számla sorszáma | bizonylatszám | nr factura | număr factură | serie și număr | nr document | număr document | arve number | arve nr | rēķina numurs | rēķina nr | sąskaitos numeris | sąskaitos nr | broj računa | broj dokumenta | št računa | številka računa | фактура номер | номер на фактура | документ номер | αριθμός τιμολογίου | αρ τιμολογίου | παραστατικό | αριθμός παραστατικού | documento~ | číslo~ | doc~ | dokument~ | dokumento~`,
  creditNoteNumber: `
    credit note number | credit note no | credit note nr | credit note id | credit note | credit memo number | credit memo no | credit memo | cn number | cn no
    | Gutschriftnummer | Gutschriftsnummer | Gutschrift nr | Gutschrift | numéro d'avoir | n° avoir | avoir | creditnotanummer | creditnota | creditfactuurnummer
    | número de abono | nota de crédito | numero nota di credito | nota di credito | kreditfakturanummer | kreditnota | kreditnotanummer`,
  paymentNumber: `
    payment number | payment no | payment id | payment reference | payment ref | receipt number | receipt no | receipt id | transaction reference~
    | Zahlungsnummer | Zahlungs nr | Zahlungsbeleg | Zahlungsreferenz | numéro de paiement | n° paiement | n° règlement | betalingsnummer | betalingskenmerk | número de pago | número de cobro
    | numero pagamento | betalningsnummer | betalningsreferens | betalingsnummer | betalingsreferanse`,
  kind: `
    type~ | kind~ | document type | doc type | invoice type | transaction type | item type | entry type | voucher type | transaction class | class~ | Belegart | Art~ | Typ~ | Buchungsart | type de pièce | type de document | nature~ | soort~ | type document | documentsoort
    | tipo~ | tipo de documento | tipo documento | dokumenttyp | bilagstype | transaktionstyp | tyyppi~ | typ dokumentu
    | causale | tipo doc | bilagsart | bilags type | hændelsestype | belge türü | fiş türü | typ dokladu | druh dokladu | bizonylat típusa | tip document | vrsta dokumenta | вид документ | τύπος | document description~`,
  documentStatus: `
    status~ | state~ | invoice status | document status | doc status | Belegstatus | Rechnungsstatus | statut | état~ | estado | estado factura | stato | stato documento | tila | tilstand | stan~`,
  voided: `
    void | voided | is void | void status | cancelled | canceled | is cancelled | reversed~ | storniert | storno~ | Stornokennzeichen | annulé | annulée | geannuleerd | anulada | anulado | annullata | annullato | makulerad | annulleret | annullert | mitätöity | anulowana`,
  paymentStatus: `
    payment status | payment state | paid status | paid~ | is paid | closed~ | Zahlungsstatus | Zahlstatus | bezahlt~ | statut de paiement | statut paiement | facture payée | payée~ | facture réglée | betaalstatus | betaald~
    | estado de pago | estado pago | estado de cobro | pagada~ | pagado~ | stato pagamento | stato del pagamento | saldata~ | pagata~ | betalningsstatus | betalingsstatus | betald~ | betalt~ | maksun tila | status płatności
    | situación | situación cobro | situacion`,
  issuedOn: `
    date issued | invoice date | issue date | issued~ | issued on | date of invoice | invoiced on | document date | doc date | bill date | posting date~ | date~ | transaction date~ | created~
    | Rechnungsdatum | Re datum | Rg datum | Belegdatum | Datum~ | Buchungsdatum~ | Ausstellungsdatum
    | date de facture | date facture | date d'émission | date de pièce | date pièce | date facturation
    | factuurdatum | datum factuur | boekdatum~ | documentdatum
    | fecha factura | fecha de factura | fecha~ | fecha de emisión | fecha emisión | fecha documento
    | data fattura | data documento | data~ | data emissione | data di emissione
    | fakturadatum | fakturadato | dato~ | bilagsdato | laskun päivämäärä | laskupäivä | päivämäärä~ | data da fatura | data de emissão | data wystawienia
    | vystaveno | vystavené | datum vystavení | dátum vystavenia | fatura tarihi | belge tarihi | evrak tarihi | tarih~ | kiállítás dátuma | számla kelte | kelt | data factura | data facturii | data emiterii | data document~ | arve kuupäev | kuupäev~ | rēķina datums | datums~ | sąskaitos data | išrašymo data | datum računa | datum izdaje | datum izdavanja | дата на фактура | дата на издаване | дата~ | ημερομηνία~ | ημερομηνία έκδοσης | ημ έκδοσης | laskun pvm | laskupvm`,
  dueOn: `
    net due | Netto fällig | Nettofälligkeitsdatum |
    due date | due~ | due on | due day | payable by | net due date | maturity | maturity date | payment due | payment due date | pay by | baseline due date | date due
    | Fälligkeitsdatum | Fälligkeit | fällig | fällig am | fällig zum | zahlbar bis | zahlbar am | Nettofälligkeit | Zahlungsziel Datum | Zahlungsziel~ | Valuta~
    | date d'échéance | date échéance | échéance | échéance le
    | vervaldatum | vervaldag | uiterste betaaldatum | betalen voor | betaalbaar voor
    | fecha de vencimiento | fecha vencimiento | vencimiento | vence~
    | data scadenza | data di scadenza | scadenza
    | förfallodatum | förfallodag | förfaller | forfaldsdato | forfallsdato | forfald | forfall | eräpäivä | betalingsfrist | data de vencimento | vencimento | termin płatności | data płatności
    | splatno | splatné | splatnosť | vade tarihi | vade~ | esedékesség | fizetési határidő | scadenta | data scadenței | data scadentei | scadență | termen de plată~ | maksetähtaeg | maksetähtpäev | tähtaeg~ | apmaksas termiņš | apmaksas datums | mokėjimo terminas | apmokėti iki | rok plaćanja | dospijeće | datum dospijeća | rok plačila | datum zapadlosti | zapadlost | valuta plaćanja | падеж | срок за плащане | дата на падеж | λήξη | ημερομηνία λήξης | ημ λήξης | eräpvm | erääntymispäivä`,
  terms: `
    terms | payment terms | term~ | term days | terms of payment | net days | payment days | credit days | Zahlungsbedingung | Zahlungsbedingungen | Zahlungsziel | Ziel~ | Zahlungskondition | Zahlungsfrist
    | conditions de paiement | délai de paiement | betalingstermijn | betaalconditie | betalingsconditie | condiciones de pago | forma de pago~ | plazo de pago | condizioni di pagamento | termini di pagamento | pagamento~
    | betalningsvillkor | betalingsbetingelser | betalingsvilkår | maksuehto | condições de pagamento | warunki płatności`,
  orderReference: `
    order number | order no | order reference | po number | po no | po | purchase order | purchase order number | customer reference~ | your reference | sales order | order~
    | Bestellnummer | Bestell nr | Auftragsnummer | Auftrag~ | Ihre Referenz | Ihr Zeichen | Kundenreferenz | numéro de commande | commande~ | bon de commande | bestelnummer | inkoopordernummer | uw referentie
    | número de pedido | pedido~ | numero ordine | ordine~ | ordernummer | er referens | ordrenummer | rekvisition | tilausnumero | numer zamówienia`,
  paymentReference: `
    payment reference | structured reference | structured payment reference | structured communication | creditor reference | remittance reference~ | RF reference | RF creditor reference | KID | KID number | OCR | OCR number | OCR reference
    | Zahlungsreferenz | Zahlungsreferenz nummer | strukturierte Referenz | QR Referenz | QRR | QR Referenznummer | ESR Referenz | ESR Referenznummer | ESR Nummer | référence de paiement | référence QR | référence structurée | communication structurée
    | betalingskenmerk | gestructureerde mededeling | OGM | OGM VCS | VCS | riferimento di pagamento | riferimento QR | riferimento strutturato | referencia de pago | referência de pagamento | referência multibanco
    | KID nummer | KID nr | KIDnummer | OCR nummer | OCR nr | OCRnummer | OCR referens | betalingsreferanse | betalningsreferens | betalings id | betalingsid | FIK | FIK nummer | indbetalings id | viitenumero | viite~ | viitenro | maksuviite | viitenumber | mokėjimo nuoroda | maksājuma atsauce
    | variabilní symbol | variabilný symbol | VS~ | poziv na broj | model i poziv na broj | sklic | referenca plačila`,
  amount: `
    total signed | total in currency signed | invoice total amount | total incl tax | amount incl tax | amount incl vat | amount including tax | gross value |
    amount | invoice amount | gross amount | total~ | total amount | invoice total | original amount | document amount | gross~ | gross total | amount due total~ | value~ | transaction amount | amount in document currency | payment amount | amount received | credit amount total
    | Betrag | Rechnungsbetrag | Bruttobetrag | Brutto~ | Gesamtbetrag | Summe~ | Originalbetrag | Belegbetrag | Betrag in Belegwährung | Umsatz~ | Zahlbetrag
    | montant | montant TTC | montant facture | montant total | total TTC | montant initial | montant original
    | bedrag | factuurbedrag | bedrag incl btw | totaalbedrag | totaal~ | bruto bedrag | oorspronkelijk bedrag
    | importe | importe total | importe factura | total factura | monto | importe original
    | importo | importo totale | totale~ | totale fattura | importo fattura | importo documento
    | belopp | fakturabelopp | totalbelopp | totalt~ | beløb | fakturabeløb | beløp | fakturabeløp | summa~ | laskun summa | valor~ | valor total | kwota~ | kwota brutto | wartość brutto
    | tutar | fatura tutarı | genel toplam | toplam tutar | toplam~ | celkem s dph | celkom | suma s dph | bruttó összeg | végösszeg | összeg~ | valoare | valoare totală | total factură | summa kokku | kokku~ | kopsumma | summa~ | suma~ | suma su pvm | iznos | iznos računa | ukupno | znesek | znesek računa | сума | обща сума | ποσό | αξία | σύνολο | należność~ | wartość~ | bruttó~`,
  debit: `
    Betrag Soll | Umsatz Soll | debit value |debit | debit amount | amount debit | Soll | Sollbetrag | débit | montant débit | debet | debet bedrag | debe | cargo importe | dare | importo dare | débito | winien`,
  credit: `
    Betrag Haben | Umsatz Haben | credit value |credit | credit amount | amount credit | Haben | Habenbetrag | crédit | montant crédit | credit bedrag | haber | abono importe | avere | importo avere | kredit | crédito | ma`,
  openAmount: `
    amount due signed | amount residual signed | invoice amount due | O/S amount | OS amount | o s balance | remaining balance | amount remaining | open balance | Saldo offen | current balance~ |
    total due~ | open amount | amount open | open~ | outstanding | outstanding amount | amount outstanding | balance~ | balance due | amount due~ | remaining | remaining amount | residual | unpaid | unpaid amount | open balance | due amount~ | amount in local currency open
    | offener Betrag | offen~ | aktuell offen | offener Saldo | Restbetrag | Rest~ | Saldo~ | offener Posten | OP Betrag | offene Forderung | noch offen
    | solde~ | reste à payer | montant dû | reste dû | solde dû | montant restant | encours~ | montant ouvert
    | openstaand | openstaand bedrag | openstaand saldo | restbedrag | nog te betalen | open bedrag
    | saldo pendiente | pendiente~ | importe pendiente | por cobrar
    | residuo~ | importo residuo | aperto~ | saldo aperto | importo aperto | da incassare | da saldare | da pagare
    | restbelopp | kvar att betala | utestående | återstående | återstår | kvarstående | restbeløb | restbeløp | udestående | utestående beløp | avoinna | avoin summa | saldo em aberto | em aberto | pozostało | do zapłaty
    | current trx amount | kalan | kalan tutar | bakiye | açık tutar | zbývá | neuhrazeno | zostáva uhradiť | nezaplaceno | hátralék | tartozás | nyitott összeg | rest de plată | rest de plata | sold~ | sold rămas | neîncasat | tasumata | võlgnevus | maksmata | neapmaksāts | atlikums | parāds | neapmokėta | likutis | skola | otvoreno | preostalo | saldo otvoreno | dugovanje~ | odprto | odprti znesek | неплатено | остатък | дължима сума | υπόλοιπο | ανεξόφλητο | pozostaje | pozostało do rozliczenia | k likvidaci | zbývá k úhradě | do rozliczenia | pendente~ | valor pendente | por liquidar | egyenleg | skyldig~`,
  paidAmount: `
    Betrag erhalten | erhaltener Betrag | erhalten~ | invoice amount paid | total paid | paid to date |
    paid~ | paid amount | amount paid | settled~ | settled amount | payments~ | received~ | bezahlt | bezahlter Betrag | gezahlt | bereits gezahlt | Zahlungen~ | payé | montant payé | réglé | montant réglé | betaald | betaald bedrag
    | pagado | importe pagado | cobrado | pagato | saldato | importo pagato | incassato | betalt | betalt belopp | inbetalt | betalt beløb | maksettu | pago~ | zapłacono
    | uhrazeno | ödenen | tahsil edilen | kifizetve | achitat | încasat | tasutud | apmaksāts | apmokėta | plaćeno | plačano | платено | εξοφλημένο | bezahlter betrag | rozliczono | zlikvidováno | kiegyenlítve | kiegyenlítés | liquidado`,
  paidOn: `
    paid on | paid date | date paid | payment date | settled date | settled on | settlement date | clearing date | cleared on | received on | receipt date~ | date received | value date~
    | bezahlt am | Zahlungsdatum | Zahldatum | Ausgleichsdatum | Ausgleich~ | Zahlungseingang | Wertstellung~ | date de paiement | date paiement | date de règlement | date règlement | payé le
    | betaald op | betaaldatum | betalingsdatum | datum betaling | fecha de pago | fecha pago | fecha de cobro | data pagamento | data di pagamento | data incasso
    | betaldatum | betalningsdatum | betald~ | betalt den | betalingsdato | maksupäivä | data de pagamento | data zapłaty`,
  currency: `
    cur |
    currency | currency code | invoice currency | document currency | curr~ | ccy | iso currency | Währung | Wäh | Währ | Whg | Whrg | Belegwährung | Währungscode | WKZ | devise | code devise | monnaie | valuta~ | valutacode | munteenheid
    | moneda | divisa | valuutta | valutakod | valutakode | moeda | waluta
    | döviz | döviz cinsi | para birimi | měna | mena | devizanem | pénznem | moneda~ | valuuta | valūta | valiuta | валута | νόμισμα`,
  against: `
    paid invoice | invoice paid | applied to | applied to invoice | allocated to | against | against invoice | settles | matched invoice | pays invoice | bezahlte Rechnung | Rechnungsbezug | zu Rechnung | ausgeglichen mit | facture payée | facture réglée
    | betaalde factuur | factura pagada | fattura pagata | betald faktura | betalt faktura`,
};
