import type { LedgerField } from './ledger-vocabulary.ts';

/** What a word of a header speaks of, in the languages of the vocabulary, without accents. */
const WORDS = {
  customer:
    /^(customers?|cust|clients?|clientes?|kund(e|en|nr|kto)?|kunden|klant(en)?|debitor(en)?|debiteur(en)?|bp|party|partys|partner|tiers|buyer|acheteur|relatie|asiakas|kontrahent|odbiorca|zakaznik|vevo|aux|sold to|bill to|payer|odberatel|nabywc(a|y)|vasarlo|kupujici|organisation|organization)$/,
  number:
    /^(numbers?|num|no|nr|nro|nbr|numb|id|ids|codes?|cod|kod|key|nummer|numero|numer|cislo|szam|ref|reference|referenz|referencia|referens|nb|szama|sorszam|cisla)$/,
  name: /^(name|names|nm|nombre|nom|naam|nome|namn|navn|nimi|nazwa|nev|lib|libelle|bezeichnung|company|intitule|matchcode|neve|nazev)$/,
  document:
    /^(invoices?|inv|bills?|documents?|doc|docs|transactions?|trans|trx|rechnung(en|s)?|re|rg|beleg|factures?|facturas?|fatture?|fattura|factuur|facturen|faktur(a|or|er)|fatura|piece|voucher|documento|dokument|lasku|laskun|szamla|ar|doklad(u|y)?|dokladu|szamla|faktury|fakturaer|fakturen)$/,
  day: /^(dates?|dated|datum|dato|data|fecha|dag|tag|dt|on|am|pvm|paiva|paivamaara|kelt|vystaveni|wystawienia|kelte)$/,
  due: /^(due|fallig(keit)?|faellig(keit)?|falligkeits|faelligkeits|ech|echeance|echeances|verval|vervalt|vervaldag|vervaldatum|vence|vencimiento|vencimento|vto|vcto|venc|scad|scadenza|forfall?|forfalls|forfalds|forfallo|forfaller|erap|erapaiva|maturity|payable|platnosci|splatnost|splatnosti|hatarido|frist|betalingsfrist|betalningsfrist|betaaltermijn)$/,
  amount:
    /^(amounts?|amt|totals?|values?|val|sums?|betrag|betraege|gesamt|brutto|gross|summe|montants?|bedrag|totaal|totaalprijs|importe|importo|imp|belopp|belob|belop|kwota|summa|suma|wartosc|castka|osszeg|ttc|wert|valor|celkem|loppusumma|yhteensa|origineel|oorspronkelijk|original|ursprungs|initial|hodnota|gesamtsumme)$/,
  open: /^(open|opened|outstanding|os|balances?|bal|remaining|remainder|pending|unpaid|owed|owing|residual|residuo|offen|offene|offener|rest|restbetrag|reste|restant|solde|saldo|openstaand|pendiente|pdte|pend|aperto|avoin|avoinna|pozostalo|zbyva|udest|restance|hatralek|kvar|tartozas|nieoplacono|uhradit|uhrade|restbelob|restbelop|restbelopp|restsumme|hatra)$/,
  paid: /^(paid|received|settled|bezahlt|gezahlt|paye|regle|verse|betaald|pagado|cobrado|pagato|incassato|betald|betalt|maksettu|zaplacono|oplacon(a|o|e)|zaplaceno|uhrazeno|kifizetve)$/,
  part: /^(untaxed|subtotal|net|netto|ht|excl|exclusive|ex|before|ohne|tax|taxes|vat|mwst|ust|tva|btw|iva|moms|gst|discount|rabatt|price|unit|qty|quantity)$/,
  whole: /^(incl|inkl|including|inclusive|gross|brutto|ttc|with|mit|avec)$/,
  other:
    /^(order|delivery|ship|shipped|start|end|period|created|modified|updated|posting|posted|entry|expected|reminder|dunning|overdue|age|days|late|tage|jours|line|item|tax|bank|seller|vendor|supplier)$/,
} satisfies Readonly<Record<string, RegExp>>;

type Word = keyof typeof WORDS;

/**
 * The field that a header's words make together, where no phrase says it: 'BP Code',
 * 'Reference Nbr.', 'Invoice/CM #', 'Total Value', 'Pdte.'. Its values have to fit.
 */
export function composedField(words: string): LedgerField | undefined {
  const parts = words.split(' ').slice(0, 6).flatMap(partsOf);
  const has = (word: Word) => parts.some((part) => WORDS[word].test(part));
  if (has('other')) return undefined;
  const isAmount = has('amount') && !(has('part') && !has('whole'));
  if (has('due') && !has('amount') && !has('open')) return 'dueOn';
  // 'Amount due' is what is owed; 'importe vencimiento' is what falls due.
  if (has('open') || (parts.includes('due') && isAmount))
    return has('part') ? undefined : 'openAmount';
  if (has('paid')) return has('day') ? 'paidOn' : has('amount') ? 'paidAmount' : undefined;
  if (has('customer'))
    return has('name') ? 'customerName' : has('number') ? 'customerNumber' : undefined;
  if (has('document') && has('number')) return 'reference';
  if (has('day')) return has('document') || parts.length <= 2 ? 'issuedOn' : undefined;
  if (isAmount) return 'amount';
  return parts.length > 1 && parts.every((part) => WORDS.number.test(part))
    ? 'reference'
    : undefined;
}

/** In whatever language: what is booked, delivered, reminded of, changed or settled. */
const ELSEWHERE =
  /buch|book|gebuch|erfass|boek|comptab|registr|contab|bokf|kirjaus|knjiž|ksieg|ucto|konyvel|kayit|lief|leist|deliver|lever|livr|entrega|consegn|dostav|dodav|teljes|mahn|remind|relance|purre|rykk|muistut|upom|modif|chang|creat|erstell|anlage|valut|value|settl|clear|ausgleich|zahl|paid|pay|betal|regl|cobr|incass|maksu|platb|uhrad|wplat|fizet|odeme|plat|last|letzt|dernier|ultim|laatst|sist|period|beginn|begin|ende|discount|skonto/;

export function speaksOfSomethingElse(words: string): boolean {
  return words.split(' ').some((word) => WORDS.other.test(word) || ELSEWHERE.test(word));
}

/** 'relatiecode' and 'kundnamn' are two words in one. */
function partsOf(word: string): string[] {
  const [, first, last] = COMPOUND.exec(word) ?? [];
  return first === undefined || last === undefined ? [word] : [first, last];
}

const COMPOUND =
  /^(\p{L}{3,20}?)s?(nummer|nro|nr|number|code|naam|name|namn|navn|datum|dato|bedrag|betrag|belopp|belob|belop|summa|summe|szam)$/u;
